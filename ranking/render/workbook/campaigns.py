"""Campaigns and what each unit did for them; hot topics."""

from __future__ import annotations

from ranking.render.publication_view import PublicationView
from ranking.render.workbook.sheet import Cell, Sheet
from ranking.render.workbook.tables import only_table


def campaign_sheet(sheet: Sheet, view: PublicationView) -> None:
    """Write what each unit did for each campaign, and each campaign in a sentence."""
    words, campaigns = view.edition.labels, view.edition.campaigns
    heads = [words.campaign, words.start, words.end, words.unit, words.group]
    heads += [words.posts, words.points]
    rows: list[list[Cell]] = [
        [c.name, c.start, c.end, row.unit, row.group, row.posts, row.points]
        for c in campaigns
        for row in c.rows
    ]
    notes = [f"{c.name}: {text}" for c in campaigns for text in (c.summary, *c.notes)]
    only_table(sheet, view.edition, words.campaigns, heads, rows, fixed=1, bars=6, notes=notes)


def topic_sheet(sheet: Sheet, view: PublicationView) -> None:
    """Write the hot topics with their posts and units."""
    words, heads = view.edition.labels, view.headings
    rows: list[list[Cell]] = [[t.rank, t.topic, t.posts, t.units] for t in view.topics.rows]
    columns = [words.rank, heads.topic, words.posts, heads.units]
    only_table(sheet, view.edition, view.topics.title, columns, rows, fixed=2, centred=(0,), bars=2)
