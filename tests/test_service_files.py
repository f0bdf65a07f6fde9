"""The files that let systemd or a container run the schedule: read as they would read them."""

from __future__ import annotations

import json
import re
from configparser import ConfigParser
from pathlib import Path

import pytest
import typer

from ranking.cli.main import app

FOLDER = Path(__file__).resolve().parents[1] / "config" / "service"
UNITS = ("govrank-schedule.service", "govrank-due.service", "govrank-due.timer")
SERVICES = UNITS[:2]
SHUTDOWN_SECONDS = 10
"""In so many seconds the service has ended after SIGTERM."""


def unit(name: str) -> ConfigParser:
    """Read a unit file; a key may stand several times, as in systemd, and the last one counts."""
    parser = ConfigParser(strict=False, interpolation=None, comment_prefixes=("#", ";"))
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    parser.read_string((FOLDER / name).read_text("utf-8"))
    return parser


def assert_is_a_command(words: list[str]) -> None:
    """Follow the words through the program's commands; what begins with -- is an option."""
    assert Path(words[0]).name == "govrank"
    found = typer.main.get_command(app)
    names = [word for word in words[1:] if not word.startswith("--")]
    for name in names:
        assert name in found.commands, f"there is no command {' '.join(names)}"  # type: ignore[attr-defined]
        found = found.commands[name]  # type: ignore[attr-defined]
    options = {option for parameter in found.params for option in parameter.opts}
    assert {word for word in words[1:] if word.startswith("--")} <= options


@pytest.mark.parametrize("name", SERVICES)
def test_a_service_starts_a_command_that_there_is(name: str) -> None:
    """With options that the command has."""
    assert_is_a_command(unit(name)["Service"]["ExecStart"].split())


@pytest.mark.parametrize("name", SERVICES)
def test_a_service_has_time_to_end_and_few_rights(name: str) -> None:
    """It may write the workspace and nothing else, and it is not root."""
    service = unit(name)["Service"]
    assert int(service["TimeoutStopSec"]) > SHUTDOWN_SECONDS
    assert service["User"] not in ("", "root", "0")
    assert service["NoNewPrivileges"] == service["PrivateTmp"] == "yes"
    assert service["ProtectSystem"] == "strict"
    home = service["WorkingDirectory"]
    assert service["ReadWritePaths"] == home
    assert f"GOVRANK_HOME={home}" in (FOLDER / name).read_text("utf-8")


def test_the_long_running_service_comes_back_and_the_other_ends() -> None:
    """A crash is taken up by the next start; a timer's service that came back would never rest."""
    assert unit(SERVICES[0])["Service"]["Type"] == "simple"
    assert unit(SERVICES[0])["Service"]["Restart"] == "on-failure"
    assert unit(SERVICES[1])["Service"]["Type"] == "oneshot"
    assert "Restart" not in unit(SERVICES[1])["Service"]


def test_the_timer_starts_its_service_also_after_the_computer_was_off() -> None:
    """It names a service that is there."""
    timer = unit("govrank-due.timer")["Timer"]
    assert timer["Unit"] in SERVICES
    assert (timer["OnCalendar"], timer["Persistent"]) == ("*:0/15", "true")


@pytest.mark.parametrize("name", UNITS)
def test_a_comment_has_a_line_of_its_own(name: str) -> None:
    """What follows a value on its line would be part of it for systemd."""
    for text in (FOLDER / name).read_text("utf-8").splitlines():
        assert text.startswith("#") or "#" not in text
        assert not text.endswith("\\")


def container() -> dict[str, str]:
    """Return the instructions of the container file; of repeated ones the last."""
    text = (FOLDER / "Containerfile").read_text("utf-8").replace("\\\n", " ")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    return {name: rest.strip() for name, _, rest in (line.partition(" ") for line in lines)}


def test_the_container_runs_commands_that_there_are() -> None:
    """The service, and the look at its health."""
    instructions = container()
    assert_is_a_command(json.loads(instructions["CMD"]))
    options, _, command = instructions["HEALTHCHECK"].partition("CMD")
    assert "--interval" in options
    assert_is_a_command(json.loads(command))


def test_the_container_is_not_root_and_is_asked_to_end() -> None:
    """The workspace lies outside, and packages are what the lock says."""
    instructions = container()
    assert instructions["FROM"] == "python:3.12-slim"
    assert instructions["USER"] not in ("", "root", "0")
    assert instructions["STOPSIGNAL"] == "SIGTERM"
    assert instructions["VOLUME"] == instructions["WORKDIR"]
    assert f"GOVRANK_HOME={instructions['VOLUME']}" in instructions["ENV"].split()
    assert "--require-hashes" in instructions["RUN"]


def test_the_manual_names_every_file() -> None:
    """And its line for cron is a command that there is."""
    manual = (FOLDER.parents[1] / "docs" / "operations.md").read_text("utf-8")
    for path in FOLDER.iterdir():
        assert path.name in manual
    (line,) = re.findall(r"(?m)^\*/15 \* \* \* \* .*?(\S*govrank schedule .*)$", manual)
    assert_is_a_command(re.split(r" 2?>", line)[0].split())
