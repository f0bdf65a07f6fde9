"""Who is told of what."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ranking.errors import HookError
from ranking.hook_files import Hook, load_hooks
from ranking.i18n import Translator
from ranking.model.run import Occasion
from ranking.schedule.hooks import send_tests, tell_all
from ranking.wiring import open_workspace
from ranking.workflow.init import create_workspace
from ranking.workflow.workspace import Workspace
from tests.builders.hooks import NOON, occurrence, write_hooks

EN = Translator("en")
TELL = 'command = ["sh", "-c", "cat > $GOVRANK_EVENT-$GOVRANK_MONTH-$GOVRANK_STAGE"]'


class Net:
    """Notes what is sent, and answers or fails as it is told."""

    def __init__(self, answer: Any = None) -> None:
        self.sent: list[tuple[str, Any]] = []
        self._answer = answer

    def __call__(self, place: str, document: Any) -> Any:
        self.sent.append((place, document))
        if isinstance(self._answer, Exception):
            raise self._answer
        return self._answer


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    create_workspace(tmp_path)
    opened = open_workspace(tmp_path, "test", lambda *_: None)
    opened.now = lambda: NOON
    yield opened
    opened.close()


def hooks_of(home: Path, text: str) -> tuple[Hook, ...]:
    write_hooks(home, text)
    return load_hooks(home)


def test_a_command_is_told_on_its_input_and_by_variables(tmp_path: Path) -> None:
    """The same document as a webhook gets."""
    hooks = hooks_of(tmp_path, f'[[hooks]]\non = ["failure"]\n{TELL}')
    (told,) = tell_all(hooks, occurrence(stage="collect-05"), EN, tmp_path, Net())
    assert (told.number, told.error) == (1, None)
    document = json.loads((tmp_path / "failure-2026-10-collect-05").read_text("utf-8"))
    assert document["message"] == "The release of 榜 failed."


def test_webhooks_are_told_in_their_own_form(tmp_path: Path) -> None:
    """The place of the address goes to the network, never the address."""
    hooks = hooks_of(
        tmp_path,
        '[[hooks]]\non = ["failure"]\nurl_env = "A"\n'
        '[[hooks]]\non = ["failure"]\nurl_file = "b"\nbody = "feishu"\n',
    )
    net = Net({"code": 0})
    assert [told.error for told in tell_all(hooks, occurrence(), EN, tmp_path, net)] == [None] * 2
    (first, document), (second, text) = net.sent
    assert (first, second) == ("env:A", f"file:{tmp_path / 'b'}")
    assert document["event"] == "failure"
    assert text["msg_type"] == "text"


def test_only_those_who_want_to_know_are_told(tmp_path: Path) -> None:
    """The number is that of the hook in the file."""
    hooks = hooks_of(
        tmp_path,
        '[[hooks]]\non = ["success"]\nurl_env = "A"\n'
        '[[hooks]]\non = ["failure"]\nstages = ["collect"]\nurl_env = "B"\n'
        '[[hooks]]\non = ["failure"]\nstages = ["publish"]\nurl_env = "C"\n',
    )
    net = Net()
    assert [told.number for told in tell_all(hooks, occurrence(), EN, tmp_path, net)] == [3]
    assert [place for place, _ in net.sent] == ["env:C"]


@pytest.mark.parametrize("failure", [HookError("no"), RuntimeError("s3cr3t")])
def test_one_that_fails_keeps_nobody_from_being_told(tmp_path: Path, failure: Exception) -> None:
    """Not even by a fault of ours, whose text is not shown."""
    hooks = hooks_of(
        tmp_path, f'[[hooks]]\non = ["failure"]\nurl_env = "A"\n[[hooks]]\non = ["failure"]\n{TELL}'
    )
    first, second = tell_all(hooks, occurrence(), EN, tmp_path, Net(failure))
    assert first.error is not None
    assert "s3cr3t" not in str(first.error)
    assert second.error is None


def test_a_robot_that_refuses_was_not_told(tmp_path: Path) -> None:
    """The HTTP status says nothing."""
    hooks = hooks_of(tmp_path, '[[hooks]]\non = ["failure"]\nurl_env = "A"\nbody = "wecom"\n')
    (told,) = tell_all(hooks, occurrence(), EN, tmp_path, Net({"errcode": 93000}))
    assert "93000" in str(told.error)


def test_a_test_reaches_every_hook_and_says_it_is_one(workspace: Workspace) -> None:
    """With an occasion and a stage for which the hook is."""
    write_hooks(
        workspace.home,
        '[[hooks]]\non = ["reminder", "missed"]\nstages = ["freeze"]\nurl_env = "A"\n'
        '[[hooks]]\non = ["missed"]\nurl_env = "B"\nbody = "dingtalk"\n',
    )
    net = Net({"errcode": 0})
    told = list(send_tests(workspace, EN, net))
    assert [one.error for one in told] == [None, None]
    (_, document), (_, robot) = net.sent
    assert (document["event"], document["stage"]) == (str(Occasion.REMINDER), "freeze")
    assert (document["test"], document["month"]) == (True, "2026-11")
    text = robot["text"]["content"]
    assert text.startswith("[govrank] test · main · 2026-11 · publish\n")
    assert "Nothing has happened" in text
