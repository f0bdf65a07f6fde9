"""Which post it is: one id for a post however a source refers to it (id, link, short link)."""

from __future__ import annotations

import hashlib
from datetime import datetime

import polars as pl

from ranking.intake.text import folded, mapped, over_unique

_DAMAGED = r"^\d+(\.\d+)?[eE]\+?\d+$"
_WEIBO_LINK = (
    r"weibo\.(?:com|cn)/(?:\d+|status|statuses|detail|comment)/([0-9A-Za-z]{9,20})(?:[/?#]|$)"
)
_SHORT_LINK = r"mp\.weixin\.qq\.com/s/([0-9A-Za-z_-]{8,})"
_MID, _IDX = r"mp\.weixin\.qq\.com/.*[?&;]mid=(\d+)", r"mp\.weixin\.qq\.com/.*[?&;]idx=(\d+)"
_MESSAGE = r"^(\d+)_(\d{1,2})$"
_BASE62 = {
    letter: value
    for value, letter in enumerate("0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
}
_GROUP, _DIGITS = 4, 7
"""Four base-62 letters of a Weibo link stand for seven digits of the post's id."""


def post_ids(rows: pl.DataFrame) -> pl.DataFrame:
    """Return ``post_id``, ``idx`` (1-based place in its WeChat message) and ``id_fault``.

    Needs platform, account, native_id, url, title (String) and published_at (UTC). A Weibo post is
    ``weibo:<digits>``. A WeChat post is its account and, in this order: mid_idx (from the link or
    the id), the code of its short link, its id, else a hash of title and time. Faults: id_damaged,
    id_missing. post_id is null without an account (WeChat) or with a fault.
    """
    frame = rows.select(
        *("platform", "account", "title", "published_at"),
        native=_own_id(),
        damaged=damaged(pl.col("native_id")),
        weibo=_weibo_number(rows),
        message=_message(),
        code=pl.col("url").str.extract(_SHORT_LINK),
    )
    wechat = pl.coalesce("message", "code", pl.when(~pl.col("damaged")).then("native"))
    part = pl.when(pl.col("platform") == "weibo").then("weibo").otherwise(wechat)
    frame = frame.with_columns(part=part)
    return frame.with_columns(part=_with_hashes(frame)).select(
        post_id=pl.when(pl.col("platform") == "weibo")
        .then(pl.format("weibo:{}", "part"))
        .otherwise(pl.format("{}:{}", "account", "part")),
        idx=pl.col("message").str.extract(_MESSAGE, 2).cast(pl.Int64),
        id_fault=pl.when(pl.col("part").is_null() & pl.col("platform").is_not_null()).then(
            pl.when(pl.col("native").is_null())
            .then(pl.lit("id_missing"))
            .otherwise(pl.lit("id_damaged"))
        ),
    )


def reference_keys(references: pl.Series) -> pl.Series:
    """Return the form under which references to one post are equal.

    A post_id stays; a link of Weibo or WeChat becomes the platform's own id (digits, mid_idx, or
    the short link's code); any other link loses its scheme, ``www.`` and fragment.
    """
    return over_unique(references, _reference_keys).to_series()


def references(posts: pl.DataFrame) -> pl.DataFrame:
    """Return every ``ref`` under which a reprint may name a post, with post_id and published_at.

    ``posts`` has post_id, url, published_at. The refs: post_id, the platform's own id, the link.
    """
    own = posts.with_columns(ref=pl.col("post_id"))
    native = posts.with_columns(ref=pl.col("post_id").str.replace("^.*:", ""))
    link = posts.with_columns(ref=pl.col("url")).drop_nulls("ref")
    return pl.concat([own, native, link]).select("ref", "post_id", "published_at").unique()


def damaged(ids: pl.Expr) -> pl.Expr:
    """Return whether an id went through a spreadsheet's scientific notation (4.5057E+15)."""
    return folded(ids).str.contains(_DAMAGED).fill_null(False)


def _reference_keys(references: pl.Series) -> pl.DataFrame:
    frame = pl.DataFrame({"native_id": references, "url": references})
    link = folded(pl.col("url")).str.replace("^(?i:https?://)?(?i:www[.])?", "")
    is_link = pl.col("url").str.contains("/", literal=True)
    return frame.select(
        key=pl.coalesce(
            pl.when(is_link).then(_weibo_number(frame)),
            _message(),
            pl.col("url").str.extract(_SHORT_LINK),
            pl.when(is_link).then(link.str.replace("#.*$", "")).otherwise(_own_id()),
        )
    )


def _own_id() -> pl.Expr:
    """Return the id as the file has it, without what spreadsheets add."""
    return folded(pl.col("native_id")).str.replace(r"\.0+$", "")


def _message() -> pl.Expr:
    """Return ``mid_idx`` of a WeChat message, from the link or from an id of that form."""
    url = pl.col("url")
    linked = pl.format("{}_{}", url.str.extract(_MID), url.str.extract(_IDX))
    return pl.coalesce(linked, pl.when(_own_id().str.contains(_MESSAGE)).then(_own_id()))


def _weibo_number(rows: pl.DataFrame) -> pl.Series:
    """Return the digits of a Weibo id, given as digits, as base-62 letters, or in a link."""
    usable = pl.when(~damaged(pl.col("native_id"))).then(_own_id())
    given = rows.select(pl.coalesce(usable, pl.col("url").str.extract(_WEIBO_LINK))).to_series()
    digits = given.str.extract(r"^(\d{10,20})$")
    if digits.null_count() == given.null_count():
        return digits
    return digits.fill_null(mapped(given.set(digits.is_not_null(), None), _number_of_letters))


def _number_of_letters(letters: str) -> str | None:
    """J2oQo0GJn → 4505721600164261: groups of four letters from the right, seven digits each."""
    if len(letters) != 9 or any(letter not in _BASE62 for letter in letters):
        return None
    groups = [letters[0], letters[1:5], letters[5:9]]
    number = ""
    for group in groups:
        value = 0
        for letter in group:
            value = value * len(_BASE62) + _BASE62[letter]
        number += str(value).zfill(_DIGITS if number else 1)
    return number


def _with_hashes(frame: pl.DataFrame) -> pl.Series:
    """Fill a missing id of a WeChat post with a stable hash of its title and time."""
    lacking = (
        frame["part"].is_null()
        & frame["native"].is_null()
        & frame["title"].is_not_null()
        & frame["published_at"].is_not_null()
        & (frame["platform"] == "wechat")
    ).fill_null(False)
    if not lacking.any():
        return frame["part"]
    cases = frame.filter(lacking).select("title", "published_at").rows()
    hashes = pl.Series([_hash(*case) for case in cases], dtype=pl.String)
    return frame["part"].scatter(lacking.arg_true(), hashes)


def _hash(title: str, published_at: datetime) -> str:
    text = f"{title}\n{published_at.isoformat()}"
    return hashlib.blake2b(text.encode("utf-8"), digest_size=10).hexdigest()
