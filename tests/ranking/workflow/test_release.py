"""A name that PDF and PNG cannot print is told when a month is frozen, at the latest published."""

from __future__ import annotations

import pytest

from ranking.errors import ConfigError
from ranking.ledger.lifecycle import read_revisions
from ranking.model.lifecycle import State
from ranking.publish_rules import FORMATS
from ranking.wiring import open_workspace
from ranking.workflow import release
from ranking.workflow.import_files import import_files
from ranking.workflow.import_report import ImportOptions, ImportRequest
from ranking.workflow.init import create_workspace
from tests.builders.life import current, left_over, take
from tests.builders.unprintable import UNIT, files, publish_as
from tests.builders.workspaces import MONTH


@pytest.fixture
def home(tmp_path):
    """A month that is drafted; one unit's name holds an emoji."""
    folder = tmp_path / "office"
    create_workspace(folder)
    workspace = open_workspace(folder, "test", lambda *_: None)
    workspace.ledger.create()
    requests = [ImportRequest(path, ImportOptions()) for path in files(folder)]
    assert not any(report.error for report in import_files(workspace, requests))
    workspace.close()
    take(folder, "key", "draft")
    return folder


@pytest.fixture
def without_font(monkeypatch):
    """Let the program believe that PDF and PNG cannot be made here; give a way to end that."""
    monkeypatch.setattr(release, "lacking", lambda formats: dict.fromkeys(formats, "the font"))
    return monkeypatch


def states(home) -> list[State]:
    workspace = open_workspace(home, "test", lambda *_: None)
    try:
        with workspace.ledger.reading() as connection:
            return [one.state for one in read_revisions(connection, "main", MONTH)]
    finally:
        workspace.close()


def test_freeze_names_the_characters_before_anything_is_recorded(home) -> None:
    with pytest.raises(ConfigError, match=rf"U\+1F389\) in '{UNIT}'") as raised:
        take(home, "freeze")
    assert raised.value.hint_text().endswith("then freeze again: govrank freeze 2020-05")
    assert states(home) == [State.DRAFT]
    assert not list((home / "editions").rglob("r1*"))
    assert left_over(home) == []


def test_without_pdf_and_png_such_a_month_is_published(home) -> None:
    publish_as(home, "csv", "xlsx", "docx", "md")
    take(home, "draft", "freeze", "review", "approve", "publish")
    assert states(home) == [State.PUBLISHED]


def test_where_the_font_is_missing_it_is_frozen_and_publish_says_what_helps(
    home, without_font
) -> None:
    take(home, "freeze", "review", "approve")
    without_font.undo()
    with pytest.raises(ConfigError, match=rf"U\+1F389\) in '{UNIT}'") as raised:
        take(home, "publish")
    assert "govrank revise 2020-05 --reason C --note TEXT" in raised.value.hint_text()
    assert states(home) == [State.APPROVED]
    assert current(home) is None
    assert left_over(home) == []


def test_what_publish_advises_leads_to_a_publication(home, without_font) -> None:
    take(home, "freeze", "review", "approve")
    without_font.undo()
    publish_as(home, *(name for name in FORMATS if name not in ("pdf", "png")))
    take(home, "revise", "freeze", "review", "approve", "publish")
    assert states(home) == [State.REVISED, State.PUBLISHED]
