"""Whether a post counts, and for whom: what two people decided."""

from __future__ import annotations

import pytest

from ranking.errors import DataError
from ranking.features.adjusted import UNADJUSTED, adjusted
from ranking.model.adjustment import Adjustment, Kind
from tests.builders.adjusted import PROPOSED, adjustment, undo
from tests.builders.month import OCTOBER, Office, account, at, channel, day, post, reprint

ROSTER = [account("weibo:a", "甲区"), account("weibo:b", "乙区"), account("wechat:c", "丙局", "局")]
POSTS = [
    post("p1", "weibo:a", reposts=1),
    post("p2", "weibo:a", reposts=2),
    post("p3", "weibo:b", reposts=4),
    post("gone", "weibo:b", reposts=8, withdrawn_at=OCTOBER.start),
    post("stray", "weibo:x", reposts=16),
]


def counted(*adjustments: Adjustment) -> dict[str, list[str]]:
    """Return the posts that count, by unit."""
    features = Office(ROSTER, POSTS, feed=False, adjustments=adjustments).features()
    found: dict[str, list[str]] = {}
    for unit, post_id in features.posts.select("unit", "post_id").sort("post_id").iter_rows():
        found.setdefault(unit, []).append(post_id)
    return found


@pytest.mark.parametrize(
    ("adjustments", "expected"),
    [
        ([], {"甲区": ["p1", "p2"], "乙区": ["p3"]}),
        ([("exclude_post", "p1")], {"甲区": ["p2"], "乙区": ["p3"]}),
        ([("exclude_account", "weibo:a")], {"乙区": ["p3"]}),
        (
            [("exclude_account", "weibo:a"), ("include_account", "weibo:a")],
            {"甲区": ["p1", "p2"], "乙区": ["p3"]},
        ),
        (
            [("include_account", "weibo:a"), ("exclude_account", "weibo:a")],
            {"乙区": ["p3"]},
        ),
        (
            [("include_post", "p1"), ("exclude_account", "weibo:a")],
            {"甲区": ["p1"], "乙区": ["p3"]},
        ),
        (
            [("exclude_post", "p1"), ("include_account", "weibo:a")],
            {"甲区": ["p2"], "乙区": ["p3"]},
        ),
        ([("include_post", "gone")], {"甲区": ["p1", "p2"], "乙区": ["gone", "p3"]}),
        ([("include_post", "stray")], {"甲区": ["p1", "p2"], "乙区": ["p3"]}),
        ([("attribute_post", "p1", "乙区")], {"甲区": ["p2"], "乙区": ["p1", "p3"]}),
        ([("attribute_account", "weibo:a", "丙局")], {"丙局": ["p1", "p2"], "乙区": ["p3"]}),
        (
            [("attribute_post", "p1", "乙区"), ("attribute_account", "weibo:a", "丙局")],
            {"乙区": ["p1", "p3"], "丙局": ["p2"]},
        ),
        (
            [("attribute_post", "p1", "乙区"), ("attribute_post", "p1", "丙局")],
            {"甲区": ["p2"], "乙区": ["p3"], "丙局": ["p1"]},
        ),
        (
            [("attribute_post", "stray", "甲区")],
            {"甲区": ["p1", "p2", "stray"], "乙区": ["p3"]},
        ),
        ([("attribute_post", "gone", "甲区")], {"甲区": ["p1", "p2"], "乙区": ["p3"]}),
        (
            [("exclude_post", "p1"), ("attribute_post", "p1", "乙区")],
            {"甲区": ["p2"], "乙区": ["p3"]},
        ),
        (
            [("attribute_post", "gone", "甲区"), ("include_post", "gone")],
            {"甲区": ["gone", "p1", "p2"], "乙区": ["p3"]},
        ),
    ],
)
def test_a_post_counts_as_the_newest_word_on_it_says(adjustments, expected) -> None:
    """What is said of a post beats what is said of its account; else the higher number wins."""
    made = [
        adjustment(number, kind, target, unit=unit[0] if unit else None)
        for number, (kind, target, *unit) in enumerate(adjustments, start=1)
    ]
    assert counted(*made) == expected


def test_what_is_proposed_or_undone_changes_nothing() -> None:
    """One person alone decides nothing; an undo that is undone lets the first count again."""
    first = adjustment(1, "exclude_post", "p1")
    assert counted(adjustment(1, "exclude_post", "p1", **PROPOSED)) == counted()
    assert counted(first, undo(2, 1)) == counted()
    assert counted(first, undo(2, 1), undo(3, 2)) == counted(first)
    assert adjusted([first, undo(2, 1)]) == UNADJUSTED


