"""``govrank schedule hooks``."""

import json

import pytest

from tests.builders.hooks import write_hooks
from tests.builders.http_server import answer, response, serving

COMMAND = '[[hooks]]\non = ["success"]\nstages = ["publish"]\ncommand = ["sh", "-c", "cat > got"]\n'
ROBOT = '[[hooks]]\non = ["failure", "missed"]\nurl_env = "ROBOT"\nbody = "wecom"\n'


@pytest.fixture
def terminal(monkeypatch) -> None:
    for name, value in {"TTY_COMPATIBLE": "1", "TERM": "dumb", "LINES": "50"}.items():
        monkeypatch.setenv(name, value)


def test_a_new_office_tells_nobody(office, govrank, terminal):
    """The shipped file has examples, and no hook."""
    run = govrank("schedule", "hooks")
    assert run.code == 0
    assert "No hook is set up" in run.out
    assert "config/hooks.toml has examples" in run.out


def test_hooks_are_listed_without_arguments_and_addresses(office, govrank, monkeypatch):
    """Nothing is sent."""
    monkeypatch.setenv("ROBOT", "https://robot.example.com/s3cr3t")
    write_hooks(office, COMMAND + ROBOT)
    run = govrank("schedule", "hooks", "--json")
    assert run.json == [
        {"number": 1, "on": ["success"], "stages": ["publish"], "target": "sh", "body": "json"},
        {
            "number": 2,
            "on": ["failure", "missed"],
            "stages": [],
            "target": "env:ROBOT",
            "body": "wecom",
        },
    ]
    assert not (office / "got").exists()


def test_a_test_is_sent_to_each_and_what_came_of_it_is_said(office, govrank, monkeypatch):
    """Exit code 0 where all were told."""
    write_hooks(office, COMMAND + ROBOT)
    with serving(answer({"errcode": 0})) as server:
        monkeypatch.setenv("ROBOT", server.url)
        run = govrank("schedule", "hooks", "--send", "--json")
    assert (run.code, [row["state"] for row in run.json]) == (0, ["sent", "sent"])
    assert json.loads((office / "got").read_text("utf-8"))["test"] is True
    assert b"[govrank] test" in server.requests[0]


def test_one_that_was_not_told_is_exit_code_1(office, govrank, monkeypatch, terminal):
    """The others are told all the same; the reason stands below the table."""
    write_hooks(office, ROBOT + COMMAND)
    with serving(response(b"", status=403)) as server:
        monkeypatch.setenv("ROBOT", f"{server.url}/s3cr3t")
        run = govrank("schedule", "hooks", "--send")
    assert run.code == 1
    assert f"1: {server.url} does not take the message (HTTP status 403)." in run.out
    assert "s3cr3t" not in run.out + run.err
    assert (office / "got").exists()
    run.out.encode("gbk")


def test_a_faulty_file_is_refused_with_its_faults(office, govrank):
    """And the doctor says the same."""
    write_hooks(office, "[[hooks]]\non = 1\n")
    run = govrank("schedule", "hooks")
    assert run.code == 1
    assert "hooks[0].on: found 1: a list in [ ] is expected" in run.err
    (found,) = [one for one in govrank("doctor", "--json").json if one["check"] == "hooks"]
    assert found["state"] == "fault"
    assert "hooks[0].on" in found["found"]
