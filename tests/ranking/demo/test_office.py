"""The synthetic office: groups, units, accounts and their history."""

from __future__ import annotations

from collections import Counter
from datetime import date

from ranking.demo.office import accounts
from ranking.demo.units import BUREAU_GROUP, BUREAUS, DISTRICT_GROUP, DISTRICTS, MARK, ORGANISER
from ranking.model.month import Month
from ranking.model.vocabulary import Platform

_LAST = Month(2026, 10)


def test_sixteen_districts_and_forty_five_bureaus() -> None:
    """The roster has 16 districts, 45 bureaus and organisations, and the organiser."""
    groups = {(a.unit, a.group) for a in accounts(_LAST)}
    assert len(DISTRICTS) == 16
    assert len(BUREAUS) == 45
    assert Counter(group for _, group in groups) == {DISTRICT_GROUP: 16, BUREAU_GROUP: 46}
    assert (ORGANISER[0], BUREAU_GROUP) in groups


def test_accounts_are_distinct_and_marked() -> None:
    """No two accounts share an id, nor a name on one platform; every name carries the mark."""
    everyone = accounts(_LAST)
    assert len({a.key for a in everyone}) == len(everyone)
    assert len({(a.platform, a.name) for a in everyone}) == len(everyone)
    assert all(a.name.endswith(MARK) for a in everyone)
    assert all(alias.endswith(MARK) for a in everyone for alias in a.aliases)
    assert len({a.biz for a in everyone if a.biz}) == sum(
        a.platform is Platform.WECHAT for a in everyone
    )


def test_every_kind_of_file_has_accounts() -> None:
    """Each of the five sources has at least three accounts."""
    kinds = Counter(a.source for a in accounts(_LAST))
    assert len(kinds) == 5
    assert min(kinds.values()) >= 3


def test_one_account_is_renamed_and_one_moves() -> None:
    """The rename and the move take effect within the six months; exports use the name of then."""
    former = [a for a in accounts(_LAST) if a.former]
    renamed = next(a for a in former if a.former and a.former.name != a.name)
    moved = next(a for a in former if a.former and a.former.unit != a.unit)
    assert renamed.name_in(Month(2026, 7)) == "申城数据观察（演示）"
    assert renamed.name_in(Month(2026, 8)) == renamed.name
    assert moved.former is not None
    assert moved.former.until.first_day == date(2026, 9, 1)
    assert (moved.former.unit, moved.unit) == ("市水务局", "市绿化市容局")
    assert len(former) == 2


def test_an_alias_is_shown_in_even_months() -> None:
    """Exports of even months show the alias of the account that has one."""
    account = next(a for a in accounts(_LAST) if a.aliases)
    assert account.name_in(Month(2026, 10)) == account.aliases[0]
    assert account.name_in(Month(2026, 9)) == account.name
