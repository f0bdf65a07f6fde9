"""Comparing two methods on a month of a workspace."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from ranking.errors import ConfigError, DataError, UsageError
from ranking.ledger.editions import drafted_months
from ranking.workflow.method_compare import compare_methods
from ranking.workflow.workspace import Workspace
from tests.builders.month import CONFIG
from tests.builders.workspaces import MONTH, imported_workspace

SHIPPED = CONFIG / "methods"


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with imported_workspace(tmp_path / "office") as made:
        yield made


def mostly_likes(folder: Path) -> Path:
    """Write a variant of the simplified BCI in which likes outweigh everything."""
    text = (SHIPPED / "bci-simplified.toml").read_text("utf-8")
    likes = '"likes", transform = "ln1p", weight = 0.20'
    assert likes in text
    text = text.replace(likes, '"likes", transform = "ln1p", weight = 9')
    path = folder / "likes.toml"
    path.write_text(text.replace('id = "bci-simplified"', 'id = "likes"'), "utf-8")
    return path


def test_a_shipped_method_and_a_file_are_compared_on_a_month_never_drafted(
    workspace: Workspace, tmp_path: Path
) -> None:
    """One by its id, the other by its path; who is liked more climbs."""
    found = compare_methods(workspace, "bci", str(mostly_likes(tmp_path)), MONTH)
    (board,) = found.boards
    assert (found.method_a.id, found.method_b.id) == ("bci", "likes")
    assert [(r.unit, r.rank_a, r.rank_b, r.moved) for r in board.rows] == [
        ("甲", 2, 1, 1),
        ("乙", 1, 2, -1),
    ]


def test_nothing_is_stored(workspace: Workspace) -> None:
    """No edition is drafted and no fact file is written."""
    before = sorted(workspace.settings.facts.rglob("*"))
    compare_methods(workspace, "bci-simplified", "bci-simplified", MONTH)
    assert sorted(workspace.settings.facts.rglob("*")) == before
    with workspace.ledger.reading() as connection:
        assert drafted_months(connection, "main") == []


def test_a_method_for_tables_alone_is_refused(workspace: Workspace) -> None:
    """It has inputs that no month fills."""
    with pytest.raises(ConfigError, match="'tai-2001' scores tables only"):
        compare_methods(workspace, "tai-2001", "bci", MONTH)


@pytest.mark.parametrize(
    ("b", "month", "error", "said"),
    [
        ("bcii", MONTH, ConfigError, "no method 'bcii'"),
        ("gone/bci.toml", MONTH, ConfigError, "bci.toml"),
        ("bci", "2020-04", DataError, "no posts of 2020-04"),
        ("bci", "May", UsageError, "May"),
    ],
)
def test_what_is_not_there_is_said(
    workspace: Workspace, b: str, month: str, error: type[Exception], said: str
) -> None:
    """An unknown method, a file that is missing, a month without posts, no month at all."""
    with pytest.raises(error, match=said):
        compare_methods(workspace, "bci", b, month)
