"""Lines over months."""

from __future__ import annotations

import re

from ranking.render.site.line_chart import Line, line_chart

MONTHS = ("2026-08", "2026-09", "2026-10")


def points(*values: float | None) -> tuple[tuple[float, str] | None, ...]:
    return tuple(None if v is None else (v, f"{v:g}") for v in values)


def circles(chart: str) -> list[tuple[float, float]]:
    found = re.findall(r"<circle cx=([\d.]+) cy=([\d.]+)", chart)
    return [(float(x), float(y)) for x, y in found]


def test_a_better_rank_is_higher_and_a_greater_total_too() -> None:
    ranks = circles(line_chart("", MONTHS, [Line("a", points(5, 1, 3))], (), ranks=True))
    totals = circles(line_chart("", MONTHS, [Line("a", points(5, 1, 3))], (), ranks=False))
    assert ranks[1][1] < ranks[2][1] < ranks[0][1]
    assert totals[0][1] < totals[2][1] < totals[1][1]


def test_a_missing_month_leaves_a_gap_and_keeps_its_place() -> None:
    chart = line_chart("", MONTHS, [Line("a", points(1, None, 2))], (), ranks=True)
    (first, _), (last, _) = circles(chart)
    assert re.search(r"d='M[\d. ]+l0 0M[\d. ]+l0 0'", chart)
    whole = circles(line_chart("", MONTHS, [Line("a", points(1, 1, 2))], (), ranks=True))
    assert (first, last) == (whole[0][0], whole[2][0])


def test_another_method_is_a_dashed_line_between_two_months() -> None:
    chart = line_chart("", MONTHS, [Line("a", points(1, 2, 3))], (1,), ranks=True)
    at = float(re.search(r"class=b d=M([\d.]+)", chart)[1])
    assert circles(chart)[0][0] < at < circles(chart)[1][0]


def test_every_dot_says_line_month_and_figure() -> None:
    chart = line_chart("", MONTHS, [Line("<传播力>", points(1, 2, None))], (), ranks=True)
    assert "<title>&lt;传播力&gt; 2026-09: 2</title>" in chart
    assert "2026-10: " not in chart


def test_equal_totals_and_no_totals_are_drawn_too() -> None:
    for values in (points(0, 0, 0), points(66.4, 66.4, 66.4), points(None, None, None)):
        chart = line_chart("", MONTHS, [Line("a", values)], (), ranks=False)
        assert "nan" not in chart
        assert len(circles(chart)) == sum(v is not None for v in values)


def test_a_long_history_names_some_months_and_always_the_last() -> None:
    months = [f"{2024 + n // 12}-{n % 12 + 1:02d}" for n in range(36)]
    chart = line_chart("", months, [Line("a", points(*range(1, 37)))], (), ranks=True)
    named = re.findall(r"<text class=m [^>]*>([^<]+)", chart)
    assert len(named) <= 7
    assert named[-1] == months[-1]
