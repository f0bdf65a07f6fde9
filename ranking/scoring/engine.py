"""The engine: walks the tree of an index and adds its value and every intermediate column.

indicator = normalise(transform(scale × treat(impute(feature ÷ per ÷ denominator))));
level = weighted aggregate of its children; index = multiplier × level ^ power + offset.
"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from ranking.methods.features import Derived
from ranking.methods.model import Index
from ranking.methods.vocabulary import DIVISORS, STAGES, Stage
from ranking.scoring.derive import derive
from ranking.scoring.domain import Check, check_domains
from ranking.scoring.levels import add_level
from ranking.scoring.names import column
from ranking.scoring.quotient import quotient
from ranking.scoring.stages import add_stage
from ranking.scoring.transforms import Domain

NOTHING_DERIVED: Mapping[str, Derived] = {}


def evaluate(
    index: Index,
    table: pl.DataFrame,
    features: Mapping[str, Derived] = NOTHING_DERIVED,
    stage: Stage = "raw",
) -> pl.DataFrame:
    """Add the column ``<index id>`` and every intermediate to a table that holds the features.

    ``features`` are those the method makes of others; ``stage`` says what has been done to the
    table's columns already. Intermediates, each ``<index>.<indicator>.<stage>`` for every stage
    that the indicator has a rule for, and ``<index>.<level>.value`` for levels (the root is called
    ``index``). Null = not observed or undefined. Rows keep their order, and no row's bits depend
    on it. Raises OutOfDomainError for values that a rule is not defined for, and for infinite ones.
    """
    used = _columns(index, stage)
    table = derive(table, features, used) if stage == "raw" else table
    check_domains(table, [Check(pl.col(name), "any", name, index.id) for name in used])
    for later in STAGES[STAGES.index(stage) + 1 :]:
        table = add_stage(index, table, later, stage)
    table = add_level(index, index.root(), table, stage)
    return _finish(index, table)


def _columns(index: Index, stage: Stage) -> list[str]:
    """Return the columns of the table that enter the index."""
    found = [rule.feature for rule in index.minimum]
    for indicator in index.indicators():
        divisors = (DIVISORS.get(indicator.per), indicator.denominator) if stage == "raw" else ()
        found += [indicator.column(stage), *(name for name in divisors if name)]
    return list(dict.fromkeys(found))


def _finish(index: Index, table: pl.DataFrame) -> pl.DataFrame:
    value = pl.col(column(index, "index", "value"))
    if index.finish.relative_to_reference:
        value = quotient(value, pl.col(column(index, "index", "reference")))
    power, offset = float(index.finish.power), float(index.finish.offset)
    if power != 1:
        domain: Domain = "any" if power.is_integer() else "not_negative"
        check_domains(table, [Check(value, domain, index.id, "power")])
        value = value.pow(power)
    result = value * float(index.finish.multiplier) + offset
    for rule in index.minimum:
        enough = pl.col(rule.feature).cast(pl.Float64) >= float(rule.at_least)
        result = pl.when(enough).then(result)
    check_domains(table, [Check(result, "any", index.id, "finish")])
    return table.with_columns(result.alias(index.id))
