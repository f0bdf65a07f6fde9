"""What a method file holds, as frozen objects. Anything that is not in it cannot move a rank."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Discriminator, Field, Tag

from ranking.config_file import EffectiveMonth, Identifier, Strict, StrictFile, Text
from ranking.methods.columns import Imputation, Normalisation, Number, Positive, Treatment
from ranking.methods.features import Derived, FeatureName, Input
from ranking.methods.month import Bonus, Censoring, Days, Reprints
from ranking.methods.vocabulary import (
    AggregationName,
    Certainty,
    MissingRule,
    Per,
    Stage,
    TieRule,
    TransformName,
)

NodeName = Annotated[str, Field(pattern=r"^[A-Za-z0-9_][A-Za-z0-9_-]*$")]


def _weighs(value: Decimal) -> Decimal:
    if value <= 0:
        raise ValueError("a weight must be above 0; take out what shall not count")
    return value


Weight = Annotated[Decimal, AfterValidator(_weighs)]
Share = Annotated[Decimal, Field(gt=0, le=1)]


class Indicator(Strict):
    """One feature on its way into an index, in this order: divided by ``per`` and
    ``denominator``, gaps filled, outliers treated, ``transform(scale × x)``, normalised.

    ``reference``: the count at which the indicator is full, or the base of log1p_ratio; with
    ``reference_per = "day"`` times the days. ``direction`` -1: less is better. The three rules
    for whole columns are those of the index unless given here.
    """

    id: NodeName = ""
    feature: FeatureName
    per: Per = "period"
    denominator: FeatureName | None = None
    imputation: Imputation | None = None
    treatment: Treatment | None = None
    scale: Number = Decimal(1)
    transform: TransformName = "identity"
    exponent: Positive | None = None
    reference: Positive | None = None
    reference_per: Literal["period", "day"] = "period"
    normalisation: Normalisation | None = None
    direction: Literal[1, -1] = 1
    weight: Weight = Decimal(1)
    missing: MissingRule = "unavailable"
    reason: Text | None = None

    @property
    def name(self) -> str:
        """The name of the node: its id, else its feature."""
        return self.id or self.feature

    def column(self, stage: Stage) -> str:
        """Return the column that holds it in a table at that stage.

        Its feature at first; later its name, as one feature may have been treated in two ways.
        """
        return self.feature if stage == "raw" else self.name


class Level(Strict):
    """An aggregate of indicators and other levels.

    Null where an ``unavailable`` child is, or where the observed children carry less than
    ``minimum_data`` of the weight. ``exponent`` belongs to pmean, the generalised mean.
    """

    id: NodeName
    title: Text | None = None
    aggregate: AggregationName
    exponent: Number | None = None
    minimum_data: Share | None = None
    weight: Weight = Decimal(1)
    missing: Literal["reweight", "unavailable"] = "unavailable"
    nodes: Annotated[tuple[Node, ...], Field(min_length=1)]
    reason: Text | None = None

    @property
    def name(self) -> str:
        """The name of the node."""
        return self.id


def _kind(value: Any) -> str:
    is_level = "nodes" in value if isinstance(value, dict) else isinstance(value, Level)
    return "a level" if is_level else "an indicator"


Node = Annotated[
    # No key of a file looks like these tags, so that messages can leave them out.
    Annotated[Indicator, Tag("an indicator")] | Annotated[Level, Tag("a level")],
    Discriminator(_kind),
]


class Finish(Strict):
    """The last step: ``multiplier × level ^ power + offset``.

    ``relative_to_reference``: the level is first divided by the same level at the references.
    """

    power: Positive = Decimal(1)
    multiplier: Positive = Decimal(1)
    offset: Number = Decimal(0)
    relative_to_reference: bool = False
    reason: Text | None = None


class Minimum(Strict):
    """A feature must reach ``at_least``, or there is no index."""

    feature: FeatureName
    at_least: Number
    reason: Text


class Index(Strict):
    """One index: a tree whose root is an aggregate, its finish, and rules for all its columns."""

    id: Identifier
    name: Text
    aggregate: AggregationName
    exponent: Number | None = None
    minimum_data: Share | None = None
    minimum: tuple[Minimum, ...] = ()
    imputation: Imputation | None = None
    treatment: Treatment | None = None
    normalisation: Normalisation | None = None
    nodes: Annotated[tuple[Node, ...], Field(min_length=1)]
    finish: Finish = Finish()

    def root(self) -> Level:
        """Return the root as a level named ``index``."""
        return Level.model_construct(
            id="index",
            aggregate=self.aggregate,
            exponent=self.exponent,
            minimum_data=self.minimum_data,
            nodes=self.nodes,
        )

    def indicators(self) -> tuple[Indicator, ...]:
        """Return all indicators of the tree, in the order of the file."""
        return tuple(_indicators(self.nodes))


def _indicators(nodes: tuple[Indicator | Level, ...]) -> list[Indicator]:
    found: list[Indicator] = []
    for node in nodes:
        found += [node] if isinstance(node, Indicator) else _indicators(node.nodes)
    return found


def _stands_beside(name: str) -> str:
    if any(mark in name for mark in "/\\:\0") or name.strip(".") == "":
        raise ValueError("a file name alone is expected: the file stands beside the scored table")
    return name


BesideName = Annotated[Text, AfterValidator(_stands_beside)]
"""A file of the folder in which the scored table is: a method reads no other."""


class Companion(Strict):
    """A table beside the one that is scored: its columns are joined by the ``key`` column."""

    file: BesideName
    key: Text
    columns: Annotated[tuple[FeatureName, ...], Field(min_length=1)]


class Method(StrictFile):
    """A whole method. ``comparison_precision`` is the step on which totals are compared."""

    id: Identifier
    version: Text
    title: Text
    certainty: Certainty
    effective_from: EffectiveMonth | None = None
    source: Text
    reason: Text | None = None
    unknown: tuple[Text, ...] = ()
    decimals: Annotated[int, Field(ge=0, le=9)]
    comparison_precision: Annotated[Decimal, Field(ge=Decimal("1e-12"), le=1)]
    ties: TieRule
    days: Days | None = None
    censoring: Censoring | None = None
    inputs: Mapping[FeatureName, Input] = {}
    features: Mapping[FeatureName, Derived] = {}
    companions: tuple[Companion, ...] = ()
    reprints: Reprints | None = None
    bonus: Bonus | None = None
    indexes: Annotated[tuple[Index, ...], Field(min_length=1)]

    def index(self, index_id: str) -> Index | None:
        """Return the index of that id, or None."""
        return next((index for index in self.indexes if index.id == index_id), None)