def test_nothing_vanishes_silently() -> None:
    """Every post that was left out is counted, once, under its cause."""
    two = [adjustment(1, "exclude_account", "weibo:a"), adjustment(2, "exclude_post", "gone")]
    coverage = Office(ROSTER, POSTS, adjustments=two).features().coverage
    notes = {note.code: note.params for note in coverage.notes if note.params}
    assert notes == {
        "excluded": {"count": 2},
        "unattributed": {"count": 1},
        "withdrawn": {"count": 1},
    }
    assert sum(coverage.posts.values()) == len(POSTS) - 4


def test_reprints_and_top_posts_go_with_their_post() -> None:
    """Reprints of an excluded post are nobody's; of an attributed one, the other unit's."""
    reprints = [reprint(f"r{n}", "p1", "c1") for n in range(5)]
    office = Office(ROSTER, POSTS, reprints, [channel("c1", "website")])
    assert office.features().coverage.reprints == 5
    office.adjustments = [adjustment(1, "exclude_post", "p1")]
    without = office.features()
    assert (without.coverage.reprints, without.statistics.totals["reposts"]) == (0, 6)
    assert [row.post_id for row in without.top_posts.rows] == ["p3", "p2"]
    office.adjustments = [adjustment(1, "attribute_post", "p1", unit="乙区")]
    rows = office.features().units.select("unit", "posts", "channels").rows()
    assert rows == [("丙局", 0, 0), ("乙区", 2, 1), ("甲区", 1, 0)]


def test_an_attributed_post_has_the_group_of_its_new_unit() -> None:
    """It stands among that unit's peers, under the account it is of."""
    office = Office(ROSTER, POSTS, adjustments=[adjustment(1, "attribute_post", "p1", unit="丙局")])
    found = office.features()
    columns = ("unit", "group", "account", "account_name", "platform", "day")
    (row,) = found.posts.filter(post_id="p1").select(columns).rows()
    assert row == ("丙局", "局", "weibo:a", "a", "weibo", day(10))
    assert found.accounts.filter(unit="丙局")["account"].to_list() == ["wechat:c", "weibo:a"]


def test_an_account_outside_the_roster_goes_by_its_id() -> None:
    """There is no name for it; the accounts counted are the roster's and it."""
    stray = adjustment(1, "attribute_account", "weibo:x", unit="甲区")
    found = Office(ROSTER, POSTS, adjustments=[stray]).features()
    names = found.accounts.filter(unit="甲区").select("account", "platform", "name").rows()
    assert names == [("weibo:a", "weibo", "a"), ("weibo:x", "weibo", "x")]
    assert (found.coverage.accounts, found.coverage.accounts_with_posts) == (4, 3)
    assert found.coverage.unattributed_posts == 0


def test_an_attributed_post_keeps_the_name_its_account_had_that_day() -> None:
    """Before, between and after the days on which the roster knows the account."""
    roster = [
        ROSTER[1],
        account("weibo:a", "甲区", name="旧", valid_from=day(5), valid_to=day(10)),
        account("weibo:a", "甲区", name="新", valid_from=day(12), valid_to=day(20)),
    ]
    days = {1: "旧", 6: "旧", 11: "旧", 12: "新", 25: "新"}
    posts = [post(f"p{n:02}", "weibo:a", at(n)) for n in days]
    moved = adjustment(1, "attribute_account", "weibo:a", unit="乙区")
    found = Office(roster, posts, adjustments=[moved]).features()
    assert found.posts.select("unit", "account_name").rows() == [
        ("乙区", name) for name in days.values()
    ]


def test_a_unit_that_is_not_of_the_month_is_refused() -> None:
    """The post would be nobody's: the adjustment is named, and how to go on."""
    astray = adjustment(7, "attribute_account", "weibo:nobody", unit="戊局")
    with pytest.raises(DataError, match="Adjustment 7 is for '戊局'") as error:
        counted(astray)
    assert "adjust undo 2026-10 7" in error.value.hint_text()


def test_every_post_that_is_named_is_known_with_the_units_it_concerns() -> None:
    """Its owner and whom it is to count for, also of posts that count for nobody."""
    office = Office(ROSTER, POSTS)
    office.adjustments = [
        adjustment(1, Kind.EXCLUDE_POST, "p1"),
        adjustment(2, Kind.ATTRIBUTE_POST, "p3", unit="丙局"),
        adjustment(3, Kind.ATTRIBUTE_ACCOUNT, "weibo:a", unit="乙区"),
        adjustment(4, Kind.INCLUDE_POST, "gone"),
        adjustment(5, Kind.INCLUDE_POST, "stray"),
        adjustment(6, Kind.EXCLUDE_POST, "unheard"),
    ]
    assert office.features().named_posts == {
        "gone": {"乙区"},
        "p1": {"甲区", "乙区"},
        "p3": {"乙区", "丙局"},
        "stray": set(),
    }
