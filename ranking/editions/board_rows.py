"""One unit's row of a board: its parts, and what must be said about it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

from ranking.editions.feature_words import is_absent
from ranking.editions.scored import Scored
from ranking.methods.model import Index, Indicator
from ranking.methods.tree import effective_weights
from ranking.model.edition import BoardRow, Note, Part, PartStatus
from ranking.scoring.names import column, value_column

Row = Mapping[str, Any]


def board_row(scored: Scored, index: Index, row: Row) -> BoardRow:
    """Return the row of a unit; ``row`` is that of the evaluated table, ranked."""
    unit, rank = row["unit"], row["rank"]
    movement = scored.history.movement(index.id, row["group"], unit, rank)
    weights = effective_weights(index)
    return BoardRow(
        rank=rank,
        unit=unit,
        value=row[index.id],
        bonus=row["bonus"],
        total=row["total"],
        previous_rank=movement.previous_rank,
        change=movement.change,
        moved=movement.moved,
        parts={i.name: _part(scored, index, i, row, weights[i.name]) for i in index.indicators()},
        notes=tuple(_notes(scored, index, row)),
    )


def _part(scored: Scored, index: Index, indicator: Indicator, row: Row, weight: Fraction) -> Part:
    feature = indicator.feature
    count, value = row[feature], row[value_column(index, indicator, "raw")]
    status: PartStatus = "lower_bound" if row[f"{feature}_censored"] else "observed"
    absent = is_absent(index, indicator, row)
    return Part(
        feature=feature,
        count=None if count is None else float(count),
        status="missing" if count is None else status,
        weight=float(weight),
        transformed=None if value is None else float(value),
        points=row[column(index, indicator.name, "points")],
        reason=scored.words.missing_reason(index, indicator, row) if absent else None,
    )


def _notes(scored: Scored, index: Index, row: Row) -> Iterator[Note]:
    reason = scored.list_file.reason_not_ranked(row["unit"])
    if reason is not None:
        yield Note("not_ranked", "Not ranked: {reason}.", {"reason": reason})
    if row["unit"] in scored.silent:
        yield Note("no_posts", "No post this month.")
    yield from _gaps(scored, index, row)
    yield from _below_minimum(scored, index, row)


def _gaps(scored: Scored, index: Index, row: Row) -> Iterator[Note]:
    """Say which indicators were not observed, or bring no value although they were."""
    indicators = index.indicators()
    unobserved = [i for i in indicators if row[i.feature] is None]
    undefined = [i for i in indicators if i not in unobserved and is_absent(index, i, row)]
    without = row[index.id] is None
    for kind, absent in (("unobserved", unobserved), ("undefined", undefined)):
        if absent:
            labels = dict.fromkeys(scored.words.label(index, i).zh for i in absent)
            code, template = _GAPS[kind, without]
            yield Note(code, template, {"features": "、".join(labels)})


_GAPS = {
    ("unobserved", True): ("no_value", "No index: {features} not observed."),
    ("unobserved", False): ("missing_part", "Not observed: {features}."),
    ("undefined", True): ("no_value", "No index: {features} cannot be computed."),
    ("undefined", False): ("undefined_part", "Cannot be computed: {features}."),
}


def _below_minimum(scored: Scored, index: Index, row: Row) -> Iterator[Note]:
    """Say which minimum of the index was not reached."""
    for rule in index.minimum:
        count = row[rule.feature]
        if count is None or count < rule.at_least:
            yield Note(
                "below_minimum",
                "No index: {feature} has to be at least {minimum}.",
                {"feature": scored.words.name(rule.feature).zh, "minimum": str(rule.at_least)},
            )
