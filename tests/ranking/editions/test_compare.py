"""Two methods on one month."""

from __future__ import annotations

import pytest

from ranking.campaigns import Campaign
from ranking.editions.compare import Side, compare, index_pairs
from ranking.errors import ConfigError
from ranking.lists import ListFile
from ranking.methods.model import Method
from ranking.model.comparison import Comparison, Move
from tests.builders.editions import campaign, simple_office
from tests.builders.month import Office, account, make_list, post, shanghai
from tests.builders.public import method, nri_like, wci_like
from tests.builders.trees import indicator


def by(feature: str, index_id: str = "influence", **more: object) -> Method:
    """Return a method that ranks by one feature alone."""
    node = {"feature": feature}
    index = {"id": index_id, "name": feature, "aggregate": "amean", "nodes": [node]}
    return method(f"by-{feature.replace('_', '-')}", index, **more)


def office(**counts: tuple[int | None, int]) -> Office:
    """Return units with one WeChat post each, of so many reads and likes."""
    roster = [account(f"wechat:{name}", name) for name in counts]
    posts = [
        post(f"p-{name}", f"wechat:{name}", reads=reads, likes=likes, title=f"{name}稿")
        for name, (reads, likes) in counts.items()
    ]
    return Office(roster, posts)


def compared(
    of: Office,
    a: Method,
    b: Method,
    list_file: ListFile | None = None,
    campaigns: tuple[Campaign, ...] = (),
) -> Comparison:
    listed = list_file or make_list()
    sides = [Side(m, of.features(listed, m)) for m in (a, b)]
    return compare(*sides, listed, campaigns)


MONTH = office(甲=(30, 1), 乙=(20, 3), 丙=(10, 2))


def test_every_unit_stands_with_both_ranks_in_the_order_of_the_second() -> None:
    """Places gained under B are positive; totals are those of each method."""
    (board,) = compared(MONTH, by("total_reads"), by("total_likes")).boards
    assert (board.index_a, board.index_b, board.group) == ("influence", "influence", "各区")
    assert [(r.unit, r.rank_a, r.rank_b, r.moved) for r in board.rows] == [
        ("乙", 2, 1, 1),
        ("丙", 3, 2, 1),
        ("甲", 1, 3, -2),
    ]
    assert [(r.total_a, r.total_b) for r in board.rows] == [(20.0, 3.0), (10.0, 2.0), (30.0, 1.0)]


def test_a_board_says_how_much_moves() -> None:
    """How many ranks change, the largest climb and fall, and the mean of all changes."""
    (board,) = compared(MONTH, by("total_reads"), by("total_likes")).boards
    assert (board.changed, board.climb, board.fall) == (3, Move("乙", 1), Move("甲", -2))
    assert board.mean_change == pytest.approx(4 / 3)


def test_a_method_against_itself_moves_nobody() -> None:
    """No change, no climb, no fall, and a mean of 0."""
    for board in compared(MONTH, shanghai(), shanghai()).boards:
        assert (board.changed, board.climb, board.fall, board.mean_change) == (0, None, None, 0.0)
        assert all(row.total_a == row.total_b for row in board.rows)


def test_a_unit_that_one_method_cannot_rank_has_changed_but_not_moved() -> None:
    """It stands last, without places gained or lost."""
    month = office(甲=(30, 1), 乙=(None, 3), 丙=(10, 2))
    (board,) = compared(month, by("total_likes"), by("total_reads")).boards
    last = board.rows[-1]
    assert (last.unit, last.rank_a, last.rank_b, last.moved) == ("乙", 1, None, None)
    assert (board.changed, board.mean_change) == (2, 1.0)


def test_nobody_ranked_by_both_has_no_mean() -> None:
    """None, not 0."""
    month = office(甲=(None, 1))
    (board,) = compared(month, by("total_likes"), by("total_reads")).boards
    assert (board.changed, board.mean_change) == (1, None)


def test_each_method_has_its_own_bonus() -> None:
    """One gives campaign points, the other none."""
    bonus = {"total_cap": 5, "indexes": ["influence"], "reason": "test"}
    theme = campaign("丙", "3", "9")
    given = by("total_likes", bonus=bonus)
    (board,) = compared(MONTH, by("total_likes"), given, campaigns=(theme,)).boards
    first = board.rows[0]
    assert (first.unit, first.total_a, first.total_b) == ("丙", 2.0, 5.0)


def test_a_method_counts_10w_plus_by_its_own_rule() -> None:
    """Features are computed for each method."""
    month = simple_office(甲=350_000, 乙=100_000)
    capped = by(
        "wechat_reads", censoring={"counts_as": 100_000, "exact_too": True, "reason": "test"}
    )
    (board,) = compared(month, by("wechat_reads"), capped).boards
    assert [(r.unit, r.rank_a, r.rank_b) for r in board.rows] == [("甲", 1, 1), ("乙", 2, 1)]


def test_groups_and_the_organiser_are_those_of_the_list() -> None:
    """Groups in the list's order; who is not ranked is ranked by neither."""
    month = office(甲=(3, 1), 乙=(2, 2), 丙=(1, 3))
    month.roster[2]["group"] = "别组"
    listed = make_list(groups=["别组", "各区"], not_ranked=[{"unit": "甲", "reason": "主办"}])
    found = compared(month, by("total_reads"), by("total_likes"), listed)
    assert [board.group for board in found.boards] == ["别组", "各区"]
    assert [(r.unit, r.rank_a, r.rank_b) for r in found.boards[1].rows] == [
        ("乙", 1, 1),
        ("甲", None, None),
    ]


def test_indices_of_the_same_id_are_compared() -> None:
    """Those that only one method has are left out."""
    assert index_pairs(shanghai(), by("total_reads")) == [("influence", "influence")]
    assert index_pairs(shanghai(), shanghai()) == [
        ("communication", "communication"),
        ("influence", "influence"),
    ]


def test_a_single_index_is_compared_with_every_other() -> None:
    """Where no id is shared and one method has just one index."""
    assert index_pairs(wci_like(), shanghai()) == [
        ("wci", "communication"),
        ("wci", "influence"),
    ]
    assert index_pairs(shanghai(), nri_like()) == [("communication", "nri"), ("influence", "nri")]


def test_several_indices_without_a_common_id_are_refused() -> None:
    """The message names all of them."""
    nodes = [indicator("posts", "1")]
    two = [{"id": i, "name": i, "aggregate": "amean", "nodes": nodes} for i in ("one", "two")]
    other = method("m", two[0]).model_copy(
        update={"indexes": tuple(method("m", index).indexes[0] for index in two)}
    )
    with pytest.raises(ConfigError, match="communication, influence; one, two"):
        index_pairs(shanghai(), other)


def test_a_comparison_names_month_and_methods() -> None:
    """And the label of invented data."""
    listed = make_list(synthetic=True)
    found = compared(MONTH, wci_like(), nri_like(), listed)
    assert (found.month, found.synthetic) == ("2026-10", True)
    assert (found.method_a.id, found.method_b.id) == ("wci-like", "nri-like")
