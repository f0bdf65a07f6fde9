"""Spans of time in words."""

from __future__ import annotations

import pytest

from ranking.render.elapsed import elapsed


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        *[(0, "0 s"), (59, "59 s"), (60, "1 min"), (3599, "59 min"), (3600, "1 h 00 min")],
        *[(86_399, "23 h 59 min"), (86_400, "1 d 0 h"), (183_000, "2 d 2 h")],
    ],
)
def test_two_units_are_said_and_the_rest_is_cut_off(seconds, said, en):
    assert elapsed(seconds, en) == said
