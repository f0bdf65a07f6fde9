"""One unit on one board: its formula with the numbers in it, and what would gain it a place."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Any

import polars as pl

from ranking.config_file import Words
from ranking.editions.boards import evaluated
from ranking.editions.feature_words import FeatureWords
from ranking.editions.formulas import index_formula, indicator_formula
from ranking.editions.month_table import month_table
from ranking.errors import UsageError
from ranking.i18n import Language
from ranking.methods.model import Index, Indicator
from ranking.model.edition import Board, BoardRow, Edition
from ranking.model.explanation import BoardExplanation, Gain, Step
from ranking.scoring.gains import smallest_counts

_MEASURED_IN = frozenset({"share", "steps", "hours"})
"""Units of feature cards that count nothing: a share of 3 is no target. Levels are counted, and
weighted reprints can be had one by one."""


class Teller:
    """Explains rows of an edition; ``words`` are of its method and month."""

    def __init__(self, edition: Edition, words: FeatureWords, language: Language) -> None:
        """``language`` is that of feature names and definitions."""
        self._edition = edition
        self._words = words
        self._method = words.method
        self._language = language

    @cached_property
    def _table(self) -> pl.DataFrame:
        return month_table(self._method, self._words.features)

    def board(self, board: Board, row: BoardRow) -> BoardExplanation:
        """Explain a unit's row of a board.

        Raises UsageError where the method has no such index: the edition is of another one.
        """
        index = self._index(board.index)
        table = evaluated(index, self._table, self._method, board.group)
        numbers = table.row(by_predicate=pl.col("unit") == row.unit, named=True)
        above = _above(board, row)
        gap = None
        if above is not None and above.total is not None and row.total is not None:
            gap = above.total - row.total
        return BoardExplanation(
            index=board.index,
            index_name=board.index_name,
            group=board.group,
            units_in_group=sum(row.rank is not None for row in board.rows),
            row=row,
            formula=index_formula(index, numbers),
            steps=tuple(self._step(index, i, row, numbers) for i in index.indicators()),
            above=above.unit if above else None,
            gap=gap,
            gains=self._gains(index, row, above),
        )

    def _index(self, index_id: str) -> Index:
        index = self._method.index(index_id)
        if index is not None:
            return index
        raise UsageError(
            "The edition's method was {id} {version}; the one given has no index '{index}'.",
            id=self._edition.method.id,
            version=self._edition.method.version,
            index=index_id,
            hint="Draft the month again, or explain it with the method it was computed with.",
        )

    def _step(
        self, index: Index, indicator: Indicator, row: BoardRow, numbers: Mapping[str, Any]
    ) -> Step:
        part = row.parts[indicator.name]
        return Step(
            feature=indicator.feature,
            name=self._text(self._words.label(index, indicator)),
            definition=self._text(self._words.definition(indicator.feature)),
            count=part.count,
            status=part.status,
            formula=indicator_formula(index, indicator, numbers),
            points=part.points,
            reason=part.reason,
        )

    def _gains(self, index: Index, row: BoardRow, above: BoardRow | None) -> tuple[Gain, ...]:
        """Return what each count would have to become; none where that cannot be told."""
        if above is None or above.total is None:
            return ()
        needed = smallest_counts(
            index,
            self._table.filter(pl.col("unit") == row.unit),
            above.total,
            row.bonus,
            self._method.comparison_precision,
            self._method.features,
            measures={i.feature for i in index.indicators() if self._measured(i.feature)},
        )
        now = {part.feature: part.count for part in row.parts.values()}
        names = {feature: self._text(self._words.name(feature)) for feature in needed}
        return tuple(Gain(f, names[f], now[f], needed[f]) for f in needed)

    def _measured(self, feature: str) -> bool:
        """Tell whether its card says that it is no count; days and formulas have no card."""
        given = self._method.inputs.get(feature)
        card = self._words.features.cards.get((given and given.month) or feature)
        return card is not None and card.unit in _MEASURED_IN

    def _text(self, words: Words) -> str:
        return words.zh if self._language == "zh" else words.en


def _above(board: Board, row: BoardRow) -> BoardRow | None:
    """Return the last row with a better rank: the one to pass for one place."""
    if row.rank is None:
        return None
    better = [other for other in board.rows if other.rank is not None and other.rank < row.rank]
    return better[-1] if better else None
