"""Which adjustments an explanation of a unit shows."""

from __future__ import annotations

from ranking.editions.explain import explain
from ranking.model.adjustment import Kind
from tests.builders.adjusted import PROPOSED, adjustment, undo
from tests.builders.editions import make_edition, simple_office
from tests.builders.month import account, at, post, shanghai

MADE = (
    adjustment(1, Kind.EXCLUDE_POST, "p-甲"),
    adjustment(2, Kind.ATTRIBUTE_POST, "p-乙", unit="甲"),
    adjustment(3, Kind.EXCLUDE_ACCOUNT, "wechat:丙"),
    adjustment(4, Kind.ATTRIBUTE_ACCOUNT, "weibo:x", unit="丙"),
    adjustment(5, Kind.AWARD, "甲", points="1"),
    adjustment(6, Kind.DEDUCT, "乙", points="1"),
    adjustment(7, Kind.NOTE, "丙", text="话"),
    adjustment(8, Kind.NOTE, "", text="对全榜"),
    adjustment(9, Kind.AWARD, "甲", points="2"),
    undo(10, 9),
    adjustment(11, Kind.AWARD, "甲", points="2", **PROPOSED),
    adjustment(12, Kind.INCLUDE_POST, "gone"),
    adjustment(13, Kind.EXCLUDE_POST, "x1"),
)


def test_a_unit_sees_what_is_in_effect_of_its_posts_accounts_points_and_notes() -> None:
    """Also what it lost to another unit or gained from one; nothing undone, nothing proposed."""
    office = simple_office(甲=10, 乙=20, 丙=30)
    office.roster.append(account("weibo:z", "乙"))
    office.posts.append(post("gone", "weibo:z", withdrawn_at=at(12)))
    office.posts.append(post("x1", "weibo:x"))
    office.adjustments = MADE
    edition, matches = make_edition(office)
    features = office.features()
    found = {
        unit: explain(unit, edition, matches, features, shanghai(), "zh", MADE).adjustments
        for unit in "甲乙丙"
    }
    numbers = {unit: [one.number for one in shown] for unit, shown in found.items()}
    assert numbers == {"甲": [1, 2, 5], "乙": [2, 6, 12], "丙": [3, 4, 7, 13]}


def test_an_account_that_was_lent_is_among_those_of_the_unit_it_counts_for() -> None:
    """With the posts that count there; its owner keeps it, without them."""
    office = simple_office(甲=10, 乙=20)
    office.adjustments = [adjustment(1, Kind.ATTRIBUTE_ACCOUNT, "wechat:乙", unit="甲")]
    edition, matches = make_edition(office)
    features = office.features()
    shown = {
        unit: explain(unit, edition, matches, features, shanghai()).accounts for unit in "甲乙"
    }
    assert [(a.account, a.posts, a.counts["reads"]) for a in shown["甲"]] == [
        ("wechat:乙", 1, 20),
        ("wechat:甲", 1, 10),
    ]
    assert [(a.account, a.posts) for a in shown["乙"]] == [("wechat:乙", 0)]
