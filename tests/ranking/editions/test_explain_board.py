"""One unit on one board, explained by any method."""

from __future__ import annotations

from ranking.editions.explain import explain
from tests.builders.editions import make_edition, row
from tests.builders.month import make_list
from tests.builders.public import method, wci_like
from tests.builders.small_month import boards_of, small_office

SCALED = {"id": "power", "name": "力", "aggregate": "amean", "normalisation": {"kind": "minmax"}}


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
