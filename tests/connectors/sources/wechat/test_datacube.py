"""One answer of getarticletotaldetail as rows; nothing that cannot be right passes as a count."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from connectors.interface import Reason, UnavailableError
from connectors.sources.wechat.datacube import bare_link, read_day

DAY = date(2026, 11, 1)
FULL = {
    "read_user": 10,
    "like_user": 5,
    "zaikan_user": 4,
    "comment_count": 3,
    "share_user": 2,
    "collection_user": 0,
}


def _item(**changes: Any) -> dict[str, Any]:
    rows = [{"stat_date": "2026-11-01", **FULL}]
    return {"ref_date": "2026-11-01", "msgid": "22_1", "detail_list": rows, **changes}


def _read(*items: object, **top: object):
    return read_day({"list": list(items), **top}, DAY)


def test_the_latest_row_counts():
    """Of several rows, in any order, the one with the largest stat_date is read."""
    rows = [{"stat_date": f"2026-11-{d:02}", **FULL, "read_user": d} for d in (9, 30, 11)]
    (post,) = _read(_item(detail_list=rows)).posts
    assert post.counts["reads"] == 30


def test_a_count_may_go_down():
    """A latest row below an earlier one is taken as it is: WeChat takes counts back."""
    rows = [{"stat_date": f"2026-11-0{d}", **FULL, "read_user": 10 - d} for d in (1, 2)]
    (post,) = _read(_item(detail_list=rows)).posts
    assert post.counts["reads"] == 8


def test_zero_is_a_value():
    """Zero is a count like any other."""
    (post,) = _read(_item()).posts
    assert post.counts["favourites"] == 0


@pytest.mark.parametrize("value", [None, "12", "10万+", 1.0, -1, 2**53 + 1, True, [], {}])
def test_no_count_is_no_count(value: object):
    """What is no count of its type and range was not observed, and is named as a gap."""
    rows = [{"stat_date": "2026-11-01", **FULL, "read_user": value}]
    answer = _read(_item(detail_list=rows))
    assert "reads" not in answer.posts[0].counts
    assert answer.posts[0].reads_unit is None
    assert [(g.reason, g.detail) for g in answer.gaps] == [(Reason.NOT_ANSWERED, "22_1: reads")]


@pytest.mark.parametrize("rows", [None, [], {}, "x", [None], [{}], [{"stat_date": "x"}]])
def test_a_post_without_rows(rows: object):
    """A post without a single dated row is there, without counts."""
    answer = _read(_item(detail_list=rows))
    assert answer.posts[0].counts == {}
    assert answer.gaps[0].reason is Reason.NOT_ANSWERED


@pytest.mark.parametrize(
    "item",
    [
        None,
        [],
        {},
        _item(msgid="22"),
        _item(msgid="22_0"),
        _item(msgid="22_1\n"),
        _item(msgid="٢٢_1"),
        _item(msgid=22),
        _item(ref_date="2026-11-02"),
        _item(ref_date=None),
    ],
)
def test_an_entry_that_cannot_be_right(item: object):
    """An entry without sound id or with another publish date is suspect and costs no other."""
    answer = _read(item, _item())
    assert [post.native_id for post in answer.posts] == ["22_1"]
    assert [gap.reason for gap in answer.gaps] == [Reason.SUSPECT]


@pytest.mark.parametrize("data", [{}, {"list": None}, {"list": {}}, {"list": "x"}])
def test_no_list_is_no_empty_day(data: dict[str, Any]):
    """An answer without a list is an error, never a day without posts."""
    with pytest.raises(UnavailableError):
        read_day(data, DAY)


@pytest.mark.parametrize(
    ("flag", "delayed"), [(False, False), (True, True), ("x", True), (1, True)]
)
def test_only_false_is_final(flag: object, delayed: bool):
    """An answer counts as final if is_delay is false or left out, and else not."""
    assert _read(is_delay=flag).delayed is delayed
    assert _read().delayed is False


@pytest.mark.parametrize(
    ("link", "bare"),
    [
        (
            "https://mp.weixin.qq.com/s?__biz=MzA==&mid=1&idx=1&sn=a&chksm=00#rd",
            "https://mp.weixin.qq.com/s?__biz=MzA==&mid=1&idx=1&sn=a",
        ),
        ("https://mp.weixin.qq.com/s/AbC#x", "https://mp.weixin.qq.com/s/AbC"),
        ("http://a/?chksm=1&x=1", "http://a/?x=1"),
        ("javascript:alert(1)", None),
        ("https://[broken", None),
        ("", None),
        (None, None),
        (7, None),
    ],
)
def test_links_are_stable(link: object, bare: str | None):
    """A link loses chksm and fragment and nothing else; what is no web address is none."""
    assert bare_link(link) == bare


def test_texts_are_kept_as_they_are():
    """A title is kept to the letter; an empty one, or one that is no text, is none."""
    titles = [_read(_item(title=title)).posts[0].title for title in (" 通告=1 ", "", None, 7)]
    assert titles == [" 通告=1 ", None, None, None]
