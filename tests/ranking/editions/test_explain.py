"""Explanations: from counts to rank, and what it takes to gain a place."""

from __future__ import annotations

import json
from math import log  # noqa: F401  (formulas are evaluated)

import pytest

from ranking.editions.explain import explain
from ranking.errors import UsageError
from ranking.model.edition import Edition
from ranking.model.edition_json import from_json, to_json
from ranking.model.explanation import BoardExplanation, Explanation
from tests.builders.editions import campaign, make_edition, row, simple_office
from tests.builders.month import (
    Office,
    account,
    channel,
    make_list,
    post,
    reprint,
    shanghai,
)


def explained(office: Office, unit: str, **more: object) -> tuple[Explanation, Edition]:
    edition, matches = make_edition(office, campaigns=[campaign("国庆", "0.5", "1")])
    features = office.features()
    return explain(unit, edition, matches, features, shanghai(), **more), edition  # type: ignore[arg-type]


def influence(explanation: Explanation) -> BoardExplanation:
    return next(b for b in explanation.boards if b.index == "influence")


def value_of(formula: str) -> float:
    text = formula.replace("×", "*").replace("÷", "/").replace("ln(", "log(")
    return float(eval(text))


def test_formulas_hold_the_numbers_and_give_the_value() -> None:
    """Calculating the text by hand gives the index; the steps' points add up to it."""
    found, edition = explained(simple_office(甲=1234, 乙=5), "甲")
    told = influence(found)
    assert told.steps[1].formula == "0.2 × ln(1 + 10 × 1234)"
    assert told.steps[0].name == "总阅读量"
    assert value_of(told.formula) == pytest.approx(row(edition, "甲").value, rel=1e-12)
    assert sum(step.points or 0 for step in told.steps) == pytest.approx(told.row.value)


def test_a_missing_part_is_left_out_of_the_formula() -> None:
    """The text shows the formula that was used; the step has the reason and no formula."""
    office = simple_office(甲=1234)
    office.posts[0]["reads"] = None
    found, edition = explained(office, "甲")
    told = influence(found)
    assert (told.steps[0].formula, told.steps[0].status) == ("", "missing")
    assert told.steps[0].reason
    assert value_of(told.formula) == pytest.approx(row(edition, "甲").value, rel=1e-12)


def test_gains_are_what_puts_the_unit_above_the_next() -> None:
    """With the count needed it would rank above, with one less it would not."""
    found, edition = explained(simple_office(甲=100, 乙=80), "乙")
    told = influence(found)
    assert told.above == "甲"
    upper, lower = row(edition, "甲").total, row(edition, "乙").total
    assert upper is not None
    assert lower is not None
    assert told.gap == upper - lower
    for gain in told.gains:
        assert gain.needed is not None
        for count, wins in ((gain.needed, True), (gain.needed - 1, False)):
            office = simple_office(甲=100, 乙=80)
            measure = gain.feature.removeprefix("total_")
            office.posts[1][measure] = count
            again, _ = make_edition(office)
            assert (row(again, "乙").rank == 1) is wins, gain


def test_the_one_above_is_the_last_with_a_better_rank() -> None:
    """A unit tied with others has to pass the one before them all."""
    told = influence(explained(simple_office(一=9, 二=8, 三=7, 四=7), "四")[0])
    assert (told.row.rank, told.above, told.units_in_group) == (3, "二", 4)


@pytest.mark.parametrize("unit", ["一", "缺"])
def test_the_first_and_the_unranked_have_nobody_above(unit: str) -> None:
    """No gap, no gains."""
    told = influence(explained(simple_office(一=9, 缺=None), unit)[0])
    assert (told.above, told.gap, told.gains) == (None, None, ())


def test_nothing_observed_has_no_formula() -> None:
    """An index that could not be computed shows none."""
    assert influence(explained(simple_office(缺=None), "缺")[0]).formula == ""


def test_accounts_posts_channels_and_campaigns_are_the_unit_s_own() -> None:
    """Evidence of one unit; an account without posts is shown with 0."""
    office = Office(
        [
            account("wechat:a", "甲", name="甲发布"),
            account("weibo:a", "甲", name="甲微博"),
            account("wechat:b", "乙"),
        ],
        [
            post("p", "wechat:a", reads=5, title="国庆"),
            post("q", "wechat:a", reads=7, likes=2),
            post("z", "wechat:b", reads=99, title="国庆"),
        ],
        [reprint("r", "p", "app"), reprint("s", "z", "site")],
        [channel("app", "client"), channel("site", "website")],
    )
    found, _ = explained(office, "甲")
    shown = [
        (a.account, a.name, a.posts, a.counts["reads"], a.counts["wow"]) for a in found.accounts
    ]
    assert shown == [("wechat:a", "甲发布", 2, 12, None), ("weibo:a", "甲微博", 0, None, None)]
    assert [p.post_id for p in found.top_posts] == ["q", "p"]
    assert [(c.channel_id, c.type, c.reprints) for c in found.channels] == [("app", "client", 1)]
    assert [(name, unit.points) for name, unit in found.campaigns] == [("国庆", 0.5)]
    assert [m.post_id for m in found.matches] == ["p"]


def test_an_explanation_survives_json() -> None:
    """For ``explain --json``."""
    found, _ = explained(simple_office(甲=3, 乙=2), "乙")
    assert from_json(Explanation, json.loads(json.dumps(to_json(found)))) == found


def test_names_of_features_come_in_either_language() -> None:
    """Chinese unless English is asked for."""
    found, _ = explained(simple_office(甲=3), "甲", language="en")
    assert influence(found).steps[0].name == "Reads"


def test_a_unit_is_found_however_its_name_is_spaced() -> None:
    """Width and spaces do not matter."""
    assert explained(simple_office(甲区A=3), " 甲区Ａ ")[0].unit == "甲区A"


@pytest.mark.parametrize(
    ("unit", "meant"), [("黄埔区", "Did you mean '黄浦区'?"), ("zz", "2026-10.")]
)
def test_an_unknown_unit_is_refused_with_the_nearest(unit: str, meant: str) -> None:
    """The message names the month; the hint says where all names are."""
    with pytest.raises(UsageError) as caught:
        explained(simple_office(黄浦区=3), unit)
    assert meant in str(caught.value)
    assert "govrank show 2026-10" in caught.value.hint_text()


def test_an_edition_of_another_method_is_refused() -> None:
    """An index that the given method lacks cannot be explained with it."""
    office = simple_office(甲=3)
    edition, matches = make_edition(office)
    other = shanghai().model_copy(update={"indexes": shanghai().indexes[:1]})
    with pytest.raises(UsageError, match=r"shanghai 1.*no index 'influence'"):
        explain("甲", edition, matches, office.features(), other)


def test_a_unit_without_a_board_is_still_explained() -> None:
    """Its group may be left out of the list: no boards, but its posts are shown."""
    office = simple_office(甲=3)
    listed = make_list(groups=["别组"])
    edition, matches = make_edition(office, listed)
    found = explain("甲", edition, matches, office.features(listed), shanghai())
    assert (found.boards, len(found.top_posts)) == ((), 1)
