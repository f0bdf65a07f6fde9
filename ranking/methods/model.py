"""What a method file holds, as frozen objects. Anything that is not in it cannot move a rank."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Discriminator, Field, Tag, ValidationInfo

from ranking.config_file import EffectiveMonth, Identifier, Strict, StrictFile, Text, suggestion
from ranking.model.vocabulary import ChannelType

TransformName = Literal["ln1p"]
AggregationName = Literal["amean"]
MissingRule = Literal["reweight", "unavailable", "zero"]
"""Where a feature is not observed: the others carry its weight; no index; it counts as 0."""


def _known_feature(feature: str, info: ValidationInfo) -> str:
    known = (info.context or {}).get("features")
    if known is not None and feature not in known:
        near = suggestion(feature, known)
        raise ValueError(f"not a feature (known: {', '.join(sorted(known))}){near}")
    return feature


Weight = Annotated[Decimal, Field(gt=0, le=1)]
Factor = Annotated[Decimal, Field(ge=0)]
Points = Annotated[Decimal, Field(ge=0)]
Positive = Annotated[Decimal, Field(gt=0)]


class Indicator(Strict):
    """One feature on its way into an index: ``weight × transform(scale × feature)``.

    ``reference`` is the count at which this indicator is full (the index is 100 where all are).
    """

    feature: Annotated[str, AfterValidator(_known_feature)]
    scale: Positive = Decimal(1)
    transform: TransformName
    weight: Weight
    reference: Positive
    missing: MissingRule
    reason: Text


class Level(Strict):
    """A weighted aggregate of indicators and other levels; weights of ``nodes`` add up to 1."""

    id: Identifier
    aggregate: AggregationName
    weight: Weight
    nodes: Annotated[tuple[Node, ...], Field(min_length=1)]
    reason: Text


def _kind(value: Any) -> str:
    if isinstance(value, dict):
        return "level" if "nodes" in value else "indicator"
    return "level" if isinstance(value, Level) else "indicator"


Node = Annotated[
    Annotated[Indicator, Tag("indicator")] | Annotated[Level, Tag("level")], Discriminator(_kind)
]


class Finish(Strict):
    """The last step: ``multiplier × raw``, divided by raw at the references where so declared."""

    multiplier: Positive
    relative_to_reference: bool
    reason: Text


class Index(Strict):
    """One index: a tree of nodes whose root is a weighted aggregate, and its finish."""

    id: Identifier
    name: Text
    aggregate: AggregationName
    nodes: Annotated[tuple[Node, ...], Field(min_length=1)]
    finish: Finish

    def indicators(self) -> tuple[Indicator, ...]:
        """Return all indicators of the tree, in the order of the file."""
        return tuple(_indicators(self.nodes))


def _indicators(nodes: tuple[Indicator | Level, ...]) -> list[Indicator]:
    found: list[Indicator] = []
    for node in nodes:
        found += [node] if isinstance(node, Indicator) else _indicators(node.nodes)
    return found


class Factored(Strict):
    """A factor and why it is so."""

    factor: Factor
    reason: Text


class OriginalFactors(Strict):
    """How much a reprint of an original, another and a post of unknown origin counts."""

    original: Factored
    other: Factored
    unknown: Factored


class ChannelFactors(Strict):
    """How much one reprint counts by type of channel, where the channel has no own weight."""

    client: Factored
    website: Factored
    wechat: Factored
    weibo: Factored

    def of(self, kind: ChannelType) -> Decimal:
        """Return the factor of a type of channel."""
        found: Factored = getattr(self, kind.value)
        return found.factor


class Reprints(Strict):
    """How reprints are weighted into ``weighted_reprints``."""

    channels: ChannelFactors
    originals: OriginalFactors


class Bonus(Strict):
    """Campaign points: ``total_cap`` a unit and month, added to the ``indexes`` named."""

    total_cap: Points
    indexes: tuple[Identifier, ...]
    reason: Text


class Method(StrictFile):
    """A whole method. ``comparison_precision`` is the step on which totals are compared."""

    id: Identifier
    version: Text
    title: Text
    certainty: Literal["verified", "public_source", "ours"]
    effective_from: EffectiveMonth
    source: Text
    reason: Text
    decimals: Annotated[int, Field(ge=0, le=9)]
    comparison_precision: Annotated[Decimal, Field(ge=Decimal("1e-12"), le=1)]
    ties: Literal["competition"]
    reprints: Reprints
    bonus: Bonus
    indexes: Annotated[tuple[Index, ...], Field(min_length=1)]

    def index(self, index_id: str) -> Index | None:
        """Return the index of that id, or None."""
        return next((index for index in self.indexes if index.id == index_id), None)

    def features(self) -> frozenset[str]:
        """Return the features that any index of the method uses."""
        return frozenset(i.feature for index in self.indexes for i in index.indicators())
