"""``govrank method compare``: a month under two methods, nothing stored."""

from shutil import copy

import pytest

from ranking.settings import shipped_config


@pytest.fixture
def other(office):
    """A method of the office's own: as shanghai, but likes outweigh reads."""
    folder = office / "config" / "methods"
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "mine.toml"
    copy(shipped_config() / "methods" / "shanghai.toml", path)
    path.write_text(path.read_text("utf-8").replace('id = "shanghai"', 'id = "mine"', 1), "utf-8")
    return path


def test_the_same_numbers_move_nobody(small_month, other, govrank):
    """A copy of the method gives the same ranks on every board, and says so."""
    found = govrank("method", "compare", "shanghai", "mine", "2020-05", "--json").json
    assert [board["index_a"] for board in found["boards"]] == ["communication", "influence"]
    assert {board["changed"] for board in found["boards"]} == {0}
    assert found["method_b"]["id"] == "mine"
    rows = found["boards"][0]["rows"]
    assert {row["unit"] for row in rows} == {"甲", "乙"}
    assert all(row["total_a"] == row["total_b"] for row in rows)


def test_another_method_is_named_by_its_file(small_month, other, govrank):
    """A path serves as well as an id; a pipe gets TSV at full precision."""
    run = govrank("method", "compare", "shanghai", other, "2020-05")
    lines = [line.split("\t") for line in run.out.splitlines()]
    assert lines[0][:4] == ["index_a", "index_b", "group", "unit"]
    assert len(lines) == 1 + 2 * 2


def test_a_method_that_scores_tables_only_is_refused(small_month, govrank):
    """The message names an input that no month has."""
    run = govrank("method", "compare", "shanghai", "tai-2001", "2020-05")
    assert run.code == 1
    assert "tai-2001" in run.err
    assert "patents" in run.err


def test_a_comparison_changes_nothing(small_month, other, govrank):
    """The draft is the one that was there before."""
    before = govrank("show", "2020-05", "--json").out
    govrank("method", "compare", "shanghai", "bci-simplified", "2020-05")
    assert govrank("show", "2020-05", "--json").out == before
