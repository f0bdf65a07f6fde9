"""Posts: the month's top posts, and those of each unit, with their addresses as text."""

from __future__ import annotations

from ranking.render.posts import PostView
from ranking.render.publication_view import PublicationView
from ranking.render.workbook.sheet import Address, Cell, Sheet
from ranking.render.workbook.tables import only_table


def top_post_sheet(sheet: Sheet, view: PublicationView) -> None:
    """Write the month's top posts by reads (or interactions) and by times passed on."""
    words, tables = view.edition.labels, (view.edition.top_posts, view.most_reprinted)
    measures = tables[0].measures
    heads = [words.top_posts, words.rank, words.title, words.unit, words.account, words.platform]
    heads += [words.published, view.headings.reads, *measures, words.passed_on, words.url]
    rows: list[list[Cell]] = [
        [top.title, post.rank, post.title, post.unit, *_rest(post)]
        for top in tables
        for post in top.rows
    ]
    title, notes = words.top_posts, view.most_reprinted.notes
    only_table(sheet, view.edition, title, heads, rows, fixed=3, centred=(1,), notes=notes)


def unit_post_sheet(sheet: Sheet, view: PublicationView) -> None:
    """Write the top posts of every unit, ranked either way."""
    words, heads = view.edition.labels, view.headings
    measures = view.units[0].top_posts.measures
    columns = [words.group, words.unit, heads.ranked_by, words.rank, words.title, words.account]
    columns += [words.platform, words.published, heads.reads, *measures, words.passed_on, words.url]
    rows: list[list[Cell]] = [
        [unit.group, unit.unit, top.main, post.rank, post.title, *_rest(post)]
        for unit in view.units
        for top in (unit.top_posts, unit.most_reprinted)
        for post in top.rows
    ]
    only_table(sheet, view.edition, heads.unit_posts, columns, rows, fixed=2, centred=(3,))


def _rest(post: PostView) -> list[Cell]:
    counts: list[Cell] = [post.reads, *post.counts, post.passed_on]
    return [post.account, post.platform, post.published, *counts, Address(post.url)]
