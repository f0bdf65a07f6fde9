"""Months ranked by methods other than the default: shipped ones and ones like them."""

from __future__ import annotations

import math

import polars as pl
import pytest

from ranking.editions.explain import explain
from ranking.errors import DataError
from ranking.methods.load import load_method
from ranking.methods.model import Method
from ranking.model.edition import Board
from ranking.scoring.engine import evaluate
from tests.builders.editions import make_edition, row
from tests.builders.month import CONFIG, Office, account, make_list, post, shipped_cards
from tests.builders.public import inputs, method, nri_like, wci_like
from tests.builders.trees import indicator

WECHAT = {
    "甲": [
        {"position": 1, "reads": 100_000, "likes": 90, "wow": 40, "reposts": 300},
        {"position": 2, "reads": 2_000, "likes": 10, "wow": 3, "reposts": 1},
    ],
    "乙": [{"position": 1, "reads": 150_000, "likes": 20, "wow": 9, "reposts": 5}],
    "丙": [{"position": 3, "reads": 900, "likes": 1, "wow": 0, "reposts": 0}],
}
WEIBO = {
    "甲": [
        {"original": True, "reposts": 12, "comments": 7, "likes": 30},
        {"original": False, "reposts": 5, "comments": 0, "likes": 2},
    ],
    "乙": [{"original": False, "reposts": 1, "comments": 2, "likes": 3}],
}


def small_office() -> Office:
    roster = [account(f"{p}:{unit}", unit) for p in ("wechat", "weibo") for unit in "甲乙丙静"]
    posts = [
        post(f"{platform}-{unit}-{number}", f"{platform}:{unit}", **counts)
        for platform, units in (("wechat", WECHAT), ("weibo", WEIBO))
        for unit, rows in units.items()
        for number, counts in enumerate(rows)
    ]
    posts[0]["censored"] = ["reads"]
    return Office(roster, posts, feed=False)


def by_hand(of: Method, unit: str) -> dict[str, float]:
    """Return the method's inputs of a unit, from the rows above."""
    limit = of.censoring.counts_as if of.censoring else None
    wechat, weibo = WECHAT.get(unit, []), WEIBO.get(unit, [])
    measures = {"reads": "reads", "likes": "likes", "wow": "wow", "shares": "reposts"}
    cards: dict[str, float] = {"wechat_posts": len(wechat), "weibo_posts": len(weibo)}
    for name, measure in measures.items():
        shown = [
            (
                p["position"],
                limit if limit and name == "reads" and p[measure] >= 100_000 else p[measure],
            )
            for p in wechat
        ]
        cards[f"wechat_{name}"] = sum(count for _, count in shown)
        cards[f"wechat_max_{name}"] = max((count for _, count in shown), default=0)
        cards[f"wechat_headline_{name}"] = sum(count for place, count in shown if place == 1)
    originals = [p for p in weibo if p["original"]]
    cards["weibo_originals"] = len(originals)
    for measure in ("reposts", "comments", "likes"):
        cards[f"weibo_{measure}"] = sum(p[measure] for p in weibo)
        cards[f"weibo_original_{measure}"] = sum(p[measure] for p in originals)
    filled = {name: float(cards[item.month or ""]) for name, item in of.inputs.items()}
    return filled | ({"days": float(of.days.month)} if of.days else {})


def boards_of(of: Method) -> list[dict[str, str]]:
    return [{"index": index.id} for index in of.indexes]


def for_months() -> list[str]:
    """Return the shipped methods whose inputs all have a month."""
    found = [load_method(path, shipped_cards()) for path in sorted(CONFIG.glob("methods/*.toml"))]
    return [m.id for m in found if m.inputs and all(i.month for i in m.inputs.values())]


