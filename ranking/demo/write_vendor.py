"""A vendor's workbook: title, two-row merged header, serial dates, 合计 row, a hidden sheet."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import polars as pl
from xlsxwriter.worksheet import Worksheet

from ranking.demo.office import Account
from ranking.demo.sheets import workbook, write_rows
from ranking.demo.units import LABEL
from ranking.demo.write_wechat import shown_reads
from ranking.model.month import Month

VENDOR_HEADER = (
    ("账号", "账号名称"),
    ("账号", "账号ID"),
    ("稿件", "标题"),
    ("稿件", "链接"),
    ("稿件", "发布时间"),
    ("传播数据", "阅读量"),
    ("传播数据", "点赞量"),
    ("传播数据", "在看量"),
    ("传播数据", "评论量"),
    ("传播数据", "分享量"),
)
"""(upper, lower) row of the header; equal uppers are one merged cell."""
VENDOR_COLUMNS = {
    "account_name": "账号名称",
    "account_id": "账号ID",
    "title": "标题",
    "url": "链接",
    "published_at": "发布时间",
    "read_times": "传播数据/阅读量",
    "likes": "传播数据/点赞量",
    "wow": "传播数据/在看量",
    "comments": "传播数据/评论量",
    "reposts": "传播数据/分享量",
}
"""What the headers mean, for the mapping file: the lower one, or both joined by a slash."""
_FIRST_COUNT = 6
_EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001 - a spreadsheet serial has no zone


def write_vendor(
    posts: pl.DataFrame, accounts: tuple[Account, ...], month: Month, path: Path
) -> None:
    """Write the articles of several accounts, as a vendor's back office might deliver them."""
    places = range(len(accounts))
    names = [a.name_in(month) for a in accounts]
    ids = [a.native_id for a in accounts]
    rows = posts.select(
        pl.col("account").replace_strict(places, names, return_dtype=pl.String).alias("name"),
        pl.col("account").replace_strict(places, ids, return_dtype=pl.String).alias("id"),
        "title",
        "ref",
        ((pl.col("published_at") - _EPOCH).dt.total_seconds() / 86_400).alias("serial"),
        shown_reads().alias("reads"),
        *(pl.col(c) for c in ("likes", "wow", "comments", "reposts")),
    )
    with workbook(path) as book:
        date_format = book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
        sheet = book.add_worksheet("稿件明细")
        sheet.set_column(4, 4, 20, date_format)
        sheet.merge_range(0, 0, 0, len(VENDOR_HEADER) - 1, f"{LABEL} {month} 账号稿件明细")
        _write_header(sheet)
        write_rows(sheet, 3, rows, frozenset({"reads"}))
        _write_totals(sheet, rows)
        hidden = book.add_worksheet("参数")
        hidden.write_row(0, 0, ["演示参数", "请勿导入"])
        hidden.hide()


def _write_header(sheet: Worksheet) -> None:
    for upper in dict.fromkeys(pair[0] for pair in VENDOR_HEADER):
        columns = [i for i, pair in enumerate(VENDOR_HEADER) if pair[0] == upper]
        sheet.merge_range(1, columns[0], 1, columns[-1], upper)
    sheet.write_row(2, 0, [lower for _, lower in VENDOR_HEADER])


def _write_totals(sheet: Worksheet, rows: pl.DataFrame) -> None:
    """Write the 合计 row; reads are left out, as a sum of 10万+ is not known."""
    last = rows.height + 3
    sheet.write_string(last, 0, "合计")
    for column in range(_FIRST_COUNT, rows.width):
        sheet.write_number(last, column, rows.to_series(column).sum())
