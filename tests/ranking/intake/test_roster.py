"""Rosters: every fault at once, history kept, one owner of an account on any day."""

from datetime import date, timedelta
from itertools import combinations
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from ranking.errors import RosterError
from ranking.intake.roster import RosterPlan, RosterRow, merge, read_spans
from ranking.model.roster import Span

TODAY = date(2026, 11, 21)
GROUPS = {"甲区": "各区", "乙区": "各区", "丙局": "委办局与人民团体"}


def row(number: int = 2, unit: str = "甲区", account: str = "1001", **more: Any) -> RosterRow:
    cells = {"platform": "微博", "account_id": account, "account_name": f"{unit}发布"}
    cells |= {"unit": unit, "group": GROUPS.get(unit, "各区"), "aliases": None}
    days = {name: more.pop(name, None) for name in ("first_day", "last_day")}
    return RosterRow(number, {**cells, **more}, **days)


def refused(*rows: RosterRow) -> str:
    with pytest.raises(RosterError) as caught:
        read_spans(rows, "名册.xlsx")
    assert "nothing was imported" in str(caught.value)
    assert caught.value.hint_text().startswith("Correct these rows and import the file again")
    return str(caught.value)


def owners(spans: tuple[Span, ...] | list[Span], account: str = "weibo:1001") -> list[tuple]:
    found = [span for span in spans if span.account == account]
    return [(span.unit, span.name, span.valid_from, span.valid_to) for span in found]


def apply(current: RosterPlan | None, *rows: RosterRow, since: date = TODAY) -> RosterPlan:
    return merge(current.spans if current else (), read_spans(rows, "f.csv"), since)


def test_a_row_becomes_a_span_with_its_place() -> None:
    """Platform by any of its names, aliases split at any mark, the last day inclusive."""
    (span,) = read_spans(
        [
            row(
                7,
                platform=" 微信公众号",
                account="gh_1",
                aliases="甲，乙、丙;丁 | 戊,,",
                first_day=date(2026, 10, 1),
                last_day=date(2026, 10, 31),
            )
        ],
        "名册.xlsx",
    )
    assert (span.account, span.platform, span.native_id) == ("wechat:gh_1", "wechat", "gh_1")
    assert span.aliases == ("甲", "乙", "丙", "丁", "戊")
    assert span.origin == "名册.xlsx, row 7"
    assert (span.valid_from, span.valid_to) == (date(2026, 10, 1), date(2026, 11, 1))
    assert span.covers(date(2026, 10, 31))
    assert not span.covers(date(2026, 11, 1))


@pytest.mark.parametrize(
    "written", ["１００１", " 1001 ", "1001\u200b", "\ufeff1001", "100\u20601"]
)
def test_an_id_is_the_same_however_it_is_typed(written: str) -> None:
    """Full-width digits, spaces and invisible marks do not make another account (F38)."""
    (span,) = read_spans([row(account=written)], "f.csv")
    assert (span.account, span.native_id) == ("weibo:1001", "1001")
    assert "row 2" in refused(row(2), row(3, "乙区", account=written))


def test_names_are_kept_as_they_are_printed() -> None:
    """Only invisible marks and doubled spaces go; full-width letters stay."""
    (span,) = read_spans([row(account_name=" Ａ区\u200b  发布 ", unit="Ａ区")], "f.csv")
    assert (span.name, span.unit) == ("Ａ区 发布", "Ａ区")


def test_all_faults_are_reported_at_once_with_their_rows() -> None:
    """Missing cells, an unknown platform and days the wrong way round, each with row and column."""
    message = refused(
        row(2, platform="抖音"),
        row(3, account=" \u3000"),
        row(4, unit="", group=None, account_name=None),
        row(5, platform=None),
        row(6, first_day=date(2026, 10, 2), last_day=date(2026, 10, 1)),
        row(7),
    )
    assert message.startswith("名册.xlsx: 7 fault(s)")
    for part in (
        "row 2: 平台 '抖音' is not known",
        "row 3: 账号ID is empty",
        "row 4: 账号名称 is empty",
        "row 4: 单位 is empty",
        "row 4: 组别 is empty",
        "row 5: 平台 is empty",
        "row 6: 截止日期 2026-10-01 is before 起始日期 2026-10-02",
    ):
        assert part in message
    assert "row 7" not in message


def test_a_long_list_of_faults_is_cut_and_counted() -> None:
    """Twenty are shown, the rest is a number."""
    message = refused(*[row(number, account=None) for number in range(2, 52)])
    assert "50 fault(s)" in message
    assert message.count("账号ID is empty") == 20
    assert "... and 30 more" in message