@pytest.mark.parametrize("name", for_months())
def test_a_shipped_method_ranks_a_month_as_its_formula_ranks_the_same_numbers(name: str) -> None:
    """From posts to the index: what the engine gives for the unit's numbers counted by hand."""
    of = load_method(CONFIG / "methods" / f"{name}.toml", shipped_cards())
    edition, _ = make_edition(small_office(), make_list(boards=boards_of(of)), method=of)
    table = pl.DataFrame([by_hand(of, unit) for unit in "甲乙丙静"])
    for board, index in zip(edition.boards, of.indexes, strict=True):
        expected = dict(zip("甲乙丙静", evaluate(index, table, of.features)[index.id], strict=True))
        assert {r.unit: r.value for r in board.rows} == pytest.approx(expected, rel=1e-12)
        values = [r.value or 0.0 for r in board.rows if r.rank is not None]
        assert values == sorted(values, reverse=True)
        assert len(set(values)) > 2


def test_there_are_shipped_methods_for_months() -> None:
    """WCI, BCI and NRI can all rank a month."""
    assert {"wci-13", "bci", "nri"} <= set(for_months())


def ranked(of: Method, office: Office | None = None) -> Board:
    edition, _ = make_edition(office or small_office(), make_list(boards=boards_of(of)), method=of)
    return edition.boards[0]


def test_a_wci_like_index_is_the_printed_formula() -> None:
    """Written out by hand for one unit: averages, headlines, the largest, squared."""

    def g(reads: float, likes: float) -> float:
        return 0.85 * math.log1p(reads) + 0.15 * math.log1p(10 * likes)

    reads = 100_001 + 2_000
    level = 0.3 * g(reads / 30, 100 / 30) + 0.3 * g(reads / 2, 100 / 2)
    level += 0.3 * g(100_001 / 30, 90 / 30) + 0.1 * g(100_001, 90)
    found = {r.unit: r for r in ranked(wci_like()).rows}
    assert found["甲"].value == pytest.approx(10 * level**2, rel=1e-12)
    assert found["静"].value == 0.0


def test_an_nri_like_index_floors_the_average_and_marks_against_the_month() -> None:
    """The average is rounded down, references a day count 30 times."""
    found = {r.unit: r for r in ranked(nri_like()).rows}
    marks = 0.8 * math.log1p(102_000) / math.log1p(800_000 * 30)
    marks += 0.15 * math.log1p(51_000) / math.log1p(100_000)
    marks += 0.05 * math.log1p(100_000) / math.log1p(100_000)
    assert found["甲"].value == pytest.approx(1000 * marks, rel=1e-12)


def test_parts_bear_the_indicator_s_name_and_the_feature_s_count() -> None:
    """Several parts rest on one feature; their points add up to the index, squared or not."""
    found = next(r for r in ranked(wci_like()).rows if r.unit == "甲")
    day, post_, peak = (found.parts[f"{name}_reads"] for name in ("day", "post", "peak"))
    assert (day.feature, post_.feature, peak.feature) == ("reads", "reads", "max_reads")
    assert day.count == post_.count == 102_001
    assert day.status == "lower_bound"
    assert day.transformed == pytest.approx(math.log1p(102_001 / 30))
    assert (day.weight, peak.weight) == (0.255, 0.085)
    points = [part.points or 0.0 for part in found.parts.values()]
    assert sum(points) == pytest.approx(found.value)


def test_the_silent_are_those_without_any_post() -> None:
    """A method may call WeChat posts ``posts``: a unit on Weibo alone did post."""
    office = small_office()
    office.posts = [p for p in office.posts if p["account"] != "wechat:乙"]
    notes = {r.unit: [n.code for n in r.notes] for r in ranked(wci_like(), office).rows}
    assert notes == {"甲": [], "乙": [], "丙": [], "静": ["no_posts"]}


def test_unknown_positions_leave_no_index_and_say_why() -> None:
    """Headlines cannot be told: their parts are missing, named, and the unit has no rank."""
    office = small_office()
    for entry in office.posts:
        if entry["account"] == "wechat:丙":
            entry["position"] = None
    (last,) = [r for r in ranked(wci_like(), office).rows if r.unit == "丙"]
    assert (last.rank, last.value) == (None, None)
    assert last.notes[0].params == {"features": "某top_reads（日均）、某top_likes（日均）"}
    assert last.parts["top_reads"].reason == (
        "No headline post of this unit is known that has an observed count."
    )


