"""Posts, earlier months and observations as the checks before release read them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

import polars as pl

from ranking.model.check import Area, Flag, MonthCheck, NotChecked
from ranking.model.month import SHANGHAI
from ranking.quality.frames import EARLIER_POSTS, MONTH_POSTS
from ranking.schemas import POST_COUNTS

Row = dict[str, Any]


def noon(day: int, hour: int = 12, month: int = 10) -> datetime:
    """Return an instant of 2026 by the clock of Shanghai."""
    return datetime(2026, month, day, hour, tzinfo=SHANGHAI).astimezone(UTC)


def month_post(post_id: str, account: str = "wechat:a", **more: Any) -> Row:
    """Return a row of MONTH_POSTS; the unit is called like the account's own id."""
    row: Row = dict.fromkeys(MONTH_POSTS)
    platform, native_id = account.split(":")
    published = more.pop("published_at", noon(10))
    row |= {"post_id": post_id, "account": account, "platform": platform, "unit": native_id}
    row |= {"group": "各区", "published_at": published, "censored": []}
    row |= {"day": published.astimezone(SHANGHAI).date(), "title": f"标题{post_id}"}
    return row | more


def month_frame(rows: Sequence[Row]) -> pl.DataFrame:
    return pl.DataFrame(rows, schema=MONTH_POSTS, orient="row")


def earlier_frame(rows: Sequence[Row], month: str = "2026-09") -> pl.DataFrame:
    """Return rows of MONTH_POSTS as EARLIER_POSTS of a month."""
    wanted = [{name: row.get(name) for name in EARLIER_POSTS} | {"month": month} for row in rows]
    return pl.DataFrame(wanted, schema=EARLIER_POSTS, orient="row")


def ordinary(
    account: str, posts: int, seed: int, mark: str = "", likes: float = 0.02, **more: Any
) -> list[Row]:
    """Return an account's posts with heavy-tailed reads and counts that follow them."""
    random = Random(f"{account}{mark}{seed}")
    rows = []
    for number in range(posts):
        reads = int(random.lognormvariate(8.5, 0.8)) + 200

        def follow(rate: float, reads: int = reads) -> int:
            return int(reads * rate * random.lognormvariate(0, 0.4))

        counts = {"reads": reads, "likes": follow(likes), "reposts": follow(0.03)}
        counts["comments"] = int(counts["likes"] * 0.3 * random.lognormvariate(0, 0.4))
        at = noon(1) + timedelta(minutes=random.randrange(30 * 24 * 60))
        fresh = {"published_at": at, **counts, **more}
        rows.append(month_post(f"{account}-{mark}{number}", account, **fresh))
    return rows


def observed(post_id: str, at: datetime, source: str = "s", **counts: int | None) -> Row:
    row: Row = dict.fromkeys(POST_COUNTS)
    return row | {"post_id": post_id, "observed_at": at, "source": source, "censored": []} | counts


def counts_frame(rows: Sequence[Row]) -> pl.DataFrame:
    return pl.DataFrame(rows, schema=POST_COUNTS, orient="row")


def month_check(*flags: Flag, **more: Any) -> MonthCheck:
    """Return a check of October 2026 with these flags."""
    values: Row = {"list_id": "main", "title": "榜", "month": "2026-10", "revision": 1}
    values |= {"state": "draft", "method": "shanghai", "synthetic": False}
    values |= {"checked_at": noon(3, month=11), "posts": 1234, "accounts": 3, "units": 2}
    values |= {"history": ("2026-08", "2026-09"), "settings": {"no_update_days": 14}}
    values |= {"not_checked": (NotChecked(Area.RANK, "There is no edition."),), "names": {}}
    return MonthCheck(flags=flags, **(values | more))
