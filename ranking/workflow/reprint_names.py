"""Every spelling by which a text may name a unit: of the roster, of the list, of districts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

import polars as pl

from ranking.lists import ListFile
from ranking.model.month import Month
from ranking.model.names import clean
from ranking.model.roster import Span
from ranking.reprints.frames import NAMES

_HAN = "\u4e00-\u9fff"
_DISTRICT = re.compile(
    f"(?:[{_HAN}]{{2,6}}?(?:省|自治区))?(?:[{_HAN}]{{2,6}}?(?:市|自治州|地区|盟))?"
    f"([{_HAN}]{{2,6}}?(?:新区|区|县|旗|市))"
    "(?:人民政府|政府|新闻办公室|新闻办|融媒体中心|融媒|发布)?"
)
"""A name that says a district and no office of it: 上海市黄浦区, 黄浦区发布; not 黄浦区教育局."""


def units_of(list_file: ListFile, month: Month) -> Mapping[str, str]:
    """Return merged unit → the unit it counts for, by the mergers in force in the month."""
    found: dict[str, str] = {}
    for merger in sorted(list_file.mergers, key=lambda one: (one.since, one.from_unit)):
        if merger.since < month.next().first_day:
            found = {
                name: _into(unit, merger.from_unit, merger.into) for name, unit in found.items()
            }
            found[merger.from_unit] = merger.into
    return found


def spellings(spans: Sequence[Span], list_file: ListFile, month: Month) -> pl.DataFrame:
    """Return NAMES of all units, ranked or not, by all names they ever had, sorted.

    A name of several units is among them with each: nobody is named by it.
    """
    merged = units_of(list_file, month)
    pairs = {
        (name, merged.get(unit, unit))
        for known, unit in _named(spans, list_file)
        for name in (known, *_short(known))
    }
    return pl.DataFrame(sorted(pairs), schema=NAMES, orient="row")


def account_names(spans: Iterable[Span]) -> Mapping[str, str]:
    """Return id of an account, with and without its platform → the last name it has.

    Feeds that name the author of an article by id alone are read with it.
    """
    names = {}
    for span in spans:
        names[span.account] = names[span.native_id] = span.name
    return names


def _named(spans: Iterable[Span], list_file: ListFile) -> Iterator[tuple[str, str]]:
    for span in spans:
        for name in (span.unit, span.name, *span.aliases):
            yield name, span.unit
    for merger in list_file.mergers:
        yield merger.into, merger.into
    for entry in list_file.not_ranked:
        yield entry.unit, entry.unit


def _short(name: str) -> Iterator[str]:
    """Yield the district alone of a name that says a district."""
    found = _DISTRICT.fullmatch(clean(name))
    if found and len(found[1]) > 2:  # 城区, 市区 are no names
        yield found[1]


def _into(unit: str, old: str, new: str) -> str:
    return new if unit == old else unit
