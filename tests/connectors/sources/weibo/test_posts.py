"""Statuses that are odd: withdrawn, another's, without id or instant, with odd counts."""

from __future__ import annotations

from typing import Any

import pytest

from connectors.interface import Reason
from connectors.sources.weibo.posts import read_post
from tests.connectors.sources.weibo.conftest import ACCOUNT, UID

SOUND: dict[str, Any] = {
    "idstr": "3436240135184587",
    "created_at": "Tue May 31 17:46:55 +0800 2011",
    "text": "便民",
    "reposts_count": 8,
    "comments_count": "9",
    "attitudes_count": 21,
    "user": {"id": int(UID)},
}


def test_a_sound_status_is_a_row_without_gaps():
    """Numbers and strings become integers."""
    row, gaps = read_post(SOUND, ACCOUNT)
    assert row is not None
    assert row.counts == {"reposts": 8, "comments": 9, "likes": 21}
    assert gaps == []


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"idstr": None}, Reason.SUSPECT),
        ({"idstr": "x"}, Reason.SUSPECT),
        ({"created_at": "yesterday"}, Reason.SUSPECT),
        ({"user": {"id": 777}}, Reason.SUSPECT),
        ({"deleted": "1"}, Reason.WITHDRAWN),
        ({"text": "此微博已被原作者删除。", "created_at": None}, Reason.WITHDRAWN),
    ],
)
def test_a_status_that_is_no_post_of_the_account_gives_no_row(change, reason):
    """The gap says why."""
    row, gaps = read_post(SOUND | change, ACCOUNT)
    assert row is None
    assert [gap.reason for gap in gaps] == [reason]


@pytest.mark.parametrize("status", [None, 1, "x", [], {}])
def test_what_is_no_status_gives_no_row(status):
    """Anything may stand in a list."""
    row, gaps = read_post(status, ACCOUNT)
    assert row is None
    assert [gap.reason for gap in gaps] == [Reason.SUSPECT]


@pytest.mark.parametrize("value", ["1.2万", -5, 1.5, True])
def test_a_count_that_is_none_is_left_out_and_said(value):
    """The other counts stay."""
    row, gaps = read_post(SOUND | {"reposts_count": value}, ACCOUNT)
    assert row is not None
    assert row.counts == {"comments": 9, "likes": 21}
    assert [(gap.what, gap.reason) for gap in gaps] == [("post 3436240135184587", Reason.SUSPECT)]


def test_missing_counts_are_not_zero():
    """A field that is absent or null was not observed."""
    row, _ = read_post(SOUND | {"reposts_count": None, "attitudes_count": None}, ACCOUNT)
    assert row is not None
    assert row.counts == {"comments": 9}


def test_a_deleted_original_leaves_a_repost():
    """The repost is the account's own post, and not original."""
    gone = {"id": 1, "text": "此微博已被原作者删除。", "deleted": "1"}
    row, gaps = read_post(SOUND | {"retweeted_status": gone}, ACCOUNT)
    assert row is not None
    assert row.original is False
    assert gaps == []
