"""Why a unit stands where it stands: every step from counts to rank, and what would change it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import polars as pl

from ranking.config_file import Words
from ranking.editions.formulas import index_formula, indicator_formula
from ranking.errors import UsageError
from ranking.features.cards import Cards
from ranking.features.month import MonthFeatures
from ranking.features.top_posts import top_posts
from ranking.i18n import Language
from ranking.methods.model import Index, Indicator, Method
from ranking.model.edition import Board, BoardRow, CampaignUnit, Edition, Match, Part
from ranking.model.explanation import (
    AccountShare,
    BoardExplanation,
    ChannelShare,
    Explanation,
    Gain,
    Step,
)
from ranking.model.names import key, nearest
from ranking.model.vocabulary import POST_MEASURES
from ranking.scoring.gains import smallest_counts

_TOP_POSTS = 5


def explain(
    unit: str,
    edition: Edition,
    matches: Sequence[Match],
    features: MonthFeatures,
    method: Method,
    language: Language = "zh",
) -> Explanation:
    """Return everything about one unit; ``language`` is that of feature names and definitions.

    ``edition``, ``features`` and ``method`` are of the same month. Raises UsageError for a unit
    that is not on the month's roster, with the nearest names.
    """
    name = _unit(unit, features)
    own = features.units.filter(pl.col("unit") == name)
    posts = features.posts.filter(pl.col("unit") == name)
    names = {campaign.id: campaign.name for campaign in edition.campaigns}
    teller = _Teller(edition, method, own, features.cards, language)
    return Explanation(
        month=edition.month,
        unit=name,
        group=own["group"].item(),
        method=edition.method,
        decimals=edition.decimals,
        boards=tuple(teller.board(board, row) for board, row in _rows(edition, name)),
        accounts=_accounts(features.accounts.filter(pl.col("unit") == name), posts),
        top_posts=top_posts(posts, _TOP_POSTS).rows,
        channels=tuple(
            ChannelShare(*row)
            for row in features.channels.filter(pl.col("unit") == name).drop("unit").iter_rows()
        ),
        campaigns=_campaigns(edition, name),
        matches=tuple(
            replace(match, campaign=names.get(match.campaign, match.campaign))
            for match in matches
            if match.unit == name
        ),
    )


class _Teller:
    """Explains one unit's rows; ``own`` is its row of features."""

    def __init__(
        self, edition: Edition, method: Method, own: pl.DataFrame, cards: Cards, language: Language
    ) -> None:
        self._edition = edition
        self._method = method
        self._own = own
        self._cards = cards
        self._language = language

    def board(self, board: Board, row: BoardRow) -> BoardExplanation:
        index = self._method.index(board.index)
        if index is None:
            raise UsageError(
                "The edition's method was {id} {version}; the one given has no index '{index}'.",
                id=self._edition.method.id,
                version=self._edition.method.version,
                index=board.index,
                hint="Draft the month again, or explain it with the method it was computed with.",
            )
        above = _above(board, row)
        gap = None
        if above is not None and above.total is not None and row.total is not None:
            gap = above.total - row.total
        return BoardExplanation(
            index=board.index,
            index_name=board.index_name,
            group=board.group,
            units_in_group=len(board.rows),
            row=row,
            formula=index_formula(index, {p.feature: p.count for p in row.parts.values()}),
            steps=tuple(self._step(i, row.parts[i.name]) for i in index.indicators()),
            above=above.unit if above else None,
            gap=gap,
            gains=self._gains(index, row, above),
        )

    def _step(self, indicator: Indicator, part: Part) -> Step:
        card = self._cards[indicator.feature]
        return Step(
            feature=indicator.feature,
            name=self._text(card.name),
            definition=self._text(card.definition),
            count=part.count,
            status=part.status,
            formula="" if part.count is None else indicator_formula(indicator, part.count),
            points=part.points,
            reason=part.reason,
        )

    def _gains(self, index: Index, row: BoardRow, above: BoardRow | None) -> tuple[Gain, ...]:
        if above is None or above.total is None:
            return ()
        needed = smallest_counts(
            index,
            self._own,
            above.total,
            row.bonus,
            self._method.comparison_precision,
            self._method.features,
        )
        now = {part.feature: part.count for part in row.parts.values()}
        return tuple(Gain(f, self._text(self._cards[f].name), now[f], needed[f]) for f in needed)

    def _text(self, words: Words) -> str:
        return words.zh if self._language == "zh" else words.en


def _unit(unit: str, features: MonthFeatures) -> str:
    known = features.units["unit"].to_list()
    found = next((name for name in known if key(name) == key(unit)), None)
    if found is not None:
        return str(found)
    raise UsageError(
        "No unit '{unit}' on the roster of {month}.",
        unit=unit,
        month=str(features.month),
        near=nearest(unit, known),
        hint="Write the name as the roster has it; 'govrank show {month}' lists all units.",
    )


def _rows(edition: Edition, unit: str) -> list[tuple[Board, BoardRow]]:
    return [(board, row) for board in edition.boards for row in board.rows if row.unit == unit]


def _above(board: Board, row: BoardRow) -> BoardRow | None:
    """Return the last row with a better rank: the one to pass for one place."""
    if row.rank is None:
        return None
    better = [other for other in board.rows if other.rank is not None and other.rank < row.rank]
    return better[-1] if better else None


def _accounts(accounts: pl.DataFrame, posts: pl.DataFrame) -> tuple[AccountShare, ...]:
    """Return the unit's accounts, those with most posts first; counts null = none observed."""
    sums = posts.group_by("account").agg(
        pl.len().cast(pl.Int64).alias("posts"),
        *[pl.when(pl.col(m).count() > 0).then(pl.col(m).sum()).alias(m) for m in POST_MEASURES],
    )
    table = accounts.join(sums, on="account", how="left").with_columns(pl.col("posts").fill_null(0))
    ordered = table.sort(["posts", "account"], descending=[True, False])
    return tuple(
        AccountShare(
            row["account"],
            row["name"],
            row["platform"],
            row["posts"],
            {measure: row[measure] for measure in POST_MEASURES},
        )
        for row in ordered.iter_rows(named=True)
    )


def _campaigns(edition: Edition, unit: str) -> tuple[tuple[str, CampaignUnit], ...]:
    return tuple(
        (campaign.name, entry)
        for campaign in edition.campaigns
        for entry in campaign.units
        if entry.unit == unit
    )
