"""Who carried whom in a month: units, channels and the reprints between them."""

from __future__ import annotations

from dataclasses import dataclass

from ranking.model.reprint_cascade import Cascade, CascadeFault


@dataclass(frozen=True)
class CarriedUnit:
    """A unit that was reprinted: ``times`` 转载次数, ``posts`` 转载篇数 (different posts).

    ``channels``: different channels (breadth). ``dependence``: the part (0 to 1) of its reprints
    that is in its three largest channels, ``largest_times``. ``hub`` (HITS): carried by channels of
    authority, all units together 1; null = not settled. ``community``: the one that carries it
    most; null = none of the largest channels does.
    """

    unit: str
    times: int
    posts: int
    channels: int
    largest_times: int
    dependence: float
    hub: float | None
    community: int | None


@dataclass(frozen=True)
class CarryingChannel:
    """A channel that reprinted; ``units``: how many it carried.

    ``weight``: that of the method; null = the method has none. ``pagerank``: its part of what the
    units give away, units and channels together 1. ``authority`` (HITS): carried by whom good
    channels carry, all channels together 1; null = not settled. ``community`` null = not among the
    largest channels. ``bridging`` (0 to 1): the chance that two of its reprints are
    of units of different communities; null = no such unit.
    """

    channel_id: str
    name: str
    type: str
    weight: float | None
    times: int
    posts: int
    units: int
    pagerank: float
    authority: float | None
    community: int | None
    bridging: float | None


@dataclass(frozen=True)
class Flow:
    """The reprints of a unit in a channel; ``share``: their part of all reprints of the unit."""

    unit: str
    channel_id: str
    times: int
    posts: int
    share: float


@dataclass(frozen=True)
class ReprintNetwork:
    """The network of a month, or the part of it that carries one ``unit`` (null = all).

    Measures are always those of the whole month. ``units`` by reprints, ``channels`` by authority,
    ``flows`` in the order of units and then by reprints. ``modularity``: how far the communities
    are from chance; ``split``: far enough, and more than one, to speak of them. ``cascades``: the
    posts that were reprinted, the deepest first; ``cascade_faults`` by post and reprint.
    """

    unit: str | None
    units: tuple[CarriedUnit, ...]
    channels: tuple[CarryingChannel, ...]
    flows: tuple[Flow, ...]
    modularity: float
    split: bool
    cascades: tuple[Cascade, ...]
    cascade_faults: tuple[CascadeFault, ...]