@pytest.mark.parametrize("cell", ["account_id", "account_name", "unit", "group"])
def test_a_cell_too_long_for_the_ledger_is_a_fault(cell: str) -> None:
    """Refused by row and column on every database, with no wall of text."""
    cells = {cell: "长" * 5000}
    message = refused(RosterRow(4, {**row().cells, **cells}, None, None))
    assert "row 4" in message
    assert "180" in message
    assert len(message) < 300


def test_a_cell_of_only_spaces_is_named_once() -> None:
    """An empty platform is not also an unknown one."""
    assert refused(row(2, platform="  ")).startswith("名册.xlsx: 1 fault(s)")


def test_two_units_with_one_account_are_refused_with_both_rows() -> None:
    """Both units and both rows are named."""
    message = refused(row(2), row(3, account="9"), row(4, "乙区"))
    assert "account weibo:1001 is claimed by '甲区' (名册.xlsx, row 2)" in message
    assert "by '乙区' (名册.xlsx, row 4) at the same time" in message


@pytest.mark.parametrize(
    ("first", "second", "clash"),
    [
        ((None, 10), (11, None), False),
        ((None, 10), (10, None), True),
        ((1, 1), (1, 1), True),
        ((1, 5), (6, 9), False),
        ((6, 9), (1, 5), False),
        ((1, 9), (3, 4), True),
        ((None, None), (3, 4), True),
        ((5, None), (None, 4), False),
        ((5, None), (20, None), True),
    ],
)
def test_owners_may_follow_one_another_but_not_overlap(first, second, clash: bool) -> None:
    """The last day is inclusive, so the next owner begins the day after."""

    def day(number: int | None) -> date | None:
        return None if number is None else date(2026, 10, number)

    rows = [
        row(2, first_day=day(first[0]), last_day=day(first[1])),
        row(3, "乙区", first_day=day(second[0]), last_day=day(second[1])),
    ]
    if clash:
        assert "row 2" in refused(*rows)
        assert "row 3" in refused(*rows)
    else:
        assert len(read_spans(rows, "f.csv")) == 2


def test_two_names_of_one_account_at_one_time_are_refused_with_both_rows() -> None:
    """One unit, two spellings: which one is it?"""
    message = refused(row(2), row(3, account_name="甲区政务"))
    assert "account weibo:1001 has two entries at the same time" in message
    assert "'甲区发布' (名册.xlsx, row 2) and '甲区政务' (名册.xlsx, row 3)" in message


def test_a_unit_in_two_groups_is_refused_with_both_rows() -> None:
    """A unit is compared within one group."""
    message = refused(row(2), row(3, account="1002", group="委办局"))
    assert "unit '甲区' is in group '各区' (名册.xlsx, row 2)" in message
    assert "in '委办局' (名册.xlsx, row 3)" in message


def test_repeated_rows_count_once() -> None:
    """Rosters glued together from several lists are fine."""
    assert len(read_spans([row(2), row(3), row(4, account="２２"), row(5, account="22")], "f")) == 2


def test_a_first_roster_holds_since_ever() -> None:
    """Posts from before the import belong to the unit too."""
    plan = apply(None, row())
    assert owners(plan.spans) == [("甲区", "甲区发布", None, None)]
    assert (plan.added, plan.changed, plan.unchanged, plan.absent) == (1, 0, 0, 0)


def test_a_rename_keeps_the_name_before_it() -> None:
    """Until the day of the import the old name stands, from then on the new one (F36)."""
    plan = apply(apply(None, row()), row(account_name="新名"))
    assert owners(plan.spans) == [
        ("甲区", "甲区发布", None, TODAY),
        ("甲区", "新名", TODAY, None),
    ]
    assert (plan.added, plan.changed, plan.unchanged) == (0, 1, 0)


def test_another_account_of_the_same_name_is_not_merged() -> None:
    """Same name, new id: the old account stays as it was (F36)."""
    plan = apply(apply(None, row()), row(account="2002"))
    assert owners(plan.spans) == [("甲区", "甲区发布", None, None)]
    assert owners(plan.spans, "weibo:2002") == [("甲区", "甲区发布", None, None)]
    assert (plan.added, plan.absent) == (1, 1)


