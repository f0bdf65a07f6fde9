"""Names by which texts name units."""

from datetime import date

from ranking.lists import Merger, NotRanked
from ranking.model.month import Month
from ranking.workflow.reprint_names import account_names, spellings, units_of
from tests.builders.ledger import span
from tests.builders.month import make_list

OCTOBER = Month(2026, 10)


def names(*spans, **of_list) -> set[tuple[str, str]]:
    return set(spellings(spans, make_list(**of_list), OCTOBER).iter_rows())


def test_all_names_a_unit_ever_had_are_known() -> None:
    """Accounts, aliases and units, also of spans that are over; and units that are not ranked."""
    old = span("weibo:1", "甲局", name="旧名", aliases=("小甲",), valid_to=date(2020, 1, 1))
    found = names(old, not_ranked=[NotRanked(unit="某办公室", reason="主办")])
    assert found == {
        ("旧名", "甲局"),
        ("小甲", "甲局"),
        ("甲局", "甲局"),
        ("某办公室", "某办公室"),
    }


def test_a_district_is_known_by_its_short_name() -> None:
    """Not by that of an office within it: 黄浦区教育局 is not all of 黄浦区."""
    shanghai = span("weibo:1", "上海市黄浦区人民政府", name="上海黄浦")
    office = span("weibo:2", "静安区教育局", name="静安教育")
    found = names(shanghai, office)
    assert ("黄浦区", "上海市黄浦区人民政府") in found
    assert not {name for name, _ in found} & {"静安区", "黄浦", "静安"}
    other = names(span("weibo:1", "浦东新区", name="浦东发布"), span("weibo:2", "城区", name="城"))
    assert {name for name, _ in other} == {"浦东新区", "浦东发布", "城区", "城"}


def test_merged_units_are_one_from_the_month_of_their_merger_on() -> None:
    """Through several mergers; one that is to come changes nothing."""
    mergers = [
        Merger(**{"from": "甲局", "into": "乙局", "since": date(2026, 10, 15)}),
        Merger(**{"from": "乙局", "into": "丙局", "since": date(2026, 10, 20)}),
        Merger(**{"from": "丙局", "into": "丁局", "since": date(2026, 11, 1)}),
    ]
    merged = units_of(make_list(mergers=mergers), OCTOBER)
    assert merged == {"甲局": "丙局", "乙局": "丙局"}
    found = names(span("weibo:1", "甲局", name="甲"), mergers=mergers)
    assert ("甲", "丙局") in found


def test_an_account_is_known_by_its_id() -> None:
    """With and without its platform, under the name that it has now."""
    spans = [span("weibo:1", name="旧"), span("weibo:1", name="新", valid_from=date(2026, 1, 1))]
    assert account_names(spans) == {"weibo:1": "新", "1": "新"}
