"""One unit on one board, explained by any method."""

from __future__ import annotations

import pytest

from ranking.editions.explain import explain
from tests.builders.editions import make_edition, row
from tests.builders.month import Office, account, channel, make_list, post, reprint, shipped_cards
from tests.builders.public import inputs, method, wci_like
from tests.builders.small_month import boards_of, small_office

SCALED = {"id": "power", "name": "力", "aggregate": "amean", "normalisation": {"kind": "minmax"}}
COUNTS = {
    *("posts", "reprints", "channels", "reads", "likes", "comments", "shares", "wows", "reposts"),
    *("reprints of average authority", "levels"),
}
"""Units of the shipped cards of which a whole number is a target."""
MEASURES = ("dependence", "structural_virality", "hours_to_half")


def test_an_explanation_tells_apart_the_steps_of_one_feature() -> None:
    """Steps bear what they are divided by; gains are told for features that stand alone."""
    of = wci_like()
    office = small_office()
    edition, matches = make_edition(office, make_list(boards=boards_of(of)), method=of)
    told = explain("丙", edition, matches, office.features(method=of), of).boards[0]
    assert [s.name for s in told.steps[:3]] == [
        "某reads（日均）",
        "某likes（日均）",
        "某reads（篇均）",
    ]
    assert told.steps[2].formula == "0.85 × ln(1 + 900 ÷ 1)"
    assert told.formula.startswith("10 × (0.3 × (0.85 × ln(1 + 900 ÷ 30)")
    assert told.above == "乙"
    assert {gain.feature for gain in told.gains} == {
        *("reads", "likes", "top_reads", "top_likes", "max_reads", "max_likes")
    }
    assert row(edition, "丙", "wci").rank == 3


def test_an_index_that_compares_units_is_explained_without_gains() -> None:
    """The formula shows each value after the comparison; what one count would do is not told."""
    of = method("m", SCALED | {"nodes": [{"feature": "wechat_reads"}, {"feature": "wechat_likes"}]})
    office = small_office()
    edition, matches = make_edition(office, make_list(boards=boards_of(of)), method=of)
    told = explain("乙", edition, matches, office.features(method=of), of).boards[0]
    assert told.formula == "(1 + 0.2) ÷ 2"
    assert (told.above, told.gains) == ("甲", ())


def carried() -> Office:
    """甲 is carried more, deeper and later than 乙; c carries three units, so it has authority."""
    posts = [post(f"p-{unit}", f"wechat:{unit}") for unit in "甲乙丙"]
    rows = [reprint(f"{unit}1", f"p-{unit}", "c") for unit in "甲乙丙"]
    rows += [reprint(f"甲{n}", "p-甲", "d", parent="甲1") for n in range(2, 9)]
    roster = [account(f"wechat:{unit}", unit) for unit in "甲乙丙"]
    return Office(roster, posts, rows, [channel("c", "client"), channel("d", "client")])


@pytest.mark.parametrize("renamed", [False, True])
def test_a_feature_that_is_no_count_gets_no_whole_number_as_a_target(renamed: bool) -> None:
    """By the unit of its card, also where the method calls it by a name of its own."""
    names = ("deepest_cascade", *MEASURES)
    cards = {f"x_{name}": name for name in names} if renamed else {name: name for name in names}
    index = {
        "id": "i",
        "name": "指",
        "aggregate": "amean",
        "nodes": [{"feature": c} for c in cards],
    }
    of = method("m", index, **({"inputs": inputs(**cards)} if renamed else {}))
    office = carried()
    edition, matches = make_edition(office, make_list(boards=boards_of(of)), method=of)
    told = explain("乙", edition, matches, office.features(method=of), of).boards[0]
    assert told.above == "甲"
    assert [step.feature for step in told.steps] == list(cards)
    assert [gain.feature for gain in told.gains] == [next(iter(cards))]


def test_of_the_shipped_cards_all_but_three_are_counts() -> None:
    """A new unit has to be thought about: may a whole number of it be a target?"""
    others = {name for name, card in shipped_cards().items() if card.unit not in COUNTS}
    assert others == set(MEASURES)
