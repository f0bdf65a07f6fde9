"""Months drafted and explained by a method that has inputs of its own."""

from __future__ import annotations

from collections.abc import Iterator
from math import log1p
from pathlib import Path

import pytest

from ranking.errors import ConfigError
from ranking.workflow.draft import draft_month
from ranking.workflow.editions import month_edition
from ranking.workflow.explain import explain_unit
from ranking.workflow.workspace import Workspace
from tests.builders.workspaces import MONTH, imported_workspace, use_method


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with imported_workspace(tmp_path / "office") as made:
        yield made


def test_a_list_may_be_ranked_by_a_public_method(workspace: Workspace) -> None:
    """Drafted, stored, read back and explained: the same numbers, the method's own names."""
    use_method(workspace.home, "bci-simplified", "bci")
    drafted = draft_month(workspace, MONTH)
    assert month_edition(workspace, MONTH).edition == drafted
    first, second = drafted.boards[0].rows
    assert (first.unit, second.unit) == ("乙", "甲")
    activity = log1p(2)
    spread = 0.4 * log1p(70) + 0.4 * log1p(2) + 0.2 * log1p(4)
    assert first.value == pytest.approx(160 * (0.2 * activity + 0.8 * spread))
    told = explain_unit(workspace, MONTH, "甲", "zh").boards[0]
    assert [step.name for step in told.steps] == ["发博数", "转发数", "评论数", "点赞数"]
    assert told.formula.startswith("160 × (0.2 × (ln(1 + 2)) + 0.8 × (0.4 × ln(1 + 3)")
    assert told.gains[0].needed is not None


def test_a_list_cannot_be_ranked_by_a_method_for_tables(workspace: Workspace) -> None:
    """The draft is refused, and the message says which input no month has."""
    use_method(workspace.home, "city-competitiveness", "competitiveness")
    with pytest.raises(ConfigError, match="scores tables only: no month has its input"):
        draft_month(workspace, MONTH)
