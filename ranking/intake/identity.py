"""Which post it is: one id for a post however a source refers to it (id, link, short link)."""

from __future__ import annotations

import hashlib

import polars as pl

from ranking.intake.text import folded, mapped, over_unique

_DAMAGED = r"^\d+(\.\d+)?[eE]\+?\d+$"
_WEIBO_LINK = (
    r"weibo\.(?:com|cn)/(?:\d+|status|statuses|detail|comment)/([0-9A-Za-z]{9,20})(?:[/?#]|$)"
)
_SHORT_LINK = r"mp\.weixin\.qq\.com/s/([0-9A-Za-z_-]{8,})"
_BIZ = r"[?&;]__biz=([0-9A-Za-z+/=%_-]+)"
_MID, _IDX = r"[?&;]mid=(\d+)", r"[?&;]idx=(\d+)"
_MESSAGE = r"^(\d+)_(\d{1,2})$"
_BASE62 = {
    letter: value
    for value, letter in enumerate("0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
}
_LETTERS = "^[0-9A-Za-z]{9}$"


def post_ids(rows: pl.DataFrame) -> pl.DataFrame:
    """Return ``post_id``, ``idx`` (1-based place in its WeChat message) and ``id_fault``.

    Needs platform, account, native_id, url, title (String) and published_at (UTC). A Weibo post is
    ``weibo:<digits>``. A WeChat post is its account and, in this order: mid_idx (from the link or
    the id), the code of its short link, its id, else a hash of title and time. Faults: id_damaged,
    id_missing. post_id is null without an account (WeChat) or with a fault.
    """
    rows = rows.rechunk()
    own, url = _own_ids(rows["native_id"]), rows["url"]
    on_weibo = (rows["platform"] == "weibo").fill_null(False)
    whole = own.set(damaged(own), None)
    message = _messages(own, url)
    frame = rows.select("platform", "account", "title", "published_at").with_columns(
        own=own,
        message=message,
        weibo=_weibo_numbers(whole.set(~on_weibo, None), url.set(~on_weibo, None)),
        wechat=message.fill_null(_short_codes(url)).fill_null(whole),
    )
    part = pl.when(on_weibo).then("weibo").otherwise("wechat")
    frame = frame.with_columns(part=part)
    frame = frame.with_columns(part=_with_hashes(frame))
    return frame.select(
        post_id=pl.when(on_weibo)
        .then(pl.format("weibo:{}", "part"))
        .otherwise(pl.format("{}:{}", "account", "part")),
        idx=pl.col("message").str.extract(_MESSAGE, 2).cast(pl.Int64),
        id_fault=pl.when(pl.col("part").is_null() & pl.col("platform").is_not_null()).then(
            pl.when(pl.col("own").is_null())
            .then(pl.lit("id_missing"))
            .otherwise(pl.lit("id_damaged"))
        ),
    )


def reference_keys(references: pl.Series) -> pl.Series:
    """Return the form under which references to one post are equal.

    A post_id stays; a link of Weibo or WeChat becomes the platform's own id (digits, mid_idx, or
    the short link's code); any other link loses its scheme, ``www.`` and fragment.
    """
    return over_unique(references, lambda texts: _reference_keys(texts).to_frame("key"))["key"]


def link_keys(references: pl.Series) -> pl.Series:
    """Return ``biz:mid_idx`` of WeChat links that name their account, null for anything else.

    Message numbers repeat from account to account, so only this form is safe on its own.
    """
    whole = references.rechunk()  # see take_in
    linking = whole.str.contains("mp.weixin.qq.com/", literal=True).fill_null(False)
    links = whole.set(~linking, None)
    parts = [links.str.extract(pattern) for pattern in (_BIZ, _MID, _IDX)]
    return pl.select(pl.format("{}:{}_{}", *parts)).to_series()


def references(posts: pl.DataFrame) -> pl.DataFrame:
    """Return every ``ref`` under which a reprint may name a post, with post_id and published_at.

    ``posts`` has post_id, url, published_at. The refs: post_id, the platform's own id, the link.
    """
    own = posts.with_columns(ref=pl.col("post_id"))
    native = posts.with_columns(ref=pl.col("post_id").str.replace("^.*:", ""))
    link = posts.with_columns(ref=pl.col("url")).drop_nulls("ref")
    return (
        pl.concat([own, native, link])
        .select("ref", "post_id", "published_at")
        .unique(maintain_order=True)
    )


def damaged(ids: pl.Series) -> pl.Series:
    """Return whether an id went through a spreadsheet's scientific notation (4.5057E+15)."""
    return ids.str.contains(_DAMAGED).fill_null(False)


def _reference_keys(texts: pl.Series) -> pl.Series:
    is_link = texts.str.contains("/", literal=True)
    if not is_link.any():
        return _own_ids(texts)
    links = texts.set(~is_link, None)
    other = links.str.replace("^(?i:https?://)?(?i:www[.])?", "").str.replace("#.*$", "")
    return (
        _weibo_numbers(links.set(is_link, None), links)
        .fill_null(_messages(texts.set(is_link, None), links))
        .fill_null(_short_codes(links))
        .fill_null(other)
        .fill_null(_own_ids(texts))
    )


def _own_ids(ids: pl.Series) -> pl.Series:
    """Return the ids as the file has them, without what spreadsheets add."""
    return folded(ids).str.replace(r"\.0+$", "")


def _short_codes(urls: pl.Series) -> pl.Series:
    return urls.str.extract(_SHORT_LINK)


def _messages(ids: pl.Series, urls: pl.Series) -> pl.Series:
    """Return ``mid_idx`` of a WeChat message, from the link or from an id of that form."""
    ids, urls = ids.rechunk(), urls.rechunk()  # see take_in
    given = ids.set(~ids.str.contains(_MESSAGE), None)
    linking = urls.str.contains("mp.weixin.qq.com/", literal=True).fill_null(False)
    links = urls.set(~linking, None)
    linked = pl.format("{}_{}", links.str.extract(_MID), links.str.extract(_IDX))
    return pl.select(pl.coalesce(linked, given)).to_series()


def _weibo_numbers(ids: pl.Series, urls: pl.Series) -> pl.Series:
    """Return the digits of Weibo ids, given as digits, as base-62 letters, or in a link."""
    given = ids.fill_null(urls.set(ids.is_not_null(), None).str.extract(_WEIBO_LINK))
    digits = given.str.extract(r"^(\d{10,20})$")
    letters = given.set(digits.is_not_null() | ~given.str.contains(_LETTERS), None)
    return digits.fill_null(mapped(letters, _number_of_letters))


def _number_of_letters(letters: str) -> str:
    """J2oQo0GJn → 4505721600164261: groups of four letters from the right, seven digits each."""
    values = [_base62(group) for group in (letters[0], letters[1:5], letters[5:])]
    return f"{values[0]}{values[1]:07}{values[2]:07}"


def _base62(letters: str) -> int:
    value = 0
    for letter in letters:
        value = value * len(_BASE62) + _BASE62[letter]
    return value


def _with_hashes(frame: pl.DataFrame) -> pl.Series:
    """Fill a missing id of a WeChat post with a stable hash of its title and time."""
    known = pl.col("title").is_not_null() & pl.col("published_at").is_not_null()
    lacking = (pl.col("platform") == "wechat") & pl.col("part").is_null() & pl.col("own").is_null()
    cases = frame.with_row_index("place").filter(lacking & known)
    texts = cases.select(pl.format("{}\n{}", "title", pl.col("published_at").dt.epoch("us")))
    hashes = pl.Series([digest(text) for text in texts.to_series()], dtype=pl.String)
    return frame["part"].scatter(cases["place"], hashes)


def digest(text: str) -> str:
    """Return the first 20 hex digits of BLAKE2b: enough to tell a billion rows apart."""
    return hashlib.blake2b(text.encode("utf-8"), digest_size=10).hexdigest()
