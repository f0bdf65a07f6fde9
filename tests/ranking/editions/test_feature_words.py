"""What a method's features are called."""

from __future__ import annotations

import pytest

from ranking.editions.feature_words import FeatureWords
from ranking.methods.model import Method
from tests.builders.month import Office, account, shanghai, shipped_cards
from tests.builders.public import method, nri_like, wci_like
from tests.builders.trees import indicator

MONTH = Office([account("wechat:a", "甲")]).features()


def words(of: Method) -> FeatureWords:
    return FeatureWords(of, MONTH)


def test_a_card_names_its_feature() -> None:
    """A method without inputs uses the names and definitions of the cards."""
    card = shipped_cards()["total_reads"]
    assert words(shanghai()).name("total_reads") == card.name
    assert words(shanghai()).definition("total_reads") == card.definition


def test_an_input_has_the_method_s_name_and_its_card_s_definition() -> None:
    """The method names it; the card says how a month counts it."""
    found = words(wci_like())
    assert found.name("posts").zh == "某posts"
    assert found.definition("posts") == shipped_cards()["wechat_posts"].definition


def test_a_feature_made_of_others_is_defined_by_its_formula() -> None:
    """Its name is the method's."""
    found = words(nri_like())
    assert found.name("average").en == "Reads a post"
    assert found.definition("average").zh == "reads / posts"


def test_days_have_a_name_and_the_method_s_reason() -> None:
    """Days come from the method, not from a card."""
    assert words(wci_like()).name("days").zh == "天数"
    assert words(wci_like()).definition("days").en == "test"


def test_a_label_tells_apart_what_one_feature_is_divided_by() -> None:
    """The same reads a day and a post; a plain total bears the name alone."""
    index = wci_like().indexes[0]
    labels = [words(wci_like()).label(index, i) for i in index.indicators()]
    assert [label.zh for label in labels][::2] == [
        "某reads（日均）",
        "某reads（篇均）",
        "某top_reads（日均）",
        "某max_reads",
    ]
    assert labels[2].en == "READS (per post)"
    assert len({label.zh for label in labels}) == len(labels)


def test_two_indicators_that_differ_otherwise_bear_their_ids() -> None:
    """A feature that enters twice, by two transforms, is told apart by the node's id."""
    nodes = [
        indicator("total_reads", "1", id="plain", transform="sqrt"),
        indicator("total_reads", "1", id="logged"),
    ]
    twice = method("m", {"id": "power", "name": "力", "aggregate": "amean", "nodes": nodes})
    index = twice.indexes[0]
    found = [words(twice).label(index, i).zh for i in index.indicators()]
    assert found == ["总阅读量（plain）", "总阅读量（logged）"]


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"reads": None}, "None of this unit's WeChat posts has an observed count."),
        ({"reads": 5, "posts": 0, "average": None}, "It would have to be divided by 0."),
    ],
)
def test_a_missing_derived_feature_is_explained_by_its_missing_part(
    changes: dict[str, int | None], reason: str
) -> None:
    """The reason is that of the part; without one, it is the division."""
    made = nri_like()
    index = made.indexes[0]
    row = {"reads": 7, "posts": 2, "average": None} | changes
    assert words(made).missing_reason(index, index.indicators()[1], row) == reason


def test_a_missing_divisor_is_the_reason() -> None:
    """Reads are there, but the number of headlines is not."""
    nodes = [indicator("wechat_reads", "1", denominator="wechat_headlines", id="x")]
    made = method("m", {"id": "power", "name": "力", "aggregate": "amean", "nodes": nodes})
    index = made.indexes[0]
    row = {"wechat_reads": 5, "wechat_headlines": None, "power.x.denominated": None}
    reason = words(made).missing_reason(index, index.indicators()[0], row)
    assert reason == "The position of this unit's WeChat posts is not known."
    zero = row | {"wechat_headlines": 0}
    reason = words(made).missing_reason(index, index.indicators()[0], zero)
    assert reason == "It would have to be divided by 0."
