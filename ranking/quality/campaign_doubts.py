"""Posts that take part in a campaign, and that a person should confirm."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, time, timedelta
from typing import Any

import polars as pl

from ranking.campaigns import Campaign
from ranking.model.check import Evidence, Flag
from ranking.model.edition import Match
from ranking.model.month import SHANGHAI
from ranking.model.vocabulary import Platform
from ranking.quality.frames import post_of, timed
from ranking.quality.kinds import flag

LEAST_OF_ONE = 10
"""Nine posts on a theme in a month are every account's good right."""
LEAST_SHARE = 0.5
"""More than half of a theme's posts from one account: the theme, or the account's habit?"""

_Row = dict[str, Any]


def campaign_doubts(
    posts: pl.DataFrame,
    matches: Sequence[Match],
    campaigns: Sequence[Campaign],
    edge: timedelta,
) -> Iterator[Flag]:
    """Yield matches by text alone and many of one account (one flag an account), and posts
    published within ``edge`` of a window's first or last instant, by campaign; where the hour is
    known.

    A Weibo post has no title: its text is all of it, and a word in it as good as in a title.
    """
    wanted = list({match.post_id for match in matches})
    clocked = posts.with_columns(timed=timed())
    found = clocked.filter(pl.col("post_id").is_in(wanted)).iter_rows(named=True)
    rows = {row["post_id"]: row for row in found}
    for campaign in campaigns:
        own = [m for m in matches if m.campaign == campaign.id and m.post_id in rows]
        yield from _by_text(campaign, own, rows)
        yield from _near_the_edge(campaign, own, rows, edge)
        yield from _many(campaign, own, rows)


def _by_text(
    campaign: Campaign, matches: Sequence[Match], rows: Mapping[str, _Row]
) -> Iterator[Flag]:
    accounts: dict[str, list[Match]] = {}
    for match in matches:
        if match.found_in == "text" and rows[match.post_id]["platform"] != Platform.WEIBO:
            accounts.setdefault(rows[match.post_id]["account"], []).append(match)
    for account, several in sorted(accounts.items()):
        first = rows[several[0].post_id]
        evidence: Evidence = {
            "campaign": campaign.name,
            "posts": len(several),
            "word": several[0].word,
            "post_ids": " ".join(match.post_id for match in several),
        }
        yield flag(
            "campaign_text", evidence, unit=first["unit"], account=account, post=post_of(first)
        )


def _near_the_edge(
    campaign: Campaign, matches: Sequence[Match], rows: Mapping[str, _Row], edge: timedelta
) -> Iterator[Flag]:
    begin = datetime.combine(campaign.start, time.min, SHANGHAI)
    end = datetime.combine(campaign.end, time.min, SHANGHAI) + timedelta(days=1)
    for match in matches:
        row = rows[match.post_id]
        distance = min(row["published_at"] - begin, end - row["published_at"])
        if row["timed"] and distance < edge:
            minutes = int(distance.total_seconds() // 60)
            evidence: Evidence = {"campaign": campaign.name, "minutes": minutes}
            yield flag(
                "campaign_edge",
                evidence,
                unit=row["unit"],
                account=row["account"],
                post=post_of(row),
            )


def _many(campaign: Campaign, matches: Sequence[Match], rows: Mapping[str, _Row]) -> Iterator[Flag]:
    counts = Counter(rows[match.post_id]["account"] for match in matches)
    for account, count in sorted(counts.items()):
        if count >= LEAST_OF_ONE and count > LEAST_SHARE * len(matches):
            first = next(r for m in matches if (r := rows[m.post_id])["account"] == account)
            evidence: Evidence = {
                "campaign": campaign.name,
                "posts": count,
                "all_posts": len(matches),
            }
            yield flag("campaign_many", evidence, unit=first["unit"], account=account)
