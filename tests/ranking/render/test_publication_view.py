"""All that is published, laid out once for every renderer."""

from dataclasses import fields, is_dataclass, replace

import pytest

from ranking.model.edition import Note
from ranking.render.publication_view import publication_view
from ranking.render.text_view import TextFigure
from tests.builders.publications import (
    hostile_publication,
    make_publication,
    shipped_publishing,
    small_publication,
)


def laid_out(publication, tr):
    return publication_view(publication, shipped_publishing(), tr)


def texts(value):
    """Yield every text of a view."""
    if isinstance(value, TextFigure):
        yield value.text
    elif isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from texts(one)
    elif is_dataclass(value):
        for field in fields(value):
            if field.name not in ("method", "rules", "list_id", "index", "id"):
                yield from texts(getattr(value, field.name))


def test_it_says_what_it_is_and_holds_everything(en):
    """Edition, text, posts, topics, units, method and rules of one month."""
    publication = small_publication()
    view = laid_out(publication, en)
    edition = publication.edition
    assert (view.list_id, view.month, view.revision) == (edition.list_id, "2026-10", 1)
    assert view.language == "en"
    assert [u.unit for u in view.units] == [u.unit for u in publication.record.units]
    assert len(view.topics.rows) == len(publication.record.topics)
    assert view.most_reprinted.main == "Times passed on"
    assert view.formula.title == publication.outline.title
    assert view.rules == shipped_publishing().rules


def test_rows_carry_their_months_and_parts(en):
    """What sparklines and bars are drawn from."""
    publication = small_publication()
    for board in laid_out(publication, en).edition.boards:
        for row in board.rows:
            months = [past.month for past in publication.record.history]
            assert [point.month for point in row.trend] == [*months, "2026-10"]
            known = [part.points.value for part in row.parts]
            assert not known or sum(known) == pytest.approx(row.index.value)
            assert [p.id for p in row.parts] == [
                c.id for c in board.parts if c.id in {p.id for p in row.parts}
            ]


def test_a_first_edition_has_no_trend(en):
    """Nothing is before it."""
    boards = laid_out(make_publication(first=True), en).edition.boards
    assert {row.trend for board in boards for row in board.rows} == {()}


def noted(note):
    publication = small_publication()
    board = publication.edition.boards[0]
    rows = (replace(board.rows[0], notes=(note,)), *board.rows[1:])
    boards = (replace(board, rows=rows), *publication.edition.boards[1:])
    return replace(publication, edition=replace(publication.edition, boards=boards))


def test_notes_name_features_in_the_readers_language(en, zh):
    """They are stored with the Chinese names, whatever is done to the feature behind them."""
    note = Note(
        "no_value", "No index: {features} not observed.", {"features": "总阅读量、总点赞量（日均）"}
    )
    english = laid_out(noted(note), en).edition.boards[0].footnotes[-1]
    assert english.endswith("No index: Reads, Likes not observed.")
    assert "总阅读量、总点赞量（日均）" in laid_out(noted(note), zh).edition.boards[0].footnotes[-1]


def test_what_no_card_names_stays_as_it_is(en):
    """A name we do not know is not lost."""
    note = Note("no_value", "No index: {features} not observed.", {"features": "某指标"})
    assert "某指标" in laid_out(noted(note), en).edition.boards[0].footnotes[-1]


def test_hostile_texts_are_single_harmless_lines_everywhere(zh):
    """Nothing that a renderer lays out moves a cursor, hides or turns anything."""
    view = laid_out(hostile_publication(), zh)
    assert [text for text in texts(view) if not text.isprintable()] == []