def test_a_moved_account_counts_for_each_unit_in_its_own_time() -> None:
    """With dates: the old owner until the day before, the new one from that day."""
    moved = row(2, "乙区", first_day=date(2026, 10, 11))
    plan = apply(apply(None, row()), moved)
    assert owners(plan.spans) == [
        ("甲区", "甲区发布", None, date(2026, 10, 11)),
        ("乙区", "乙区发布", date(2026, 10, 11), None),
    ]
    again = apply(plan, moved)
    assert again.spans == plan.spans
    assert again.unchanged == 1


def test_merged_units_hand_over_all_their_accounts() -> None:
    """Two units become one on a day; no account counts for both (F37)."""
    before = apply(None, row(2), row(3, "乙区", account="2"), row(4, "丙局", account="3"))
    after = apply(before, row(2, "丙局"), row(3, "丙局", account="2"), since=date(2026, 10, 1))
    for day, expected in ((date(2026, 9, 30), ["甲区", "乙区", "丙局"]), (TODAY, ["丙局"] * 3)):
        assert [span.unit for span in after.spans if span.covers(day)] == expected


def test_an_account_may_end() -> None:
    """截止日期 alone ends it; the day itself still counts."""
    plan = apply(apply(None, row()), row(last_day=date(2026, 10, 31)))
    assert owners(plan.spans) == [("甲区", "甲区发布", None, date(2026, 11, 1))]


def test_a_unit_that_changes_its_group_takes_all_its_accounts_along() -> None:
    """Also those that are not in the file."""
    before = apply(None, row(2), row(3, account="1002"))
    after = apply(before, row(2, group="郊区"))
    assert {span.group for span in after.spans} == {"郊区"}


DAYS = [date(2026, 10, 1) + timedelta(days=n) for n in range(12)]
accounts = st.sampled_from(["1001", "2", "3"])
units = st.sampled_from(sorted(GROUPS))
names = st.sampled_from(["旧名", "新名"])
maybe_days = st.one_of(st.none(), st.sampled_from(DAYS[1:-1]))


@st.composite
def files(draw: st.DrawFn) -> list[Span]:
    """A roster that does not contradict itself, about half of them without dates."""
    dated = draw(st.booleans())
    rows = [
        row(
            number,
            draw(units),
            draw(accounts),
            account_name=draw(names),
            first_day=draw(maybe_days) if dated else None,
            last_day=draw(maybe_days) if dated else None,
        )
        for number in range(2, draw(st.integers(3, 5)))
    ]
    try:
        return read_spans(rows, "f.csv")
    except RosterError:
        assume(False)
        raise


def covering(spans: Any, account: str, day: date) -> list[tuple[str, str]]:
    found = [s for s in spans if s.account == account and s.covers(day)]
    return [(span.unit, span.name) for span in found]


def expected(current: Any, new: list[Span], account: str, since: date, day: date) -> list[tuple]:
    """The rule, day by day: the file speaks from its first day, or from ``since`` if undated."""
    given_spans = [span for span in new if span.account == account]
    known = any(span.account == account for span in current)
    undated = [s.valid_from for s in given_spans] == [s.valid_to for s in given_spans] == [None]
    starts = [since if undated and known else s.valid_from or date.min for s in given_spans]
    if not given_spans or day < min(starts):
        return covering(current, account, day)
    return covering(new, account, day)


@settings(deadline=None, max_examples=60)
@given(st.lists(st.tuples(files(), st.sampled_from(DAYS)), min_size=1, max_size=4))
def test_after_any_imports_every_day_has_the_owner_the_files_say(imports) -> None:
    """No two spans overlap, days before a change keep their owner, and counts add up."""
    current: tuple[Span, ...] = ()
    for new, since in imports:
        plan = merge(current, new, since)
        given_accounts = {span.account for span in new}
        known = {span.account for span in current}
        assert plan.added == len(given_accounts - known)
        assert plan.changed + plan.unchanged == len(given_accounts & known)
        assert plan.absent == len(known - given_accounts)
        assert not any(
            one.account == other.account and one.overlaps(other)
            for one, other in combinations(plan.spans, 2)
        )
        for account in known | given_accounts:
            for day in DAYS:
                right = expected(current, new, account, since, day)
                assert covering(plan.spans, account, day) == right, (account, day)
        current = plan.spans


@settings(deadline=None, max_examples=60)
@given(files(), files(), st.sampled_from(DAYS), st.integers(0, 3))
def test_importing_a_roster_again_changes_nothing(first, second, since, later: int) -> None:
    """On the same day or later."""
    before = merge(merge((), first, since).spans, second, since)
    again = merge(before.spans, second, since + timedelta(days=later))
    assert again.spans == before.spans
    assert (again.added, again.changed) == (0, 0)
