"""Everything that happened: the log first, then the hooks."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ranking.errors import HookError
from ranking.i18n import Translator
from ranking.schedule.announce import open_announcer
from ranking.wiring import open_workspace
from ranking.workflow.init import create_workspace
from ranking.workflow.workspace import Workspace
from tests.builders.hooks import NOON, loggers_restored, occurrence, write_hooks
from tests.builders.http_server import answer, response, serving

EN = Translator("en")
HOOK = '[[hooks]]\non = ["failure"]\nurl_env = "ROBOT"\n'


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    create_workspace(tmp_path)
    opened = open_workspace(tmp_path, "test", lambda *_: None)
    opened.now = lambda: NOON
    with loggers_restored():
        yield opened
    opened.close()


def logged(capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    return [json.loads(text) for text in capsys.readouterr().err.splitlines()]


def test_the_log_and_a_webhook_are_told(
    workspace: Workspace, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Over a real connection, with the address from the environment."""
    write_hooks(workspace.home, HOOK)
    with serving(answer({})) as server:
        monkeypatch.setenv("ROBOT", f"{server.url}/hook")
        open_announcer(workspace, True, EN)(occurrence())
    (request,) = server.requests
    sent = json.loads(request.partition(b"\r\n\r\n")[2])
    (record,) = logged(capsys)
    assert record["event"] == sent["event"] == "failure"
    assert record["message"] == sent["message"] == "The release of 榜 failed."


def test_a_webhook_that_refuses_is_logged_without_its_address(
    workspace: Workspace, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Which hook, where its address is kept, and why."""
    write_hooks(workspace.home, HOOK)
    with serving(response(b"", status=404)) as server:
        monkeypatch.setenv("ROBOT", f"{server.url}/hook/s3cr3t-k3y")
        open_announcer(workspace, True, EN)(occurrence())
    told, failed = logged(capsys)
    assert told["event"] == "failure"
    assert (failed["event"], failed["level"]) == ("hook_failed", "warning")
    assert failed["message"].startswith("Hook 1 (env:ROBOT) was not told: http://127.0.0.1:")
    assert "HTTP status 404" in failed["message"]
    assert "s3cr3t" not in json.dumps(failed)


def test_an_address_that_is_not_there_is_logged(
    workspace: Workspace, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A variable that the service does not have, as after a change of its unit file."""
    write_hooks(workspace.home, HOOK)
    monkeypatch.delenv("ROBOT", raising=False)
    open_announcer(workspace, True, EN)(occurrence())
    assert "There is no secret in env:ROBOT." in logged(capsys)[1]["message"]


def test_a_faulty_file_is_logged_and_a_mended_one_counts_at_once(
    workspace: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    """Publishing does not wait for those who are to be told of it."""
    sent: list[object] = []
    announce = open_announcer(workspace, True, EN, lambda *told: sent.append(told))
    write_hooks(workspace.home, HOOK.replace("failure", "failed"))
    announce(occurrence())
    told, faulty = logged(capsys)
    assert (told["event"], faulty["event"]) == ("failure", "hook_failed")
    assert "hooks[0].on[0]: found 'failed'" in faulty["message"]
    write_hooks(workspace.home, HOOK)
    announce(occurrence())
    assert len(sent) == 1


def test_nothing_that_goes_wrong_gets_out(
    workspace: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    """Hooks that fail, a file that cannot be read, a template that does not fit."""

    def fail(*_: object) -> None:
        raise HookError("no")

    announce = open_announcer(workspace, True, EN, fail)
    path = write_hooks(workspace.home, HOOK)
    announce(occurrence(template="{nothing}", hint="{nothing}"))
    path.unlink()
    path.mkdir()
    announce(occurrence())
    events = [record["event"] for record in logged(capsys)]
    assert events == ["failure", "hook_failed"] * 2


def test_without_json_it_speaks_the_language_of_the_environment(
    workspace: Workspace, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """One readable line."""
    monkeypatch.setenv("GOVRANK_LANG", "en")
    open_announcer(workspace, False)(occurrence())
    (text,) = capsys.readouterr().err.splitlines()
    assert text.startswith("2026-11-06 12:00:00 error main 2026-10 publish late: The release")
