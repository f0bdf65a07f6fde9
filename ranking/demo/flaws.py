"""Rows that real files have and that must not be scored, added to a table of text cells.

A month's Weibo file gets one row with a negative count, one dated 1900, two of an account that is
not in the roster, and three that repeat others; its WeChat file of the bureaus gets one row of an
account that is not in the roster, one that repeats another, and two with more likes than reads
(these are kept, flagged); its first reprint file gets one negative count and two repeated rows.
"""

from __future__ import annotations

import polars as pl

UNREGISTERED = "未登记账号（演示）"
"""Name of the accounts that no roster of the demo has."""
_UNREGISTERED_UID = "9000999999"
_UNREGISTERED_URL = "https://mp.weixin.qq.com/s?__biz=DEMOxx&mid=9999999999&idx=1&sn=0"


def in_weibo_search(rows: pl.DataFrame) -> pl.DataFrame:
    """Append the flawed rows of a weibo-search export; needs no more than one row to copy from."""
    stranger = {"user_id": _UNREGISTERED_UID, "用户昵称": UNREGISTERED}
    return pl.concat(
        [
            rows,
            _copy(rows, 0, id=_new_id(1), 点赞数="-5"),
            _copy(rows, 1, id=_new_id(2), 发布时间="1900-01-01 00:00"),
            _copy(rows, 2, id=_new_id(3), **stranger),
            _copy(rows, 3, id=_new_id(4), **stranger),
            *(_copy(rows, i) for i in (4, 5, 6)),
        ]
    )


def in_article_export(rows: pl.DataFrame) -> pl.DataFrame:
    """Append the flawed rows of a WeChat article export."""
    return pl.concat(
        [
            rows,
            _copy(rows, 0, 公众号=UNREGISTERED, ID="9999999999_1", 链接=_UNREGISTERED_URL),
            _copy(rows, 1),
            *(
                _copy(rows, i, 阅读="12", 点赞="340").with_columns(
                    pl.col("链接").str.replace(r"idx=\d", f"idx={i + 5}")
                )
                for i in (2, 3)
            ),
        ]
    )


def in_reprints(rows: pl.DataFrame) -> pl.DataFrame:
    """Append the flawed rows of a reprint table."""
    return pl.concat(
        [
            rows,
            _copy(rows, 0, 链接="https://news.example.org/negative", 评论="-1"),
            _copy(rows, 1),
            _copy(rows, 2),
        ]
    )


def _copy(rows: pl.DataFrame, row: int, **changes: str) -> pl.DataFrame:
    """Return one row (counted round the table) with some cells changed."""
    return rows[[row % rows.height]].with_columns(
        pl.lit(text).alias(column) for column, text in changes.items()
    )


def _new_id(number: int) -> str:
    return str(9_006_000_000_000_000 + number)
