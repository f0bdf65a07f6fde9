"""The experiments of the study, on a month small enough to know every answer."""

from __future__ import annotations

import polars as pl
import pytest

import study_shanghai
from study import markdown, numbers, posts
from study.candidates import first_draft, weighted_as
from study.month import (
    StudyMonth,
    board,
    changed,
    expected_channels,
    rank_of,
    received,
    unit_at,
)
from study.variants import with_all, with_channel, with_nodes, with_originals, without
from tests.builders.month import CONFIG, shanghai
from tests.builders.study import small_month

DOCUMENT = CONFIG.parent / "docs" / "methods" / "shanghai.md"
METHOD = shanghai()
COMMUNICATION, INFLUENCE = METHOD.indexes


@pytest.fixture
def month() -> StudyMonth:
    return small_month()


def feature(units: pl.DataFrame, unit: str, name: str) -> float | None:
    found: float | None = units.filter(unit=unit)[name].item()
    return found


def test_a_board_ranks_within_the_group(month):
    """More of everything is first; the places of a board are found by share."""
    assert dict(board(COMMUNICATION, month.units).select("unit", "rank").iter_rows()) == {
        "甲": 1,
        "乙": 2,
        "丙": 3,
    }
    assert [unit_at(COMMUNICATION, month.units, "各区", p) for p in (0, 0.5, 1)] == list("甲乙丙")


def test_a_viral_post_multiplies_the_counts_of_the_best_post_alone(month):
    """乙 with 40 and 10 reprints has 410 when its best post has ten times as many."""
    after = posts.viral(month, COMMUNICATION, "乙", 10)
    assert feature(after, "乙", "weighted_reprints") == 410
    assert feature(after, "乙", "max_reprints") == 400
    assert feature(after, "乙", "total_reads") == 410_000
    assert feature(after, "甲", "weighted_reprints") == 504


def test_what_is_not_observed_stays_so(month):
    """A unit without a read count has none after one of its posts went viral."""
    blind = changed(month.units, "乙", total_reads=None)
    gap = StudyMonth("", METHOD, blind, month.posts, month.by_channel, month.channels)
    assert feature(posts.viral(gap, INFLUENCE, "乙", 10), "乙", "total_reads") is None


def test_the_factor_to_win_is_the_smallest(month):
    """A little less than the factor found does not win."""
    need = posts.to_win(month, COMMUNICATION, "丙")
    assert need is not None
    for factor, rank in ((need * 1.01, 1), (need * 0.99, 2)):
        after = posts.viral(month, COMMUNICATION, "丙", factor)
        assert rank_of(COMMUNICATION, after, "丙")[1] == rank
    assert posts.factor_to_reach(lambda factor: factor < 0) is None


def test_splitting_keeps_the_sum_and_trades_the_best_for_breadth(month):
    """A post of 4 reprints makes at most 4 parts with one each; the best may be left whole."""
    after = posts.split(month, "丙", 10, best_too=True)
    assert feature(after, "丙", "reprinted_posts") == 16
    assert feature(after, "丙", "max_reprints") == 1
    assert feature(after, "丙", "weighted_reprints") == 16
    whole = posts.split(month, "丙", 10, best_too=False)
    assert feature(whole, "丙", "reprinted_posts") == 13
    assert feature(whole, "丙", "max_reprints") == 4


def test_the_shipped_weights_make_splitting_every_post_worth_nothing(month):
    """甲, its posts cut in two, gains under the first draft and nothing under the method."""
    for index, pays in ((first_draft(COMMUNICATION), True), (COMMUNICATION, False)):
        found = posts.gains(index, month, "各区", posts.split, 2, best_too=True)
        points = {unit: gained for unit, gained, _ in found}
        assert (points["甲"] > 0.1) is pays


def test_junk_adds_posts_and_what_one_channel_weighs(month):
    """100 posts reprinted once by a channel of weight 0.5 add 100 posts and 50 reprints."""
    after = posts.junk(month, "乙", 100, 0.5)
    assert feature(after, "乙", "reprinted_posts") == 102
    assert feature(after, "乙", "weighted_reprints") == 100


def test_an_idle_unit_has_zero_and_is_last(month):
    """No posts: both indices 0; one post: the median one; every other unit stays."""
    for index in METHOD.indexes:
        assert rank_of(index, posts.reduced(month, "甲", 0), "甲") == (0, 3)
    one = posts.reduced(month, "甲", 1e-9)
    assert feature(one, "甲", "weighted_reprints") == 100
    assert feature(one, "甲", "reprinted_posts") == 1


def test_one_account_has_the_posts_of_the_busiest(month):
    """甲 keeps its posts of 400 and 4 reprints."""
    assert feature(posts.one_account(month, "甲"), "甲", "weighted_reprints") == 404


def test_ten_times_the_posts_are_ten_times_the_sums_and_no_better_best(month):
    """Channels grow only as far as there are channels to reach."""
    after = posts.multiplied(month.units, month, "丙", 10)
    assert feature(after, "丙", "total_likes") == 1600
    assert feature(after, "丙", "max_reprints") == 4
    most = expected_channels(month, 1e9)
    assert most == pytest.approx(4)
    assert feature(after, "丙", "channels") <= 2 * most / expected_channels(month, 16)


def test_true_counts_above_the_limit_are_added_to_the_reads(month):
    """One 10万+ that was really twice the limit adds 100,000."""
    after = posts.uncapped(month, 2)
    before = feature(month.units, "甲", "total_reads")
    assert feature(after, "甲", "total_reads") == before + 100_000
    assert feature(after, "乙", "total_reads") == feature(month.units, "乙", "total_reads")


