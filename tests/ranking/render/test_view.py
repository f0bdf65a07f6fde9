"""The view decides labels, rounding, marks and footnotes once."""

from dataclasses import replace

import pytest

from ranking.model.edition import MeasureCoverage, Note, PlatformStatistics, Statistics
from ranking.render.figures import post_count
from ranking.render.view import build


def facts(view):
    return {fact.label: fact for fact in view.statistics}


def test_rows_carry_rank_change_and_rounded_figures(edition, zh, names):
    """A row shows the method's decimals, half up, and keeps the full value."""
    row = build(edition, zh, names).boards[0].rows[0]
    assert (row.rank.text, row.change.text, row.change.tone) == ("1", "↑3", "rise")
    assert (row.index.text, row.index.value) == ("98.77", 98.765)
    assert (row.bonus.text, row.total.text) == ("2.00", "100.77")


def test_every_change_has_its_mark(edition, zh):
    """Up, down, same, new and return are told apart by text, not by colour alone."""
    marks = [row.change.text for row in build(edition, zh).boards[0].rows]
    assert marks == ["↑3", "↓1", "—", "新上榜", "重回", "↓12", "↑3", "↓1"]


def test_a_first_edition_has_no_change_marks(without_reads, zh):
    """With nothing to compare there is no mark, not a dash."""
    rows = [row for board in build(without_reads, zh).boards for row in board.rows]
    assert {row.change.text for row in rows} == {""}


def test_counts_show_lower_bounds_and_whole_numbers(edition, zh, names):
    """≥ stands before a sum that holds a 10万+; a fractional column has one precision."""
    board = build(edition, zh, names).boards[2]
    assert [row.counts[0].text for row in board.rows][:3] == ["≥1,234,567", "≥308,641", "137,174"]
    spread = build(edition, zh, names).boards[0]
    assert [row.counts[0].text for row in spread.rows][:2] == ["54,321.50", "53,321.50"]


def test_missing_counts_are_dashes_with_a_footnote(without_reads, zh, names):
    """A count nobody observed is a dash, explained once for all units, never zero."""
    board = build(without_reads, zh, names).boards[2]
    assert {row.counts[0].text for row in board.rows} == {"—"}
    assert {row.counts[0].value for row in board.rows} == {None}
    assert board.footnotes[0].startswith("— 总阅读：全部单位缺测，不是零。")
    assert len([note for note in board.footnotes if "computed without" in note]) == 1


def test_an_unranked_unit_has_a_dash_for_rank(without_reads, zh):
    """No rank is not rank zero."""
    row = build(without_reads, zh).boards[2].rows[-1]
    assert (row.rank.value, row.rank.text, row.total.text) == (None, "—", "—")


@pytest.mark.parametrize(
    ("value", "language", "text"),
    [(100_000, "zh", "10万+"), (100_000, "en", "100,000+"), (100_001, "zh", "100,001+")],
)
def test_a_censored_count_is_shown_as_platforms_do(value, language, text):
    """10万+ in Chinese, 100,000+ in English, other bounds in full."""
    figure = post_count(value, censored=True, language=language)
    assert (figure.text, figure.value, figure.status) == (text, value, "lower_bound")


def test_original_rate_is_pooled_and_compared_in_points(edition, zh):
    """(169+804)/(400+1200) = 60.8%, not the mean of 42.3% and 67.0%; 2.3 points above 58.5%."""
    fact = facts(build(edition, zh))["原创率"]
    assert fact.figure.text == "60.8%"
    assert "微信 42.3%" in fact.detail
    assert "微博 67.0%" in fact.detail
    assert "上升 2.3 个百分点" in fact.detail


def test_a_fall_and_a_standstill_are_said_as_such(edition, en):
    """The sign of a change is a word."""
    same = build(replace(edition, previous_statistics=edition.statistics), en)
    fallen = replace(
        edition,
        previous_statistics=Statistics({"weibo": PlatformStatistics(10, 10, 10)}, {}, None),
    )
    assert "unchanged from last month" in facts(same)["Original rate"].detail
    assert "down 39.2 percentage points" in facts(build(fallen, en))["Original rate"].detail


def test_unknown_originality_gives_no_rate(without_reads, en):
    """Where no post says whether it is original there is no rate of 0%."""
    shown = facts(build(without_reads, en))
    assert "Original rate" not in shown
    assert shown["Originals"].figure.text == "Not observed"


def test_totals_say_of_how_many_posts_they_are(edition, without_reads, zh):
    """A sum over some posts says so; a missing sum is 缺测; 在看 is asked of WeChat alone."""
    shown = facts(build(edition, zh))
    assert shown["阅读"].figure.text == "≥7,654,321"
    assert shown["阅读"].detail == "1,600 篇稿件中有 380 篇观测到"
    assert shown["在看"].detail == ""
    assert facts(build(without_reads, zh))["阅读"].figure.text == "缺测"
    assert "在看" not in facts(build(without_reads, zh))


