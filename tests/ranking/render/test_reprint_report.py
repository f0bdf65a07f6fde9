"""What a matching found, for people and for machines."""

from dataclasses import replace

import pytest
from rich.cells import cell_len

from ranking.model.reprint_matching import MatchReport, UnknownChannel
from ranking.render import reprint_report as view
from ranking.render.tables import emit, table
from tests.builders.hostile import HOSTILE
from tests.builders.matched import REPORT

NOTHING = MatchReport("2026-10", 10, 0, 0, 0, 0, 0, "ab" * 32, up_to_date=True)


@pytest.mark.parametrize("width", [120, 100, 60, 40])
def test_the_summary_fits_every_width(width, en, zh) -> None:
    """In both languages, within GBK."""
    for tr in (en, zh):
        lines = "\n".join(view.report_lines(REPORT, tr, width)).split("\n")
        assert max(map(cell_len, lines)) <= width
        "".join(lines).encode("gbk")


def test_the_summary_names_evidence_from_the_strongest_to_the_weakest(en, snapshot) -> None:
    """A title alone is marked as weaker."""
    assert "\n".join(view.report_lines(REPORT, en, 120)) == snapshot


def test_a_matching_without_articles_says_so_and_has_no_empty_brackets(en) -> None:
    """And that nothing was written."""
    text = "\n".join(view.report_lines(NOTHING, en, 120))
    assert "0 articles looked at" in text
    assert "()" not in text
    assert "their title alone" not in text
    assert "Nothing has changed since the last matching" in text


def test_the_next_steps_are_those_that_there_are(en) -> None:
    """Sources to add, items to review, then the draft."""
    steps = [text.split(": ")[1] for text in view.next_steps(REPORT, en)]
    assert [" ".join(step.split()[1:3]) for step in steps] == [
        "channels unknown",
        "reprints review",
        "draft 2026-10",
    ]
    assert [text.split(": ")[1] for text in view.next_steps(NOTHING, en)] == [
        "govrank draft 2026-10"
    ]


@pytest.mark.parametrize("width", [120, 90, 60, 40])
def test_unknown_sources_fit_whatever_they_are_called(width, en, printed) -> None:
    """A name is cleaned and cut."""
    unknown = [UnknownChannel(text, "client", 3, 2, 1, text) for text in HOSTILE]
    rows = view.unknown_rows(unknown, en)
    shown = printed(table("", view.unknown_columns(en, width), rows, width), width)
    assert len(shown.splitlines()) == 2 + len(HOSTILE)
    assert max(map(cell_len, shown.splitlines())) <= width
    assert all(text.isprintable() for text in shown.splitlines())


def test_the_heading_says_what_unknown_sources_cost(en) -> None:
    """Reprints that do not count."""
    said = view.unknown_heading(REPORT, en)
    assert said == "2 sources are no known channel; 20 reprints in them do not count yet"


def test_a_pipe_gets_a_row_a_number_and_a_source(en) -> None:
    """Sources by name with their articles, and with their type where the feed gives one."""
    columns, rows = view.report_table(REPORT)
    lines = emit(rows, columns, "tsv").splitlines()
    assert lines[0] == "what\tname\tcount\ttype"
    assert "articles\t\t56789\t" in lines
    assert lines.index("evidence\tlink\t33\t") < lines.index("evidence\ttitle\t12\t")
    assert lines[-2:] == ["unknown\t新浪新闻\t300\tclient", "unknown\t某网\t3\t"]


def test_evidence_that_nobody_has_named_is_told_all_the_same(en) -> None:
    """By its id, after the known ones."""
    report = replace(REPORT, evidence={"picture": 5, "text": 1})
    text = "\n".join(view.report_lines(report, en, 120))
    assert "(by text 1, picture 5)" in text


def test_after_decisions_the_change_and_what_waits_are_one_line(en) -> None:
    """Reprints added and taken back."""
    assert view.change_line(REPORT, en) == (
        "Recorded: 200 reprints added, 4 described anew, 3 taken back. "
        "24 articles still wait for review."
    )
