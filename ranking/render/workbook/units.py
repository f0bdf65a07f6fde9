"""Units beside their ranks: their accounts, and the channels that carried them."""

from __future__ import annotations

from ranking.render.publication_view import PublicationView
from ranking.render.workbook.sheet import Cell, Sheet
from ranking.render.workbook.tables import only_table


def account_sheet(sheet: Sheet, view: PublicationView) -> None:
    """Write the posts and counts of every account."""
    words, heads = view.edition.labels, view.headings
    measures = view.units[0].measures
    columns = [words.group, words.unit, words.account, words.platform, words.posts, *measures]
    rows: list[list[Cell]] = [
        [unit.group, unit.unit, account.name, account.platform, account.posts, *account.counts]
        for unit in view.units
        for account in unit.accounts
    ]
    only_table(sheet, view.edition, heads.accounts, columns, rows, fixed=3)


def channel_sheet(sheet: Sheet, view: PublicationView) -> None:
    """Write how often each channel carried each unit."""
    words, heads = view.edition.labels, view.headings
    columns = [words.group, words.unit, heads.channel, heads.type, words.reprints]
    rows: list[list[Cell]] = [
        [unit.group, unit.unit, channel.name, channel.type, channel.reprints]
        for unit in view.units
        for channel in unit.channels
    ]
    only_table(sheet, view.edition, heads.channels, columns, rows, fixed=3, bars=4)
