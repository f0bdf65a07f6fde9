"""WeChat articles as the article exporter (XLSX) and the back office (OLE .xls) write them."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import xlwt

from ranking.demo import flaws
from ranking.demo.office import Account
from ranking.demo.sheets import write_sheet
from ranking.demo.units import LABEL
from ranking.model.month import Month

EXPORTER_HEADER = (
    "公众号", "ID", "链接", "标题", "封面", "摘要", "创建时间", "发布时间", "阅读", "点赞", "分享",
    "喜欢", "留言", "作者", "是否原创", "文章类型", "所属合集", "文章内容",
)  # fmt: skip
"""wechat-article/wechat-article-exporter."""
BACK_OFFICE_HEADER = (
    "内容标题", "发表时间", "总阅读人数", "总阅读次数", "总分享人数", "总分享次数",
    "阅读后关注人数", "送达人数", "公众号消息阅读次数", "送达阅读率", "首次分享次数",
    "分享产生阅读次数", "首次分享率", "每次分享带来阅读次数", "阅读完成率", "内容url",
)  # fmt: skip
"""内容分析 → 已通知内容 → 下载数据明细."""
_NUMBERS = frozenset({"阅读", "点赞", "分享", "喜欢", "留言"})
_CAP = 100_000


def write_exporter(
    posts: pl.DataFrame, accounts: tuple[Account, ...], month: Month, path: Path, *, flawed: bool
) -> None:
    """Write the articles of many accounts. Reads above 100,000 show as 10万+, some as 1.2万."""
    names = [a.name_in(month) for a in accounts]
    time = pl.col("published_at").dt.strftime("%Y-%m-%d %H:%M:%S")
    nothing = pl.lit(None, pl.String)
    rows = posts.select(
        公众号=pl.col("account").replace_strict(range(len(names)), names, return_dtype=pl.String),
        ID=pl.format("{}_{}", "mid", "position"),
        链接=pl.col("ref"),
        标题=pl.col("title"),
        封面=nothing,
        摘要=pl.lit("演示数据，合成内容"),
        创建时间=time,
        发布时间=time,
        阅读=shown_reads(),
        点赞=pl.col("likes").cast(pl.String),
        分享=pl.col("reposts").cast(pl.String),
        喜欢=pl.col("wow").cast(pl.String),
        留言=pl.col("comments").cast(pl.String),
        作者=nothing,
        是否原创=pl.when("original").then(pl.lit("原创")),
        文章类型=pl.lit("普通图文"),
        所属合集=nothing,
        文章内容=nothing,
    )
    if flawed:
        rows = flaws.in_article_export(rows)
    write_sheet(path, f"{LABEL} {month} 公众号文章", rows.select(EXPORTER_HEADER), _NUMBERS)


def shown_reads() -> pl.Expr:
    """Return reads as a public page shows them: 10万+, 1.2万 (every third), digits."""
    reads = pl.col("reads")
    return (
        pl.when(reads > _CAP)
        .then(pl.lit("10万+"))
        .when((reads >= 10_000) & (reads % 3 == 0))
        .then(pl.format("{}万", (reads / 10_000).round(1)))
        .otherwise(reads.cast(pl.String))
    )


def write_back_office(posts: pl.DataFrame, path: Path) -> None:
    """Write one account's articles of the month as an OLE workbook, whatever the file's name."""
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("演示数据")
    people, times = pl.col("people"), pl.col("reads")
    shares = pl.col("reposts")
    rows = posts.select(
        pl.col("title"),
        pl.col("published_at").dt.strftime("%Y%m%d").cast(pl.Int64),
        people,
        times,
        (shares * 8 // 10).alias("sharers"),
        shares,
        (people // 400).alias("followed"),
        pl.lit(250_000).alias("reached"),
        (people * 6 // 10).alias("message_reads"),
        (people / 250_000).round(4).alias("reach_rate"),
        (shares * 7 // 10).alias("first_shares"),
        (times - people).alias("reads_from_shares"),
        (shares / pl.max_horizontal(people, 1)).round(4).alias("first_share_rate"),
        ((times - people) / pl.max_horizontal(shares, 1)).round(4).alias("reads_per_share"),
        pl.lit(0.6304).alias("finish_rate"),
        pl.col("ref"),
    )
    for column, name in enumerate(BACK_OFFICE_HEADER):
        sheet.write(0, column, name)
    for number, row in enumerate(rows.iter_rows(), start=1):
        for column, cell in enumerate(row):
            sheet.write(number, column, cell)
    book.save(str(path))
