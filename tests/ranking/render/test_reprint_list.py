"""Matches as tables, on terminals of all widths and for machines."""

from dataclasses import replace

import pytest
from rich.cells import cell_len

from ranking.i18n import Translator
from ranking.render import reprint_list as view
from ranking.render.reprint_words import evidence_names, reason_names, verdict_names
from ranking.render.tables import emit, table
from ranking.reprints.choose import REASONS
from tests.builders.matched import BARE, DECIDED, ITEM, hostile_items

EN = Translator("en")
COLUMNS = [view.list_columns, view.review_columns, view.decided_columns]


def test_every_reason_of_the_matching_has_words() -> None:
    """A reason that is added has to be told, and none is told that there is not."""
    assert set(reason_names(EN)) == set(REASONS)
    assert set(verdict_names(EN)) == {"accepted", "doubtful", "rejected"}
    assert list(evidence_names(EN)) == ["decision", "link", "mark", "text", "title"]


@pytest.mark.parametrize("width", [140, 110, 100, 90, 70, 60, 50])
@pytest.mark.parametrize("columns", COLUMNS)
def test_tables_fit_every_width_whatever_the_texts(columns, width, en, zh, printed) -> None:
    """All lines are as wide as one another, and no text moves a cursor."""
    items = [ITEM, BARE, DECIDED, *hostile_items()]
    for tr in (en, zh):
        shown = printed(table("", columns(tr, width), view.rows(items, tr), width), width)
        lines = shown.splitlines()
        assert len(lines) == 2 + len(items)
        assert max(map(cell_len, lines)) <= width
        assert all(text.isprintable() for text in lines)


@pytest.mark.parametrize("width", [120, 100, 70, 50])
def test_the_narrower_the_terminal_the_fewer_columns(width, en, printed, snapshot) -> None:
    """The id always stays whole, since it is what people type."""
    rows = view.rows([DECIDED, BARE], en)
    shown = [printed(table("", c(en, width), rows, width), width) for c in COLUMNS]
    assert all(ITEM.id in text and BARE.id in text for text in shown)
    assert "\n".join(shown) == snapshot


def test_what_has_no_title_is_named_by_its_text(en) -> None:
    """And what was not compared has a dash, not a zero."""
    (row,) = view.rows([BARE], en)
    assert row["post_title"] == BARE.post_excerpt
    assert (row["similarity"], row["decision"], row["decided_at"]) == ("—", "", "")
    assert row["channel"] == "某网"


def test_of_a_long_source_name_the_beginning_is_shown(en) -> None:
    """However wide the terminal is; a machine gets the whole name."""
    item = replace(ITEM, channel="某报" * 100)
    assert view.rows([item], en)[0]["channel"] == "某报" * 19 + "某…"
    assert view.records([item])[0]["channel"] == item.channel


def test_a_decision_says_who_when_and_why(en) -> None:
    """Times are Shanghai's."""
    (row,) = view.rows([DECIDED], en)
    assert (row["decision"], row["decided_by"]) == ("no reprint", "张三")
    assert (row["decided_at"], row["decision_reason"]) == ("2026-11-02 09:00", "只是同一活动的报道")


def test_machines_get_every_field_in_full() -> None:
    """Instants in UTC, similarities as numbers, null as nothing; the columns are the keys."""
    found = view.records([ITEM, BARE])
    assert list(found[0]) == [column.key for column in view.machine_columns()]
    assert (found[0]["similarity"], found[0]["published_at"]) == (0.4375, "2026-10-01T02:05:00Z")
    assert (found[1]["similarity"], found[1]["published_at"]) == (None, None)
    lines = emit(view.records(hostile_items()), view.machine_columns(), "tsv").splitlines()
    assert {line.count("\t") for line in lines} == {len(view.machine_columns()) - 1}