def test_withheld_counts_leave_those_of_the_reprints(month):
    """Own reads gone: a tenth is left; likes that no reprint has are missing."""
    assert feature(posts.withheld(month, "甲", "reads"), "甲", "total_reads") == 50_400
    assert feature(posts.withheld(month, "甲", "likes"), "甲", "total_likes") is None


def test_influence_rests_on_reads_or_on_likes_with_comments(month):
    """Both are enough data; likes alone are not."""
    weibo = posts.lacking(month, "乙", "total_reads")
    assert rank_of(INFLUENCE, weibo, "乙")[1] is not None
    reads = changed(month.units, "乙", total_likes=None, total_comments=None)
    assert rank_of(INFLUENCE, reads, "乙")[1] is not None
    likes = changed(month.units, "乙", total_reads=None, total_comments=None)
    assert rank_of(INFLUENCE, likes, "乙") == (None, None)


def test_drawn_weights_give_the_nominal_ranks_without_spread(month):
    """The study's own sum is the engine's, also for a unit with a missing count."""
    units = posts.lacking(month, "乙", "total_reads")
    for index in METHOD.indexes:
        drawn = numbers.drawn_ranks(index, units, 3, 0.0)
        assert (drawn == board(index, units)["rank"].to_numpy()).all()


def test_comparing_rankings_counts_moves():
    """Two units that change places: two moved, by one."""
    found = numbers.compare(pl.Series([1, 2, 3]).to_numpy(), pl.Series([2, 1, 3]).to_numpy())
    assert (found.moved, found.largest, found.units) == (2, 1, 3)
    assert (found.mean, found.rho) == (pytest.approx(2 / 3), pytest.approx(0.5))


def test_references_move_no_rank(month):
    """Half of every reference: other indices, the same order."""
    other = with_all(COMMUNICATION, reference=COMMUNICATION.indicators()[0].reference)
    found = numbers.shift(COMMUNICATION, month.units, month.units, other)["各区"]
    assert found.moved == 0
    values = (board(index, month.units)["value"][0] for index in (COMMUNICATION, other))
    assert len(set(values)) == 2


def test_points_are_worth_the_units_they_pass(month):
    """A hundred points carry every unit to the first place, none carry nobody."""
    assert list(numbers.places_for(COMMUNICATION, month.units, "各区", 100)) == [0, 1, 2]
    assert not numbers.places_for(COMMUNICATION, month.units, "各区", 0).any()
    assert len(numbers.gaps(COMMUNICATION, month.units, "各区")) == 2


def test_elasticity_is_the_slope_between_logarithms():
    """Squares of a count grow by two percent with one percent more."""
    units = pl.DataFrame({"posts": [9, 99, 999], "reads": [99, 9_999, 999_999]})
    assert numbers.elasticity(units, "reads") == pytest.approx(2)
    assert numbers.elasticity(units.head(1), "reads") is None


def test_variants_change_what_they_name_and_nothing_else(month):
    """Weights, one indicator less, other factors of reprints."""
    assert [str(n.weight) for n in weighted_as(COMMUNICATION, "60/05/30/05").indicators()] == [
        "0.60",
        "0.05",
        "0.30",
        "0.05",
    ]
    assert len(without(COMMUNICATION, "channels").indicators()) == 3
    assert with_nodes(COMMUNICATION) == COMMUNICATION
    rules = METHOD.reprints
    assert rules is not None
    doubled = month.weighted(with_channel(rules, "client", rules.channels.client.factor * 2))
    assert feature(doubled.units, "甲", "weighted_reprints") == 1008
    same = month.weighted(with_originals(rules, rules.originals.original.factor))
    assert feature(same.units, "甲", "weighted_reprints") == 504


def test_posts_that_stay_leave_the_features_as_they_are(month):
    """Receiving its own posts again changes nothing of a unit."""
    after = received(month, "乙", month.posts.filter(unit="乙"))
    assert after.row(1) == month.units.row(1)


def test_a_table_aligns_numbers_and_shows_gaps():
    """Thousands are grouped, a gap is a dash, a column of numbers stands to the right."""
    text = markdown.table(["unit", "n"], [["甲", 12345], ["乙", None]])
    assert text == "| unit | n |\n| --- | ---: |\n| 甲 | 12,345 |\n| 乙 | – |\n"
    assert markdown.bar(0.5, 1, width=10) == "█████"


@pytest.mark.slow
def test_every_part_reports_on_the_month_and_an_absent_real_day_is_said(
    month, capsys, monkeypatch, tmp_path
):
    """All nine parts print a table for a month; the tenth says that it is skipped."""
    monkeypatch.setattr(study_shanghai.parts_numbers, "DRAWS", 20)
    study_shanghai.report([month])
    study_shanghai.report_real(tmp_path / "real", tmp_path / "absent")
    out = capsys.readouterr().out
    for title in study_shanghai.PARTS:
        body = out.split(f"## {title}\n")[1].split("\n## ")[0]
        assert "| 各区 |" in body, title
    assert f"Skipped: there is no {tmp_path / 'absent'}." in out


def test_the_worked_example_of_the_documentation_is_the_engine_s():
    """Counts and index of docs/methods/shanghai.md belong together."""
    counts = {"weighted_reprints": 234.75, "reprinted_posts": 23, "channels": 266}
    counts |= {"max_reprints": 79}
    units = pl.DataFrame({"unit": "区", "group": "各区"} | counts)
    index, _ = rank_of(COMMUNICATION, units, "区")
    text = DOCUMENT.read_text(encoding="utf-8")
    assert all(f"ln(1 + {count})" in text for count in counts.values())
    assert f"=  {index:.2f}\n" in text
