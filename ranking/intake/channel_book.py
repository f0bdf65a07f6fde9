"""Finds the channel a reprint names: by id, or by name and alias within its type."""

from __future__ import annotations

import polars as pl

from ranking.channel_ids import known_ids
from ranking.model import names
from ranking.model.vocabulary import ChannelType
from ranking.schemas import CHANNELS

KEYS = ("channel", "kind")
"""The columns that decide: id or name as in the file, and the type (ChannelType) if given."""

_OPEN_ENDED = (ChannelType.WECHAT, ChannelType.WEIBO)
"""Types too numerous to be listed beforehand: an unknown one is added as it appears."""

_LONGEST = 200
"""No platform has longer names: a longer one is some other cell, and is not entered by itself."""

_Found = tuple[str | None, str | None]
"""Channel id and fault, one of them null."""


class ChannelBook:
    """The known channels, and those that turn up on the way."""

    def __init__(self, channels: pl.DataFrame) -> None:
        """Index CHANNELS by id, and by names.key of name and aliases."""
        self._ids: dict[str, str] = dict(known_ids(channels).iter_rows())
        self._by_type: dict[tuple[str, str], set[str]] = {}
        self._by_name: dict[str, set[str]] = {}
        self._candidates: dict[str, tuple[str, str]] = {}
        self._known: dict[tuple[str | None, str | None], _Found] = {}
        for row in channels.iter_rows(named=True):
            for name in (row["name"], *(row["aliases"] or ())):
                key = names.key(name)
                self._by_type.setdefault((row["type"], key), set()).add(row["channel_id"])
                self._by_name.setdefault(key, set()).add(row["channel_id"])

    def find(self, rows: pl.DataFrame) -> pl.DataFrame:
        """Return ``channel_id`` and ``channel_fault`` for rows with the columns KEYS.

        An id or name of a channel that was merged into another means that one, unless a channel of
        the type has the name itself. Faults: channel_missing, channel_unknown, channel_ambiguous.
        """
        asked = rows.select(KEYS)
        distinct = asked.unique(maintain_order=True)
        found = [self._find(*case) for case in distinct.iter_rows()]
        schema = {"channel_id": pl.String, "channel_fault": pl.String}
        answers = distinct.hstack(pl.DataFrame(found, schema=schema, orient="row"))
        return asked.join(
            answers, on=KEYS, how="left", nulls_equal=True, maintain_order="left"
        ).drop(KEYS)

    def add(self, channel_ids: pl.Series) -> pl.DataFrame:
        """Enter the new channels among these ids; return them once (CHANNELS), sorted by id."""
        new = sorted(self._candidates.keys() & set(channel_ids.unique()) - self._ids.keys())
        self._ids.update({one: one for one in new})
        rows: list[tuple[object, ...]] = [
            (one, *self._candidates[one], [], None, None, []) for one in new
        ]
        return pl.DataFrame(rows, schema=CHANNELS, orient="row")

    def _find(self, name: str | None, kind: str | None) -> _Found:
        """Look up once a name and type; what was found holds for the whole table."""
        found = self._known.get((name, kind))
        if found is None:
            found = self._known[(name, kind)] = self._look_up(name, kind)
        return found

    def _look_up(self, name: str | None, kind: str | None) -> _Found:
        if name is None:
            return None, "channel_missing"
        if name in self._ids:
            return self._ids[name], None
        key = names.key(name)
        own = f"{kind}:{key}"
        found = self._by_type.get((kind, key)) if kind else self._by_name.get(key)
        if found and len(found) > 1:
            return None, "channel_ambiguous"
        if found:
            return next(iter(found)), None
        if self._ids.get(own, own) != own:
            return self._ids[own], None
        if kind not in _OPEN_ENDED or len(key) > _LONGEST:
            return None, "channel_unknown"
        self._candidates.setdefault(own, (names.clean(name), str(kind)))
        return own, None