def test_coverage_says_missing_is_not_zero(without_reads, en):
    """Reads observed for none, WeChat absent, no reprint feed: each in a sentence."""
    lines = "\n".join(build(without_reads, en).coverage)
    assert "Weibo: reads observed for 0 of 834 posts; they are missing, not zero." in lines
    assert "WeChat: absent this month" in lines
    assert "No reprints were imported" in lines
    assert "outside the roster, never scored: 19" in lines
    assert "wow" not in lines


def test_synthetic_editions_say_so_in_the_title(without_reads, edition, zh):
    """The label stands in the title, so no copy of a board loses it."""
    assert build(without_reads, zh).title.startswith("【模拟数据】")
    assert build(without_reads, zh).warning
    assert "模拟" not in build(edition, zh).title
    assert not build(edition, zh).warning


def test_features_without_a_card_show_their_id_in_words(edition, en):
    """A column never lacks a heading."""
    assert build(edition, en).boards[0].features[0].label == "weighted reprints"


def test_interactions_rank_posts_where_no_reads_are_known(without_reads, zh):
    """Reposts, comments and likes are added; a count not observed adds nothing."""
    top = build(without_reads, zh).top_posts
    assert top.main == "互动"
    assert top.rows[0].main.text == "1,233"
    assert top.rows[0].counts[1].text == "—"


def test_bars_start_at_zero(edition, zh):
    """A bar is as long as the total's part of the largest total."""
    rows = build(edition, zh).boards[0].rows
    assert rows[0].share == 1.0
    assert rows[1].share == pytest.approx(95.555 / 100.765)


def test_the_first_three_are_honoured_only_with_points(edition, zh):
    """Nobody is given a medal for nothing."""
    rows = list(edition.boards[0].rows[:4])
    rows[2] = replace(rows[2], value=0.0, bonus=0.0, total=0.0)
    board = replace(edition.boards[0], rows=tuple(rows))
    shown = build(replace(edition, boards=(board,)), zh).boards[0].rows
    assert [row.honoured for row in shown] == [True, True, False, False]


def test_the_months_reprints_are_those_of_channels(edition, without_reads, en):
    """A post's times passed on have the platforms' reposts too: another count, another name."""
    reprints = build(edition, en).statistics[-1]
    assert (reprints.label, reprints.figure.value) == ("Reprints by channels", 123_456)
    assert "without the platforms' own reposts" in reprints.detail
    assert build(without_reads, en).statistics[-1].detail == ""


def test_what_a_note_tells_is_not_told_twice(without_reads, en):
    """A note of the coverage replaces our sentence; a missing part is told by its footnote."""
    row = without_reads.boards[2].rows[0]
    told = replace(row, notes=(Note("missing_part", "Not observed: {f}.", {"f": "x"}),))
    board = replace(without_reads.boards[2], rows=(told,))
    coverage = replace(
        without_reads.coverage,
        notes=(Note("no_reprint_feed", "No table."), Note("unattributed", "19 left out.")),
    )
    view = build(replace(without_reads, boards=(board,), coverage=coverage), en)
    assert view.coverage[-2:] == ("No table.", "19 left out.")
    assert len([line for line in view.coverage if "reprint" in line or "19" in line]) == 1
    assert len(view.boards[0].footnotes) == 1


def test_measures_with_equal_coverage_share_a_sentence(edition, en):
    """Three measures observed for the same posts make one line, not three."""
    covered = MeasureCoverage(290, 12, 0)
    coverage = replace(edition.coverage, measures={"wechat": {"likes": covered, "wow": covered}})
    lines = build(replace(edition, coverage=coverage), en).coverage
    assert lines[1].startswith("WeChat: likes, wow observed for 290 of 302 posts;")


def test_the_heaviest_count_comes_first(edition, en):
    """Whatever order an edition was stored in, its columns follow the method's weights."""
    board = edition.boards[0]
    row = board.rows[0]
    weights = dict(zip(sorted(row.parts), (0.2, 0.1, 0.2, 0.5), strict=True))
    parts = {f: replace(row.parts[f], weight=weight) for f, weight in weights.items()}
    stored = replace(board, rows=(replace(row, parts=parts),))
    view = build(replace(edition, boards=(stored,)), en)
    assert [f.id for f in view.boards[0].features] == [
        "weighted_reprints",
        "channels",
        "reprinted_posts",
        "max_reprints",
    ]


def test_a_feature_that_several_parts_rest_on_has_one_column(edition, en):
    """Parts of one feature share its count; their weights together give the column its place."""
    board = edition.boards[0]
    row = board.rows[0]
    one, other, *_ = row.parts.values()
    shares = [("day", one, 0.3), ("total", other, 0.4), ("post", one, 0.3)]
    parts = {name: replace(part, weight=weight) for name, part, weight in shares}
    missing = replace(other, count=None, status="missing", reason="No post has it.")
    rows = (replace(row, parts=parts), replace(board.rows[1], parts=parts | {"total": missing}))
    view = build(replace(edition, boards=(replace(board, rows=rows),)), en).boards[0]
    assert [f.id for f in view.features] == [one.feature, other.feature]
    assert [len(r.counts) for r in view.rows] == [2, 2]
    assert view.rows[1].counts[1].status == "missing"
    assert sum("No post has it." in text for text in view.footnotes) == 1
