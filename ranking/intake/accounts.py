"""Whose post it is: the account of the roster by id, or by name, on the day of publication."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import polars as pl

from ranking.model import names

KEYS = ("platform", "account_id", "account_name", "day")
"""The columns that decide: platform, id and name as in the file, and the day in Shanghai."""

_SCHEMA = {"account": pl.String, "account_fault": pl.String, "renamed": pl.Boolean}


@dataclass(frozen=True)
class _Span:
    """One row of the roster; ``known_as`` are the keys of its name, aliases and id."""

    account: str
    known_as: frozenset[str]
    first: date | None
    end: date | None

    def covers(self, day: date) -> bool:
        return (self.first is None or self.first <= day) and (self.end is None or day < self.end)


@dataclass(frozen=True)
class _Finding:
    account: str | None = None
    account_fault: str | None = None
    renamed: bool = False


class Accounts:
    """The roster, looked up by ``platform:native_id`` and by names.key of names and aliases."""

    def __init__(self, roster: pl.DataFrame) -> None:
        """Index ROSTER."""
        self._by_id: dict[str, list[_Span]] = {}
        self._by_name: dict[tuple[str, str], list[_Span]] = {}
        self._key = lru_cache(maxsize=None)(names.key)
        for row in roster.iter_rows(named=True):
            known = [row["name"] or "", row["native_id"], *(row["aliases"] or ())]
            keys = frozenset(filter(None, map(names.key, known)))
            span = _Span(row["account"], keys, row["valid_from"], row["valid_to"])
            folded = f"{row['platform']}:{names.clean(row['native_id'])}"
            self._by_id.setdefault(folded, []).append(span)
            for key in keys:
                self._by_name.setdefault((row["platform"], key), []).append(span)

    def attribute(self, rows: pl.DataFrame) -> pl.DataFrame:
        """Return ``account``, ``account_fault``, ``renamed`` for rows with the columns KEYS.

        Faults: account_missing, account_unknown, roster_gap, account_ambiguous. All null where
        platform or day is null. ``renamed``: accepted under a name the roster lacks for that day.
        """
        asked = rows.select(KEYS)
        distinct = asked.unique()
        found = [self._find(*case) for case in distinct.iter_rows()]
        answers = pl.DataFrame([vars(one) for one in found], schema=_SCHEMA)
        return asked.join(
            distinct.hstack(answers), on=KEYS, how="left", nulls_equal=True, maintain_order="left"
        ).drop(KEYS)

    def native_ids(self, platform: str) -> set[str]:
        """Return the ids the roster has on a platform."""
        return {key.partition(":")[2] for key in self._by_id if key.startswith(f"{platform}:")}

    def _find(
        self, platform: str | None, native_id: str | None, name: str | None, day: date | None
    ) -> _Finding:
        if platform is None or day is None:
            return _Finding()
        key = self._key(name or "")
        if native_id is not None:
            return self._by_native_id(f"{platform}:{names.clean(native_id)}", key, day)
        if not key:
            return _Finding(account_fault="account_missing")
        return self._by_key((platform, key), day)

    def _by_native_id(self, account: str, key: str, day: date) -> _Finding:
        spans = self._by_id.get(account)
        if not spans:
            return _Finding(account_fault="account_unknown")
        current = [span for span in spans if span.covers(day)]
        if not current:
            return _Finding(account_fault="roster_gap")
        return _Finding(current[0].account, renamed=bool(key) and not _called(current, key))

    def _by_key(self, name: tuple[str, str], day: date) -> _Finding:
        """Look for who had the name that day, then for who had it ever and is there that day.

        The second look is for exports that show today's name on posts from before a rename.
        """
        spans = self._by_name.get(name)
        if not spans:
            return _Finding(account_fault="account_unknown")
        current = {span.account for span in spans if span.covers(day)}
        found = current or {span.account for span in spans if self._present(span.account, day)}
        if len(found) > 1:
            return _Finding(account_fault="account_ambiguous")
        if not found:
            return _Finding(account_fault="roster_gap")
        return _Finding(next(iter(found)), renamed=not current)

    def _present(self, account: str, day: date) -> bool:
        platform, _, native_id = account.partition(":")
        spans = self._by_id.get(f"{platform}:{names.clean(native_id)}", ())
        return any(span.covers(day) for span in spans)


def _called(spans: list[_Span], key: str) -> bool:
    return any(key in span.known_as for span in spans)
