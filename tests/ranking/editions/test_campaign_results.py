"""What campaigns bring to units."""

from __future__ import annotations

from tests.builders.editions import campaign, make_edition, row, simple_office
from tests.builders.month import day, post

THEMES = (campaign("国庆", "0.1", "1"), campaign("进博会", "0.2", "1"))


def test_points_are_capped_by_campaign_and_in_all() -> None:
    """Each campaign's cap, then the method's."""
    office = simple_office(甲=1)
    posts = [post(f"x{n}", "wechat:甲", title="国庆 进博会", likes=1) for n in range(9)]
    office.posts.extend(posts)
    themes = [campaign("国庆", "1", "1.5"), campaign("进博会", "1", "1.2")]
    edition, matches = make_edition(office, campaigns=themes)
    assert len(matches) == 18
    assert [c.units[0].points for c in edition.campaigns] == [1.5, 1.2]
    assert row(edition, "甲").bonus == 2.0


def test_campaigns_of_other_months_are_left_out_and_empty_ones_say_so() -> None:
    """Only those whose window touches the month; no match is a note; doubts are notes."""
    other = campaign("旧", "1", "1", start=day(1, 9), end=day(30, 9))
    twice = campaign("国庆", "1", "1").model_copy(update={"id": "二"})
    edition, _ = make_edition(simple_office(甲=1), campaigns=[*THEMES, other, twice])
    assert [(c.id, c.notes[0].code) for c in edition.campaigns] == [
        ("国庆", "no_match"),
        ("进博会", "no_match"),
        ("二", "no_match"),
    ]
    assert "ambiguous_keyword" in [n.code for n in edition.notes]


def test_bonus_is_added_apart_and_can_decide_a_rank() -> None:
    """value + bonus = total; the rank is on the total; reprint tiers count."""
    office = simple_office(甲=100, 乙=99)
    office.posts[1]["title"] = "国庆到了"
    tiers = [{"at_least": 1, "points": "0.5"}]
    edition, matches = make_edition(
        office, campaigns=[campaign("国庆", "2", "9", reprint_tiers=tiers)]
    )
    winner = row(edition, "乙")
    assert (winner.rank, winner.bonus) == (1, 2.0)
    assert winner.total == (winner.value or 0) + 2.0
    assert [(m.unit, m.word, m.found_in) for m in matches] == [("乙", "国庆", "title")]
    (result,) = edition.campaigns
    assert (result.posts, [(u.unit, u.posts, u.points) for u in result.units]) == (
        1,
        [("乙", 1, 2.0)],
    )
