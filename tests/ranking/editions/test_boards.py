"""Boards: ranks, rows, parts and notes."""

from __future__ import annotations

import pytest

from ranking.errors import ConfigError, DataError
from ranking.model.edition import Edition
from tests.builders.editions import board, campaign, make_edition, row, simple_office
from tests.builders.month import Office, account, make_list, shanghai
from tests.builders.public import method
from tests.builders.small_month import boards_of, ranked, small_office


def ranks(edition: Edition, index: str = "influence") -> list[tuple[str, int | None]]:
    return [(r.unit, r.rank) for r in board(edition, index).rows]


THEMES = (campaign("国庆", "0.1", "1"), campaign("进博会", "0.2", "1"))


def test_boards_come_by_index_then_group_in_the_list_s_order() -> None:
    """The list file names both orders; without groups they come by name."""
    office = Office([account("wechat:a", "甲", "乙组"), account("wechat:b", "乙", "丙组")])
    boards = [{"index": "influence"}, {"index": "communication"}]
    listed = make_list(groups=["乙组", "丙组"], boards=boards)
    found = [(b.index, b.group) for b in make_edition(office, listed)[0].boards]
    assert found == [
        ("influence", "乙组"),
        ("influence", "丙组"),
        ("communication", "乙组"),
        ("communication", "丙组"),
    ]
    assert [b.group for b in make_edition(office)[0].boards[:2]] == ["丙组", "乙组"]


def test_units_are_ranked_within_their_group_only() -> None:
    """Each group has its own first."""
    office = simple_office(甲=10, 乙=20)
    office.roster[0]["group"] = "别组"
    edition, _ = make_edition(office)
    assert [r.rank for b in edition.boards for r in b.rows] == [1, 1, 1, 1]


def test_equal_units_tie_and_stand_by_name() -> None:
    """All tied: all first. The rank after a tie is left out."""
    edition, _ = make_edition(simple_office(丙=5, 乙=5, 甲=5, 丁=4))
    assert ranks(edition) == [("丙", 1), ("乙", 1), ("甲", 1), ("丁", 4)]


def test_a_unit_without_posts_is_ranked_with_zero() -> None:
    """It is said that it did not post."""
    edition, _ = make_edition(simple_office("静", 甲=5))
    assert ranks(edition) == [("甲", 1), ("静", 2)]
    assert row(edition, "静").value == 0.0
    assert [n.code for n in row(edition, "静").notes] == ["no_posts"]


def test_a_unit_with_nothing_observed_has_no_rank() -> None:
    """No value, no rank, a note that says what is missing, and it stands last."""
    edition, _ = make_edition(simple_office(甲=None, 乙=0))
    assert ranks(edition) == [("乙", 1), ("甲", None)]
    unranked = row(edition, "甲")
    assert (unranked.value, unranked.total, unranked.change) == (None, None, "first")
    (note,) = unranked.notes
    assert note.code == "no_value"
    assert (
        note.template.format(**note.params)
        == "No index: 总阅读量、总点赞量、总评论量 not observed."
    )


def test_a_censored_count_makes_its_part_a_lower_bound() -> None:
    """10万+ is marked on the part, the others stay observed."""
    office = simple_office(甲=100_000)
    office.posts[0]["censored"] = ["reads"]
    parts = row(make_edition(office)[0], "甲").parts
    assert [p.status for p in parts.values()] == ["lower_bound", "observed", "observed"]


def test_the_organiser_has_a_row_without_rank() -> None:
    """It takes nobody's rank, keeps its value, and the reason is said."""
    listed = make_list(not_ranked=[{"unit": "主办", "reason": "作为主办单位不参评"}])
    edition, _ = make_edition(simple_office(主办=99, 甲=5), listed)
    assert ranks(edition) == [("甲", 1), ("主办", None)]
    organiser = row(edition, "主办")
    assert organiser.value is not None
    assert [n.params for n in organiser.notes] == [{"reason": "作为主办单位不参评"}]
    assert edition.statistics.totals["reads"] == 104


def test_a_board_or_a_method_may_leave_bonus_out() -> None:
    """``bonus = false`` in the list, or an index the method does not name."""
    office = simple_office(甲=1)
    office.posts[0]["title"] = "国庆"
    boards = [{"index": "communication"}, {"index": "influence", "bonus": False}]
    edition, _ = make_edition(office, make_list(boards=boards), THEMES)
    assert [row(edition, "甲", b).bonus for b in ("communication", "influence")] == [0.1, 0.0]
    bonus = shanghai().bonus.model_copy(update={"indexes": ("influence",)})
    edition, _ = make_edition(
        office, campaigns=THEMES, method=shanghai().model_copy(update={"bonus": bonus})
    )
    assert [row(edition, "甲", b).bonus for b in ("communication", "influence")] == [0.0, 0.1]


def test_a_board_of_an_unknown_index_is_refused() -> None:
    """The message names the list, the method, its indexes and the nearest."""
    listed = make_list(boards=[{"index": "influense"}])
    with pytest.raises(ConfigError, match=r"board 'influense'.*did you mean 'influence'"):
        make_edition(simple_office(甲=1), listed)


SCALED = {"id": "power", "name": "力", "aggregate": "amean", "normalisation": {"kind": "minmax"}}


def test_an_index_that_compares_units_compares_those_of_one_board() -> None:
    """Each group has its own best at 1 and its own least at 0."""
    office = small_office()
    for entry in office.roster:
        entry["group"] = "别组" if entry["unit"] in "丙静" else "各区"
    of = method("m", SCALED | {"nodes": [{"feature": "wechat_reads"}]})
    edition, _ = make_edition(office, make_list(boards=boards_of(of)), method=of)
    assert [[r.value for r in board.rows] for board in edition.boards] == [[1.0, 0.0], [1.0, 0.0]]


def test_a_unit_the_index_is_not_defined_for_is_named() -> None:
    """log10 of 0 reads: the message has index, method and units."""
    of = method(
        "logs",
        {
            "id": "power",
            "name": "力",
            "aggregate": "amean",
            "nodes": [{"feature": "wechat_reads", "transform": "log10"}],
        },
    )
    with pytest.raises(DataError, match=r"'power' of method 'logs' is not defined for 静: "):
        ranked(of)