def test_a_feature_nobody_has_leaves_the_board_empty_and_says_so() -> None:
    """Where it cannot be left out, nobody who posted has the index."""
    office = small_office()
    for entry in office.posts:
        entry["position"] = None
    edition, _ = make_edition(office, make_list(boards=boards_of(wci_like())), method=wci_like())
    missing = [n for n in edition.notes if n.code == "missing_everywhere"]
    assert [n.params["feature"] for n in missing] == ["某top_reads", "某top_likes"]
    assert "nobody who posted has {index}" in missing[0].template


def test_a_minimum_that_is_not_reached_is_said() -> None:
    """No index, no rank, and a note that names the feature and the number."""
    nodes = [indicator("wechat_reads", "1")]
    minimum = [{"feature": "wechat_posts", "at_least": 2, "reason": "test"}]
    index = {"id": "power", "name": "力", "aggregate": "amean", "nodes": nodes}
    found = {r.unit: r for r in ranked(method("m", index | {"minimum": minimum})).rows}
    assert [unit for unit, r in found.items() if r.rank is not None] == ["甲"]
    (note,) = found["乙"].notes
    assert note.template.format(**note.params) == "No index: 微信发稿数 has to be at least 2."


def test_a_part_that_cannot_be_computed_is_left_out_and_said() -> None:
    """The others carry its weight; the row says which one it was."""
    cards = inputs(reads="wechat_reads", headlines="wechat_headlines")
    nodes = [{"feature": "reads", "per": "headline", "missing": "reweight"}]
    nodes += [{"feature": "reads", "id": "total"}]
    index = {"id": "power", "name": "力", "aggregate": "amean", "nodes": nodes}
    (found,) = [r for r in ranked(method("m", index, inputs=cards)).rows if r.unit == "丙"]
    assert found.value == 900.0
    assert [(n.code, n.params["features"]) for n in found.notes] == [
        ("undefined_part", "某reads（头条篇均）")
    ]


SCALED = {"id": "power", "name": "力", "aggregate": "amean", "normalisation": {"kind": "minmax"}}


def test_an_index_that_compares_units_compares_those_of_one_board() -> None:
    """Each group has its own best at 1 and its own least at 0."""
    office = small_office()
    for entry in office.roster:
        entry["group"] = "别组" if entry["unit"] in "丙静" else "各区"
    of = method("m", SCALED | {"nodes": [{"feature": "wechat_reads"}]})
    edition, _ = make_edition(office, make_list(boards=boards_of(of)), method=of)
    assert [[r.value for r in board.rows] for board in edition.boards] == [[1.0, 0.0], [1.0, 0.0]]


def test_where_all_are_equal_the_comparison_says_nothing() -> None:
    """No value, and the reason is not that the count was missing."""
    office = small_office()
    of = method("m", SCALED | {"nodes": [{"feature": "channels"}, {"feature": "wechat_reads"}]})
    office.feed = True
    (first, *_) = ranked(of, office).rows
    part = first.parts["channels"]
    assert (part.count, part.status, part.transformed) == (0.0, "observed", None)
    assert part.reason == "It is compared with other units, and all of them are equal."
    assert [n.code for n in first.notes] == ["no_value"]


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


def test_a_ratio_of_nothing_to_something_is_no_value() -> None:
    """Reads without a headline have no average per headline; the reason is the division."""
    cards = inputs(reads="wechat_reads", headlines="wechat_headlines")
    node = {"feature": "reads", "per": "headline"}
    index = {"id": "power", "name": "力", "aggregate": "amean", "nodes": [node]}
    (found,) = [r for r in ranked(method("m", index, inputs=cards)).rows if r.unit == "丙"]
    part = found.parts["reads"]
    assert (part.count, part.status, part.points) == (900.0, "observed", None)
    assert part.reason == "It would have to be divided by 0."
    (note,) = found.notes
    assert (
        note.template.format(**note.params) == "No index: 某reads（头条篇均） cannot be computed."
    )


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
