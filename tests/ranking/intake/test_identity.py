"""Which post it is."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime

import polars as pl
import pytest

from ranking.intake.identity import link_keys, post_ids, reference_keys, references

LONG = "https://mp.weixin.qq.com/s?__biz=MzA5NTk2Nzg0MA==&mid=2247490098&idx=2&sn=0a1b#rd"
AT = datetime(2026, 10, 1, tzinfo=UTC)
SCHEMA = {
    "platform": pl.String,
    "account": pl.String,
    "native_id": pl.String,
    "url": pl.String,
    "title": pl.String,
    "published_at": pl.Datetime("us", "UTC"),
}


def identify(
    platform: str | None, native: str | None, url: str | None, title: str | None = None
) -> tuple[str | None, int | None, str | None]:
    account = {"weibo": "weibo:1", "wechat": "wechat:gh_a"}.get(platform or "")
    row = (platform, account, native, url, title, AT)
    return post_ids(pl.DataFrame([row], schema=SCHEMA, orient="row")).row(0)


@pytest.mark.parametrize(
    ("native", "url"),
    [
        ("4505721600164261", None),
        ("４５０５７２１６００１６４２６１", None),
        ("4505721600164261.0", None),
        ("J2oQo0GJn", None),
        (None, "https://weibo.com/1903283290/J2oQo0GJn?refer_flag=1001"),
        (None, "http://m.weibo.cn/status/4505721600164261"),
        (None, "https://m.weibo.cn/detail/4505721600164261#comment"),
        ("4.50572160016E+15", "https://weibo.com/1903283290/J2oQo0GJn"),
    ],
)
def test_a_weibo_post_has_one_id_however_it_is_given(native: str | None, url: str | None) -> None:
    """Digits, base-62 letters and links lead to the same post."""
    assert identify("weibo", native, url) == ("weibo:4505721600164261", None, None)


@pytest.mark.parametrize(
    ("native", "url", "fault"),
    [
        ("4.5057E+15", None, "id_damaged"),
        ("45057,216", None, "id_damaged"),
        (None, None, "id_missing"),
        (None, "https://weibo.com/1903283290", "id_missing"),
    ],
)
def test_a_weibo_post_without_a_whole_id_is_refused(
    native: str | None, url: str | None, fault: str
) -> None:
    """Scientific notation loses digits; a profile link is no post."""
    assert identify("weibo", native, url, "标题") == (None, None, fault)


@pytest.mark.parametrize(
    ("native", "url", "post_id", "idx"),
    [
        (None, LONG, "wechat:gh_a:2247490098_2", 2),
        (None, LONG.replace("&", "&amp;"), "wechat:gh_a:2247490098_2", 2),
        ("2247490098_2", None, "wechat:gh_a:2247490098_2", 2),
        ("2247490098_2", "https://mp.weixin.qq.com/s/AbCdEfGh-_1", "wechat:gh_a:2247490098_2", 2),
        ("77", "https://mp.weixin.qq.com/s/AbCdEfGh-_1", "wechat:gh_a:AbCdEfGh-_1", None),
        ("77", None, "wechat:gh_a:77", None),
        ("2.2E+09", LONG, "wechat:gh_a:2247490098_2", 2),
    ],
)
def test_a_wechat_post_is_named_by_its_account_and_message(
    native: str | None, url: str | None, post_id: str, idx: int | None
) -> None:
    """mid and idx first, then the short link, then whatever id there is."""
    assert identify("wechat", native, url, "标题") == (post_id, idx, None)


def test_a_wechat_post_without_id_is_named_by_title_and_time() -> None:
    """The same title at the same time is the same post; another title is another."""
    one, same, other = (identify("wechat", None, None, title) for title in ("甲", "甲", "乙"))
    assert one == same != other
    told_by = f"甲\n{int(AT.timestamp()) * 1_000_000}".encode()
    assert one == (
        f"wechat:gh_a:{hashlib.blake2b(told_by, digest_size=10).hexdigest()}",
        None,
        None,
    )


def test_a_wechat_post_with_nothing_to_tell_it_by_is_refused() -> None:
    """No id, no link, no title; or only a damaged id, which must not fall back to the title."""
    assert identify("wechat", None, None) == (None, None, "id_missing")
    assert identify("wechat", "2.2E+09", None, "标题") == (None, None, "id_damaged")


def test_every_way_to_name_a_post_leads_to_it() -> None:
    """post_id, platform id and links of any spelling have one key per post."""
    posts = pl.DataFrame(
        {
            "post_id": ["weibo:4505721600164261", "wechat:gh_a:2247490098_2", "wechat:gh_a:77"],
            "url": [None, LONG, "https://example.com/a/1?x=2#top"],
            "published_at": [AT] * 3,
        },
        schema={name: SCHEMA.get(name, pl.String) for name in ("post_id", "url", "published_at")},
    )
    refs = references(posts)
    keys = dict(zip(reference_keys(refs["ref"]), refs["post_id"], strict=True))
    asked = [
        "weibo:4505721600164261",
        "4505721600164261",
        "https://weibo.com/1903283290/J2oQo0GJn",
        "wechat:gh_a:2247490098_2",
        LONG,
        LONG.replace("https", "http").replace("#rd", "&scene=27"),
        "2247490098_2",
        "http://www.example.com/a/1?x=2",
        "77",
    ]
    found = [keys.get(key) for key in reference_keys(pl.Series(asked))]
    assert found == [posts["post_id"][i] for i in (0, 0, 0, 1, 1, 1, 1, 2, 2)]


def test_columns_in_several_chunks_are_read_like_one() -> None:
    """As Parquet gives them: Polars 2.1 panics in concat_str over chunks of long texts."""
    links = [LONG.replace("mid=2247490098", f"mid={n}") if n % 7 else None for n in range(9000)]
    parts = [pl.Series("ref", links[n : n + 1000], pl.String) for n in range(0, 9000, 1000)]
    chunked = pl.concat(parts, rechunk=False)
    assert chunked.n_chunks() > 1
    whole = pl.Series("ref", links, pl.String)
    assert link_keys(chunked).to_list() == link_keys(whole).to_list()
    assert reference_keys(chunked).to_list() == reference_keys(whole).to_list()


def test_two_accounts_may_have_the_same_message_number() -> None:
    """A link that names its account is not confused with another account's message."""
    one, other = LONG, LONG.replace("MzA5NTk2Nzg0MA==", "MzB")
    first, second = link_keys(pl.Series([one, other])).to_list()
    assert first != second
    assert (
        reference_keys(pl.Series([one])).to_list() == reference_keys(pl.Series([other])).to_list()
    )
