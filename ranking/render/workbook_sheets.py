"""The sheets beside the boards: unit details, top posts, campaigns, method and data."""

from __future__ import annotations

from collections.abc import Sequence

from ranking.render.figures import NOTHING, Figure
from ranking.render.month_figures import Fact
from ranking.render.sheet import Cell, Sheet
from ranking.render.view import EditionView


def details_sheet(sheet: Sheet, view: EditionView) -> None:
    """Write every count of every unit, one row a unit."""
    words = view.labels
    features = {f.id: f.label for board in view.boards for f in board.features}
    units: dict[tuple[str, str], dict[str, Figure]] = {}
    for board in view.boards:
        for row in board.rows:
            counts = units.setdefault((board.group, row.unit), {})
            counts.update(zip((f.id for f in board.features), row.counts, strict=True))
    rows: list[list[Cell]] = [
        [group, unit, *(counts.get(feature, NOTHING) for feature in features)]
        for (group, unit), counts in units.items()
    ]
    _plain_sheet(sheet, view, words.details, [words.group, words.unit, *features.values()], rows)


def posts_sheet(sheet: Sheet, view: EditionView) -> None:
    """Write the month's top posts with their addresses as text."""
    words, top = view.labels, view.top_posts
    heads = [
        words.rank,
        words.title,
        words.unit,
        words.account,
        words.platform,
        words.published,
        top.main,
        *top.measures,
        words.reprints,
        words.url,
    ]
    rows: list[list[Cell]] = [
        [
            post.rank,
            post.title,
            post.unit,
            post.account,
            post.platform,
            post.published,
            post.main,
            *post.counts,
            post.reprints,
            post.url,
        ]
        for post in top.rows
    ]
    _plain_sheet(sheet, view, top.title, heads, rows)


def campaign_sheet(sheet: Sheet, view: EditionView) -> None:
    """Write what each unit did for each campaign."""
    words = view.labels
    heads = [words.campaign, words.start, words.end, words.unit, words.group]
    rows: list[list[Cell]] = [
        [c.name, c.start, c.end, row.unit, row.group, row.posts, row.points]
        for c in view.campaigns
        for row in c.rows
    ]
    notes = [f"{c.name}: {text}" for c in view.campaigns for text in (c.summary, *c.notes)]
    heads += [words.posts, words.points]
    _plain_sheet(sheet, view, words.campaigns, heads, rows, notes)


def _plain_sheet(
    sheet: Sheet,
    view: EditionView,
    title: str,
    heads: Sequence[str],
    rows: Sequence[Sequence[Cell]],
    notes: Sequence[str] = (),
) -> None:
    last_column = len(heads) - 1
    top = sheet.heading(view, title, last_column)
    last = sheet.table(top, heads, rows)
    sheet.worksheet.freeze_panes(top + 1, 2)
    end = sheet.notes(last + 2, last_column, notes) if notes else last
    sheet.print_setup(view.labels.page, end, last_column)


def method_sheet(sheet: Sheet, view: EditionView) -> None:
    """Write the month in figures, coverage, notes and everything that identifies the edition."""
    words = view.labels
    sheet.width(0, 28)
    sheet.width(1, 30)
    sheet.width(2, 70)
    row = sheet.heading(view, words.method, 2) + 1
    row = _facts(sheet, row, words.statistics, view.statistics)
    row = _sentences(sheet, row, words.coverage, view.coverage)
    row = _sentences(sheet, row, words.notes, view.notes)
    row = _facts(sheet, row, words.provenance, view.provenance)
    sheet.print_setup(view.labels.page, row, 2)


def _facts(sheet: Sheet, row: int, title: str, facts: Sequence[Fact]) -> int:
    sheet.text(row, 0, title, "section")
    for fact in facts:
        row += 1
        sheet.text(row, 0, fact.label)
        sheet.cell(row, 1, fact.figure if fact.figure.status != "text" else fact.figure.text)
        sheet.text(row, 2, fact.detail, "wrapped")
    return row + 2


def _sentences(sheet: Sheet, row: int, title: str, texts: Sequence[str]) -> int:
    if not texts:
        return row
    sheet.text(row, 0, title, "section")
    return sheet.notes(row + 1, 2, texts) + 1
