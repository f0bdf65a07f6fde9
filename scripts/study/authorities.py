"""Ways to say what a channel is worth, and what one unit gains under each by filling a channel."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np
import polars as pl
from numpy.typing import NDArray

from ranking.methods.month import Reprints
from study.month import StudyMonth, board

Values = NDArray[np.float64]
BOUGHT = 1000
"""Reprints that a unit gets for itself, all of one original post."""
_ROUNDS = 200
_UNSEEN = 0.1
"""What a repost of an unknown account counts, in both methods."""


@dataclass(frozen=True)
class Carried:
    """Reprints by unit (rows) and channel (columns); the last column is a channel yet unused.

    ``counted``: the same times the original factor. ``unseen``: reposts on Weibo beyond those
    observed, times the factor. ``declared``: what the method shanghai has a channel count.
    """

    units: list[str]
    times: Values
    counted: Values
    unseen: Values
    declared: Values


def carried(month: StudyMonth, new_channel: str) -> Carried:
    """Return a month's reprints; ``new_channel`` is the type of the unused channel."""
    rules = month.method.reprints
    assert rules is not None
    assert rules.channels is not None
    units = month.units["unit"].to_list()
    known = month.channels.join(
        month.by_channel, on="channel_id", how="semi", maintain_order="left"
    )
    channels = {channel: n for n, channel in enumerate(known["channel_id"])}
    places = {unit: n for n, unit in enumerate(units)}
    times = np.zeros((len(units), len(channels) + 1))
    counted, unseen = np.zeros_like(times), np.zeros(len(units))
    on_weibo = dict(known.select("channel_id", pl.col("type") == "weibo").iter_rows())
    for unit, original, channel, count in month.by_channel.iter_rows():
        factor = _factor(original, rules)
        times[places[unit], channels[channel]] += count
        counted[places[unit], channels[channel]] += count * factor
        unseen[places[unit]] -= count * factor * on_weibo[channel]
    for unit, original, count in month.posts.select("unit", "original", "weibo_times").iter_rows():
        unseen[places[unit]] += (count or 0) * _factor(original, rules)
    factors = {kind: float(getattr(rules.channels, kind).factor) for kind in _KINDS}
    weights = [
        factors[kind] if weight is None or kind == "weibo" else weight
        for kind, weight in known.select("type", "weight").iter_rows()
    ]
    declared = np.array([*weights, factors[new_channel]])
    return Carried(units, times, counted, unseen, declared)


_KINDS = ("client", "website", "wechat", "weibo")


def _factor(original: bool | None, rules: Reprints) -> float:
    found = rules.originals.unknown if original is None else rules.originals.other
    return float((rules.originals.original if original else found).factor)


def _shares(times: Values) -> Values:
    shares: Values = times / np.maximum(times.sum(axis=1, keepdims=True), 1)
    return shares


def _hits(month: Carried) -> Values:
    """By power iteration from equal hubs, as ranking.network.backend."""
    hubs = np.ones(len(month.units))
    for _ in range(_ROUNDS):
        found = hubs @ month.times
        hubs = month.times @ found
        hubs = hubs / hubs.max()
    return np.broadcast_to(found, month.times.shape)


def _pagerank(month: Carried) -> Values:
    """The closed form in a graph whose edges all lead from units to channels, but for a factor."""
    return np.broadcast_to(1 + 0.85 * _shares(month.times).sum(axis=0), month.times.shape)


def _others(month: Carried) -> Values:
    shares = _shares(month.times)
    others: Values = shares.sum(axis=0) - shares
    return others


def _chosen(month: Carried) -> Values:
    """As ranking.network.standing."""
    shares = _shares(month.times)
    second, first = np.sort(shares, axis=0)[-2:]
    largest = np.where(shares == first, second, first)
    others: Values = np.maximum(_others(month) - largest, 0)
    return others


def _by_unit(month: Carried) -> Values:
    used = (month.times > 0).astype(np.float64)
    others: Values = used.sum(axis=0) - used
    return others


AUTHORITIES: Mapping[str, Callable[[Carried], Values] | None] = {
    "declared weights (shanghai)": None,
    "HITS": _hits,
    "PageRank": _pagerank,
    "PageRank, own share left out": lambda m: _pagerank(m) - 0.85 * _shares(m.times),
    "how many other units it carries": _by_unit,
    "the other units' shares": _others,
    "... without the largest (chosen)": _chosen,
}


def feature(month: Carried, name: str) -> Values:
    """Return the units' weighted reprints, or reprints by that authority (mean 1)."""
    way = AUTHORITIES[name]
    worth = month.declared
    if way is not None:
        found = way(month)
        worth = found * month.times.sum() / (month.times * found).sum()
    total: Values = (month.counted * worth).sum(axis=1) + _UNSEEN * month.unseen
    return total


def by_authority(month: StudyMonth, values: Values) -> pl.DataFrame:
    """Return the month's board of communication with these values as its first feature."""
    units = month.units.with_columns(weighted_reprints=pl.Series(values))
    return board(month.method.indexes[0], units)


def bought(month: Carried, unit: int, partner: int, way: str) -> Carried:
    """Return the month after one unit got BOUGHT reprints in some way."""
    times, counted = month.times.copy(), month.counted.copy()
    new = times.shape[1] - 1
    place = int(times.sum(axis=0).argmax()) if way == "in the largest channel" else new
    for who in (unit, partner) if way == "with a partner" else (unit,):
        times[who, place] += BOUGHT
        counted[who, place] += BOUGHT
    if way == "carrying each other unit once":
        others = np.arange(len(times)) != unit
        times[others, place] += 1
        counted[others, place] += 1
    return replace(month, times=times, counted=counted)


WAYS = (
    "in a new own channel",
    "with a partner",
    "carrying each other unit once",
    "in the largest channel",
)


def gained(study: StudyMonth, month: Carried, name: str, way: str) -> Iterator[tuple[float, int]]:
    """Yield (reprints, places) that each unit of the largest group gains; it alone does it."""
    before = feature(month, name)
    ranks = by_authority(study, before)
    group = study.groups()[-1]
    own = ranks.with_row_index("row").filter(group=group).sort("rank")["row"].to_list()
    for unit in own:
        partner = next(other for other in own[len(own) // 2 :] if other != unit)
        after = feature(bought(month, unit, partner, way), name)
        places = ranks["rank"][unit] - by_authority(study, after)["rank"][unit]
        yield float(after[unit] - before[unit]), int(places)
