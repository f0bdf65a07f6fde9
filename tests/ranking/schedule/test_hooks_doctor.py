"""What ``govrank doctor`` says of the hooks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from ranking.errors import ConfigError
from ranking.schedule.hooks_doctor import check_hooks
from ranking.wiring import open_workspace
from ranking.workflow.finding import Finding
from ranking.workflow.init import create_workspace
from tests.builders.hooks import write_hooks

Checked = Callable[[str], list[Finding]]


@pytest.fixture
def checked(tmp_path: Path) -> Iterator[Checked]:
    create_workspace(tmp_path)
    workspace = open_workspace(tmp_path, "test", lambda *_: None)

    def check(text: str) -> list[Finding]:
        write_hooks(tmp_path, text)
        return list(check_hooks(workspace))

    yield check
    workspace.close()


def test_an_office_without_hooks_is_told_so(checked: Checked) -> None:
    """There is nothing to do."""
    (found,) = checked("")
    assert (found.state, found.todo) == ("ok", "")


def test_a_command_that_is_not_there_is_a_fault(checked: Checked) -> None:
    """It is named without its arguments; one that is there is only counted."""
    hooks = (
        '[[hooks]]\non = ["missed"]\ncommand = ["sh", "-c", "true"]\n'
        '[[hooks]]\non = ["missed"]\ncommand = ["no-such-command", "s3cr3t"]\n'
    )
    counted, absent = checked(hooks)
    assert (counted.state, counted.params) == ("ok", {"count": 2})
    assert absent.state == "fault"
    assert absent.params == {"number": 2, "target": "no-such-command"}


def test_an_address_that_is_not_there_is_a_warning(
    checked: Checked, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The service may have other variables than this terminal; a file must be its owner's."""
    variable = '[[hooks]]\non = ["missed"]\nurl_env = "ROBOT"\n'
    monkeypatch.delenv("ROBOT", raising=False)
    assert [found.state for found in checked(variable)] == ["ok", "warning"]
    monkeypatch.setenv("ROBOT", "https://x")
    assert [found.state for found in checked(variable)] == ["ok"]
    file = '[[hooks]]\non = ["missed"]\nurl_file = "robot"\n'
    assert [found.state for found in checked(file)] == ["ok", "warning"]
    (tmp_path / "robot").touch(mode=0o600)
    assert [found.state for found in checked(file)] == ["ok"]
    (tmp_path / "robot").chmod(0o644)
    assert [found.state for found in checked(file)] == ["ok", "warning"]


def test_a_faulty_file_is_a_fault(checked: Checked) -> None:
    """With every fault of it; the doctor shows it as one finding."""
    with pytest.raises(ConfigError, match="on: is missing"):
        checked('[[hooks]]\ncommand = ["sh"]\n')
