"""Commands of hooks."""

from __future__ import annotations

import os
import threading
import time
from pathlib import Path

import pytest

from ranking.errors import HookError
from ranking.schedule.commands import cut_off_commands, program_of, run_command


def sh(script: str) -> tuple[str, ...]:
    return ("sh", "-c", script)


def test_a_command_gets_the_document_and_the_variables(tmp_path: Path) -> None:
    """On its input, and beside the variables of this process; it runs in the workspace."""
    script = 'cat > got; echo "$GOVRANK_EVENT $HOME" > variables'
    run_command(sh(script), "榜".encode(), {"GOVRANK_EVENT": "missed"}, tmp_path)
    assert (tmp_path / "got").read_text("utf-8") == "榜"
    assert (tmp_path / "variables").read_text("utf-8").strip() == f"missed {os.environ['HOME']}"


def test_no_shell_reads_the_arguments(tmp_path: Path) -> None:
    """What a shell would take for commands stays an argument."""
    run_command((*sh('printf %s "$1" > got'), "sh", "; touch evil $(id)"), b"", {}, tmp_path)
    assert (tmp_path / "got").read_text("utf-8") == "; touch evil $(id)"
    assert not (tmp_path / "evil").exists()


def test_a_command_that_reads_nothing_is_no_failure(tmp_path: Path) -> None:
    """However long the document is."""
    run_command(("true",), b"x" * (1 << 20), {}, tmp_path)


def test_a_failing_command_is_said_with_the_beginning_of_its_output(tmp_path: Path) -> None:
    """Five hundred characters, on one line, however much it prints and on which stream."""
    script = "printf 'bad\\033[31m\\nthing '; yes 榜 2>/dev/null | head -c 3000000 >&2; exit 7"
    with pytest.raises(HookError) as caught:
        run_command(sh(script), b"", {}, tmp_path)
    message = str(caught.value)
    assert "'sh' failed with exit code 7. bad thing 榜 榜" in message
    assert len(message) < 560
    assert message.isprintable()


def test_a_command_that_does_not_end_is_ended_with_its_children(tmp_path: Path) -> None:
    """Nobody holds its output any more, so the thread that reads it has ended."""
    before = threading.active_count()
    with pytest.raises(HookError) as caught:
        run_command(sh("sleep 60 & echo begun; wait"), b"", {}, tmp_path, 0.4)
    assert "was ended after 0 seconds. begun" in str(caught.value)
    assert threading.active_count() == before


def test_what_a_command_leaves_running_is_ended(tmp_path: Path) -> None:
    """A hook hands a message over; it starts no service."""
    before = threading.active_count()
    run_command(sh("sleep 60 & exit 0"), b"", {}, tmp_path)
    assert threading.active_count() == before


def test_a_command_is_cut_off_with_its_children_by_another_thread(tmp_path: Path) -> None:
    """As the service does when it is to end; what it printed is said."""

    def cut() -> None:
        while not (tmp_path / "begun").exists():
            time.sleep(0.01)
        cut_off_commands()

    before = threading.active_count()
    cutter = threading.Thread(target=cut)
    cutter.start()
    with pytest.raises(HookError, match=r"'sh' was cut off, because the schedule ends. here"):
        run_command(sh("echo here; sleep 60 & touch begun; wait"), b"", {}, tmp_path, 5)
    cutter.join()
    assert threading.active_count() == before
    run_command(("true",), b"", {}, tmp_path)


def test_a_command_that_is_not_there_is_said(tmp_path: Path) -> None:
    """And one that may not be run, and one that no system can run."""
    (tmp_path / "notify").touch(mode=0o644)
    for name in ("no-such-command", "./notify", "/nowhere/notify"):
        with pytest.raises(HookError, match="is not there, or may not be run"):
            run_command((name,), b"", {}, tmp_path)
    (tmp_path / "notify").chmod(0o755)
    with pytest.raises(HookError, match="cannot be run"):
        run_command(("./notify",), b"", {}, tmp_path)


def test_a_relative_path_starts_at_the_workspace(tmp_path: Path) -> None:
    """A bare name is looked for as a shell does, and not in the workspace."""
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "tell").touch(mode=0o755)
    assert program_of("bin/tell", tmp_path) == str(tmp_path / "bin" / "tell")
    assert program_of("tell", tmp_path / "bin") is None
    assert program_of("sh", tmp_path) is not None
