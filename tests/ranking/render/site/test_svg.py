"""Small drawings: where things stand, and that texts stay texts."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

import pytest

from ranking.render.site.svg import STACK_WIDTH, bar_chart, path, sparkline, stacked
from tests.builders.hostile import HOSTILE


def numbers(text: str) -> list[float]:
    return [float(n) for n in re.findall(r"-?\d+(?:\.\d+)?", text)]


def line_of(drawing: str) -> str:
    return re.search(r"d='([^']*)'", drawing)[1]


def test_the_first_rank_is_at_the_top_and_the_worst_at_the_bottom() -> None:
    _, top, first, down, second, up = numbers(line_of(sparkline([1, 20, 10], 20, "")))
    assert top < top + down + up < top + down
    assert first == second > 0


def test_a_month_without_a_rank_is_a_gap_and_a_month_alone_a_dot() -> None:
    assert path([(0, 1), None, (2, 3), (4, 2), (6, 2.5)]) == "M0 1l0 0M2 3l2-1 2 0.5"
    assert path([None]) == path([]) == ""


def test_parts_lie_side_by_side_and_end_where_their_sum_does() -> None:
    parts = [numbers(d) for d in re.findall(r"d=(\S+)", stacked([0.5, 0.0, 0.25]))]
    assert parts == [[0, 5, STACK_WIDTH // 2], [80, 5, 0], [80, 5, STACK_WIDTH // 4]]


def test_a_part_that_takes_away_has_no_length() -> None:
    assert stacked([-0.5]) == "<svg></svg>"


def test_bars_are_as_long_as_their_shares() -> None:
    lengths = [
        float(n)
        for n in re.findall(r"h([\d.]+) />", bar_chart([("a", "2", 1.0), ("b", "1", 0.5)], ""))
    ]
    assert lengths[0] == 2 * lengths[1] > 0


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_becomes_an_element(text) -> None:
    drawing = bar_chart([(text, text, 1.0)], text) + sparkline([1, 2], 2, text)
    assert set(re.findall(r"<(\w+)", drawing)) == {"svg", "title", "text", "path"}
    assert "<script" not in drawing


def test_titles_are_there_word_by_word() -> None:
    drawing = sparkline([2, 1], 2, "2 → 1 <b>")
    title = ET.fromstring(re.search(r"<title>.*</title>", drawing)[0])
    assert title.text == "2 → 1 <b>"
