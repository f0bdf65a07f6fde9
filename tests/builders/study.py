"""A month for the study that is small enough to know every answer."""

from __future__ import annotations

import polars as pl

from study.month import StudyMonth, sums
from tests.builders.month import shanghai

POSTS = {"甲": (400, 100, 4), "乙": (40, 10), "丙": (4, 4, 4, 4)}
"""Reprints of the posts of each unit, all by one client each: weight 1, all originals."""


def small_month() -> StudyMonth:
    rows = [
        {"unit": unit, "account": f"{unit}{number % 2}", "original": True, "weibo_times": 0}
        | {"reprints": times, "weighted": float(times), "capped": int(times == 400)}
        | {"reads": times * 1000, "likes": times * 10, "comments": times}
        | {"again_reads": times * 100, "again_likes": 0, "again_comments": 0}
        for unit, all_times in POSTS.items()
        for number, times in enumerate(all_times)
    ]
    table = pl.DataFrame(rows)
    channels = pl.DataFrame(
        {"channel_id": list("abcd"), "type": "client", "weight": None},
        schema={"channel_id": pl.String, "type": pl.String, "weight": pl.Float64},
    )
    by_channel = pl.DataFrame(
        {"unit": list("甲乙丙丙"), "original": True, "channel_id": list("abcd")},
    ).with_columns(times=pl.Series([504, 50, 8, 8]))
    units = pl.DataFrame(
        [
            {"unit": unit, "group": "各区", "posts": len(times), "channels": 1 + (unit == "丙")}
            | sums(table.filter(unit=unit))
            for unit, times in POSTS.items()
        ]
    )
    return StudyMonth("2026-10", shanghai(), units, table, by_channel, channels)
