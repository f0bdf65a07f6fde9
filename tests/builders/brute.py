"""Every feature again in plain Python, straight from the definitions, to compare with."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from datetime import date
from typing import Any

from ranking.methods.model import Method
from ranking.methods.month import Censoring
from ranking.model.adjustment import Adjustment
from ranking.model.month import SHANGHAI
from ranking.model.vocabulary import POST_MEASURES
from tests.builders.month import Office, Row


def owner(office: Office, row: Row) -> Row | None:
    """Return the roster entry that covers the post's day in Shanghai."""
    day = row["published_at"].astimezone(SHANGHAI).date()
    for entry in office.roster:
        since, until = entry["valid_from"] or date.min, entry["valid_to"] or date.max
        if entry["account"] == row["account"] and since <= day < until:
            return entry
    return None


def newest(office: Office, *kinds: str, target: str) -> Adjustment | None:
    """Return the last of the adjustments in effect that are of such a kind and target."""
    undone: set[int] = set()
    for one in sorted(office.adjustments, key=lambda one: -one.number):
        counts = one.status == "confirmed" and one.number not in undone
        if counts and one.kind == "undo":
            undone.add(int(one.target))
        elif counts and one.kind in kinds and one.target == target:
            return one
    return None


def given_to(office: Office, row: Row) -> str | None:
    """Return the unit that an adjustment says the post counts for."""
    found = newest(office, "attribute_post", target=row["post_id"])
    found = found or newest(office, "attribute_account", target=row["account"])
    return found.unit if found else None


def counted_posts(office: Office) -> list[tuple[Row, Row]]:
    found = []
    for row in office.posts:
        local = row["published_at"].astimezone(SHANGHAI)
        if (local.year, local.month) != (office.month.year, office.month.number):
            continue
        post = newest(office, "exclude_post", "include_post", target=row["post_id"])
        of = newest(office, "exclude_account", "include_account", target=row["account"])
        gone = row["withdrawn_at"] and row["withdrawn_at"] < office.month.end
        if (post.kind == "exclude_post") if post else (gone or (of and "exclude" in of.kind)):
            continue
        unit = given_to(office, row)
        entry = {"unit": unit} if unit else owner(office, row)
        if entry:
            found.append((row, entry))
    return found


def brute_force(office: Office, method: Method) -> dict[str, dict[str, Any]]:
    """Return the features of every unit that posted, by unit."""
    if method.censoring is not None:
        rows = {name: getattr(office, name) for name in ("posts", "reprints")}
        counted = {n: [as_counted(row, method.censoring) for row in r] for n, r in rows.items()}
        office = replace(office, **counted)
    channels = {row["channel_id"]: row for row in office.channels}
    by_unit: defaultdict[str, list[Row]] = defaultdict(list)
    for row, entry in counted_posts(office):
        by_unit[entry["unit"]].append(row)
    return {unit: _features(office, posts, channels, method) for unit, posts in by_unit.items()}


def as_counted(row: Row, rule: Censoring) -> Row:
    """Return the row with its 10万+ as the method counts them."""
    found = dict(row)
    for measure in POST_MEASURES:
        count, bound = row.get(measure), measure in (row["censored"] or ())
        shown = bound and count in (100_000, 100_001)
        if count is not None and (shown or (rule.exact_too and count > 100_000)):
            found[measure] = rule.counts_as
    return found


OWN_MEASURES = {
    "wechat": {"reads": "reads", "likes": "likes", "wow": "wow", "shares": "reposts"},
    "weibo": {"reposts": "reposts", "comments": "comments", "likes": "likes"},
}


