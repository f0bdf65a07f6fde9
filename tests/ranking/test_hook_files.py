"""Hooks files."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ranking.errors import ConfigError
from ranking.hook_files import load_hooks
from ranking.model.run import Occasion
from tests.builders.hooks import write_hooks
from tests.builders.month import CONFIG

SECRET = "https://robot.example.com/send?key=s3cr3t-k3y"
SAMPLE = CONFIG / "workspace" / "config" / "hooks.toml"


def test_without_a_file_there_are_no_hooks(tmp_path: Path) -> None:
    """Most offices begin so."""
    assert load_hooks(tmp_path) == ()


def test_the_shipped_file_tells_nobody_and_its_examples_are_sound(tmp_path: Path) -> None:
    """Whoever takes the # away from an example has a hook."""
    text = SAMPLE.read_text("utf-8")
    write_hooks(tmp_path, text)
    assert load_hooks(tmp_path) == ()
    write_hooks(tmp_path, re.sub(r"(?m)^# (\[\[hooks\]\]|\w+ = )", r"\1", text))
    robot, command = load_hooks(tmp_path)
    assert (robot.body, robot.target) == ("wecom", "file:secrets/wecom-robot")
    assert command.command[1:] == ("--to", "office")


def test_a_file_of_an_address_is_found_from_the_workspace(tmp_path: Path) -> None:
    """Wherever the command is run; a variable is only named."""
    write_hooks(
        tmp_path,
        '[[hooks]]\non = ["missed"]\nurl_file = "secrets/robot"\n'
        '[[hooks]]\non = ["missed"]\nurl_env = "ROBOT"\n',
    )
    file, variable = load_hooks(tmp_path)
    assert file.place(tmp_path) == f"file:{tmp_path / 'secrets' / 'robot'}"
    assert variable.place(tmp_path) == variable.target == "env:ROBOT"


def test_a_hook_wants_its_occasions_of_its_stages(tmp_path: Path) -> None:
    """Daily stages carry their day; without stages a hook is for all."""
    write_hooks(
        tmp_path,
        '[[hooks]]\non = ["failure"]\nstages = ["collect"]\ncommand = ["a"]\n'
        '[[hooks]]\non = ["failure", "missed"]\ncommand = ["a"]\n',
    )
    some, all_ = load_hooks(tmp_path)
    assert some.wants(Occasion.FAILURE, "collect-05")
    assert not some.wants(Occasion.FAILURE, "publish")
    assert not some.wants(Occasion.MISSED, "collect-05")
    assert all_.wants(Occasion.MISSED, "publish")
    assert not all_.wants(Occasion.SUCCESS, "publish")


def test_every_fault_is_named_by_line_and_key(tmp_path: Path) -> None:
    """A target too few or too many, words that are not known, a body of a command."""
    text = """
[[hooks]]
on = ["failed"]
stages = ["release"]
command = ["a"]
body = "wecom"
[[hooks]]
on = []
[[hooks]]
url_env = "A"
url_file = "b"
boby = "json"
"""
    write_hooks(tmp_path, text)
    with pytest.raises(ConfigError) as caught:
        load_hooks(tmp_path)
    message = str(caught.value)
    for part in (
        "has 8 fault(s)",
        "line 3, hooks[0].on[0]: found 'failed', allowed: 'success', 'failure'",
        "line 4, hooks[0].stages[0]: found 'release', allowed: 'collect'",
        "line 6, hooks[0].body: is for webhooks",
        "line 7, hooks[1]: no target found; one of command, url_env, url_file is expected",
        "line 8, hooks[1].on: found []: the list needs at least one item",
        "line 9, hooks[2]: url_env and url_file found",
        "line 9, hooks[2].on: is missing",
        "line 12, hooks[2].boby: is not a known key; did you mean 'body'?",
    ):
        assert part in message


@pytest.mark.parametrize(
    "text",
    [
        f'[[hooks]]\non = ["missed"]\nurl = "{SECRET}"',
        f'[[hooks]]\non = ["missed"]\nurl_env = "{SECRET}"',
        f'[[hooks]]\non = ["missed"]\nurl_file = "{SECRET}"',
        f'[[hooks]]\non = ["missed"]\ncommand = "curl {SECRET}"',
        f'[[hooks]]\non = ["missed"]\ncommand = ["curl", 3, "{SECRET}"]',
        f'[[hooks]]\non = ["missed"]\ncommand = ["", "{SECRET}"]',
        f'[[hooks]]\non = ["missed"]\ncommand = ["a", "{SECRET}\\u0000"]',
        f'[hooks]\non = ["missed"]\nurl_env = "{SECRET}"',
        f'hooks = ["{SECRET}"]',
        f'hooks = "{SECRET}"',
        f'[[hooks]]\non = ["missed"]\nurl_file = "a\nb = "{SECRET}"',
    ],
)
def test_a_secret_in_the_wrong_place_is_refused_and_never_repeated(
    tmp_path: Path, text: str
) -> None:
    """Messages go into logs and mails."""
    write_hooks(tmp_path, text)
    with pytest.raises(ConfigError) as caught:
        load_hooks(tmp_path)
    assert "s3cr3t" not in str(caught.value) + caught.value.hint_text()
