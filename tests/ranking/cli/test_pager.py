"""Long results on a terminal go through a pager, and nothing else does."""

import shutil

import pytest

from ranking.cli.pager import pager_command
from tests.builders.terminal import Terminal


@pytest.mark.parametrize(
    ("environ", "wanted"),
    [
        ({"PAGER": "cat"}, None),
        ({"GOVRANK_PAGER": "", "PAGER": "sh"}, None),
        ({"GOVRANK_PAGER": "sh -c true", "PAGER": "cat"}, "sh -c true"),
        ({"PAGER": "no-such-program -x"}, None),
        ({"PAGER": "sh", "TERM": "dumb"}, None),
        ({}, "less" if shutil.which("less") else None),
    ],
)
def test_the_first_variable_names_the_pager(environ, wanted) -> None:
    """What is not there, is empty, or is cat, pages nothing."""
    assert pager_command(environ) == wanted


@pytest.fixture
def reader(tmp_path):
    """A pager that says how many lines it was given."""
    path = tmp_path / "reader"
    path.write_text("#!/bin/sh\nwc -l\necho READ IT ALL\n")
    path.chmod(0o755)
    return str(path)


def test_what_is_longer_than_the_terminal_goes_to_the_pager(small_month, reader) -> None:
    """And only there."""
    with Terminal("show", "2020-05", home=small_month, lines=10, GOVRANK_PAGER=reader) as one:
        pass
    assert one.text.rstrip().endswith("READ IT ALL")
    assert "影响力榜" not in one.text
    assert one.code == 0


def test_what_fits_is_printed(small_month, reader) -> None:
    """No pager for a screenful."""
    with Terminal("show", "2020-05", home=small_month, lines=500, GOVRANK_PAGER=reader) as one:
        pass
    assert "READ IT ALL" not in one.text
    assert "影响力榜" in one.text


def test_a_pipe_sees_no_pager(small_month, govrank, reader, monkeypatch) -> None:
    """Nor does --json."""
    monkeypatch.setenv("GOVRANK_PAGER", reader)
    assert govrank("show", "2020-05").out.startswith("index\t")
    assert govrank("show", "2020-05", "--json").json["month"] == "2020-05"


def test_a_reader_who_leaves_early_sees_no_traceback(small_month) -> None:
    """The pager ends before it has read anything."""
    with Terminal("show", "2020-05", home=small_month, lines=10, GOVRANK_PAGER="true") as one:
        pass
    assert (one.code, "Traceback" in one.text) == (0, False)


@pytest.mark.parametrize("broken", ["false", "sh '"])
def test_a_pager_that_fails_hides_nothing(small_month, broken) -> None:
    """The result is printed as it is."""
    with Terminal("show", "2020-05", home=small_month, lines=10, GOVRANK_PAGER=broken) as one:
        pass
    assert "影响力榜" in one.text
    assert one.code == 0
