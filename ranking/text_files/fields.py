"""What sentences can tell: the things a paragraph is repeated for, and the fields of each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

Each = Literal[
    "month", "board", "group", "topic", "campaign", "read_post", "active_post", "reprinted_post"
]
"""``month`` stands once; the others as often as the edition has them, in the edition's order."""

_POST = ("rank", "title", "unit", "account", "platform", "interactions", "reprints")

FIELDS: Mapping[Each, tuple[str, ...]] = {
    "month": (
        *("month", "before", "new_method", "units", "silent_units", "accounts"),
        *("posts", "wechat_posts", "weibo_posts", "posts_change", "posts_change_year"),
        *("originals", "original_known", "rate", "wechat_rate", "weibo_rate"),
        *("rate_change", "rate_change_year"),
        *("reprints", "reprints_change", "reprints_change_year"),
        *("reads", "reads_posts", "likes", "comments", "reposts"),
    ),
    "board": (
        *("index", "group", "ranked"),
        *("first", "first_total", "second", "second_total", "third", "third_total"),
        *("tied_first", "tied_second", "tied_third"),
        *("lead", "next_gap"),
        *("climber", "tied_climbers", "climb", "climb_from", "climb_to", "climb_causes"),
        *("climb_feature", "climb_before", "climb_after", "climb_points"),
        *("climb_post", "climb_post_reads", "climb_post_reprints", "other_climbers"),
        *("newcomers", "returned", "dropped"),
    ),
    "group": ("group", "both_first", "both_ten", "both_ten_units"),
    "topic": ("topic", "rank", "posts", "units"),
    "campaign": (
        *("campaign", "posts", "units"),
        *("leader", "leader_posts", "leader_points", "tied_leaders"),
    ),
    "read_post": (*_POST, "reads"),
    "active_post": _POST,
    "reprinted_post": (*_POST, "reads"),
}
"""Field names by what a paragraph is for; docs/text.md says what each means, and when it is known.

A field that is not known, or is a count of nought, leaves its sentence out.
"""
