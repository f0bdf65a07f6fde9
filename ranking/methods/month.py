"""What a method says about months: days, censored counts, reprints, bonus."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated

from pydantic import Field

from ranking.config_file import Identifier, Strict, Text
from ranking.model.vocabulary import ChannelType

Factor = Annotated[Decimal, Field(ge=0)]
Points = Annotated[Decimal, Field(ge=0)]


class Days(Strict):
    """How many days a period counts as: a convention, not the calendar.

    ``month``: any month; ``table``: a table without a column ``days`` (None: it must have one).
    """

    month: Annotated[int, Field(ge=1)]
    table: Annotated[int, Field(ge=1)] | None = None
    reason: Text


class Censoring(Strict):
    """What a count stands for that its source shows as 10万+ (at least 100,000).

    ``exact_too``: an exact count above the limit enters as ``counts_as`` as well.
    """

    counts_as: Annotated[int, Field(ge=100_000)]
    exact_too: bool = False
    reason: Text


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
    """How reprints are weighted into ``weighted_reprints`` and ``authority_reprints``.

    ``channels``: for the first (None: it is not computed). ``unseen``: for the second, how much a
    repost counts of which Weibo tells no more than the number, in reprints of average authority.
    """

    channels: ChannelFactors | None = None
    unseen: Factored | None = None
    originals: OriginalFactors


class Bonus(Strict):
    """Campaign points: ``total_cap`` a unit and month, added to the ``indexes`` named."""

    total_cap: Points
    indexes: tuple[Identifier, ...]
    reason: Text