def own_counts(posts: list[Row]) -> dict[str, Any]:
    """Return the features of each platform's own posts, and which of them are lower bounds."""
    wechat = [row for row in posts if row["account"].startswith("wechat")]
    weibo = [row for row in posts if row["account"].startswith("weibo")]
    found: dict[str, Any] = {"wechat_posts": len(wechat), "weibo_posts": len(weibo)}
    top = _told(wechat, "position", 1)
    original = _told(weibo, "original", True)
    found["wechat_headlines"] = None if top is None else len(top)
    found["weibo_originals"] = None if original is None else len(original)
    for name, measure in OWN_MEASURES["wechat"].items():
        _add(found, f"wechat_{name}", wechat, measure, sum)
        _add(found, f"wechat_max_{name}", wechat, measure, max)
        _add(found, f"wechat_headline_{name}", top, measure, sum)
    for name, measure in OWN_MEASURES["weibo"].items():
        _add(found, f"weibo_{name}", weibo, measure, sum)
        if name != "likes":
            _add(found, f"weibo_original_{name}", original, measure, sum)
    return found


def _told(posts: list[Row], key: str, value: object) -> list[Row] | None:
    """Return the posts with a value; None = of no post one can tell."""
    if posts and all(row[key] is None for row in posts):
        return None
    return [row for row in posts if row[key] == value]


def _add(found: dict[str, Any], feature: str, posts: list[Row] | None, measure: str, how) -> None:
    seen = [row[measure] for row in posts or () if row[measure] is not None]
    found[feature] = how(seen) if seen else 0 if posts == [] else None
    found[f"{feature}_censored"] = any(measure in (row["censored"] or ()) for row in posts or ())


def _features(
    office: Office, posts: list[Row], channels: dict[str, Row], method: Method
) -> dict[str, Any]:
    again = {
        row["post_id"]: [
            r
            for r in office.reprints
            if office.feed and r["post_id"] == row["post_id"] and r["channel_id"] in channels
        ]
        for row in posts
    }
    known = [row["original"] for row in posts if row["original"] is not None]
    times = {row["post_id"]: _times(row, again[row["post_id"]], channels, office) for row in posts}
    seen = {key: sum(pair) for key, pair in times.items() if pair is not None}
    result: dict[str, Any] = {
        "posts": len(posts),
        "originals": sum(known) if known else None,
        "reprinted_posts": sum(t > 0 for t in seen.values()) if seen else None,
        "max_reprints": max(seen.values()) if seen else None,
        "channels": len({r["channel_id"] for rs in again.values() for r in rs}),
        **own_counts(posts),
    }
    if not office.feed:
        result["channels"] = None
    result["weighted_reprints"] = _weighted(posts, again, times, channels, method) if seen else None
    for measure in ("reads", "likes", "comments"):
        rows = [*posts, *(r for rs in again.values() for r in rs)]
        result[f"total_{measure}"] = _sum([row[measure] for row in rows])
        result[f"total_{measure}_censored"] = any(measure in (r["censored"] or ()) for r in rows)
    return result


def _sum(values: list[int | None]) -> int | None:
    seen = [value for value in values if value is not None]
    return sum(seen) if seen else None


def _times(
    row: Row, again: list[Row], channels: dict[str, Row], office: Office
) -> tuple[int, int] | None:
    """Return (times elsewhere, times on Weibo), or None where nothing is observed."""
    on_weibo = sum(channels[r["channel_id"]]["type"] == "weibo" for r in again)
    own = row["reposts"] if row["account"].startswith("weibo") else None
    if not office.feed:
        return None if own is None else (0, own)
    return len(again) - on_weibo, max(on_weibo, own or 0)


def _weighted(
    posts: list[Row],
    again: dict[str, list[Row]],
    times: dict[str, tuple[int, int] | None],
    channels: dict[str, Row],
    method: Method,
) -> float:
    rules, total = method.reprints, 0.0
    factors = {True: rules.originals.original, False: rules.originals.other}
    for row in posts:
        pair = times[row["post_id"]]
        if pair is None:
            continue
        weighted = pair[1] * float(rules.channels.weibo.factor)
        for entry in (channels[r["channel_id"]] for r in again[row["post_id"]]):
            if entry["type"] != "weibo":
                own = entry["weight"]
                weighted += (
                    float(getattr(rules.channels, entry["type"]).factor) if own is None else own
                )
        total += weighted * float(factors.get(row["original"], rules.originals.unknown).factor)
    return total
