"""Weibo posts as the two common collectors write them; headers as in their source code."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from ranking.demo import flaws
from ranking.demo.office import Account
from ranking.model.month import Month

SEARCH_HEADER = (
    "id", "bid", "user_id", "用户昵称", "微博正文", "头条文章url", "发布位置", "艾特用户",
    "话题", "转发数", "评论数", "点赞数", "发布时间", "发布工具", "微博图片url", "微博视频url",
    "retweet_id", "ip", "user_authentication", "会员类型", "会员等级",
)  # fmt: skip
"""dataabc/weibo-search."""
_CRAWLER_POST = (
    "id", "bid", "正文", "头条文章url", "原始图片url", "视频url", "Live Photo视频url", "位置",
    "日期", "工具", "点赞数", "评论数", "转发数", "话题", "@用户", "完整日期",
    "是否编辑过", "编辑次数",
)  # fmt: skip
CRAWLER_HEADER = (
    *_CRAWLER_POST, "是否原创", "源用户id", "源用户昵称", *(f"源微博{c}" for c in _CRAWLER_POST),
)  # fmt: skip
"""dataabc/weibo-crawler, with reposts collected."""
RETWEETED = "9005000000000001"
"""Id of the one post that all reposts repost; whose it is and what it says are invented too."""
RETWEETED_USER = "9000888888"
RETWEETED_TEXT = "演示：被转发的微博"
_TEXT = "{}{}。本条为演示数据，合成内容，不代表任何单位。{}"


def write_search(
    posts: pl.DataFrame, accounts: tuple[Account, ...], month: Month, path: Path, encoding: str
) -> None:
    """Write the posts of many accounts, with the flawed rows; ``encoding`` as Excel saves it."""
    text = with_texts(posts).select(
        id=pl.col("ref"),
        bid=pl.format("D{}", "ref"),
        user_id=_of_account(accounts, [a.native_id for a in accounts]),
        用户昵称=_of_account(accounts, [a.name_in(month) for a in accounts]),
        微博正文=pl.col("text"),
        话题=pl.col("topics"),
        转发数=pl.col("reposts"),
        评论数=pl.col("comments"),
        点赞数=pl.col("likes"),
        发布时间=pl.col("published_at").dt.strftime("%Y-%m-%d %H:%M"),
        发布工具=pl.lit("演示客户端"),
        retweet_id=pl.when(~pl.col("original")).then(pl.lit(RETWEETED)),
        user_authentication=pl.lit("蓝v"),
    )
    _write(flaws.in_weibo_search(_in_order(text, SEARCH_HEADER)), path, encoding)


def write_crawler(posts: pl.DataFrame, path: Path) -> None:
    """Write the posts of one account; every id ends with a tab, as that program writes it."""
    repost = ~pl.col("original")
    text = with_texts(posts).select(
        id=pl.format("{}\t", "ref"),
        bid=pl.format("D{}", "ref"),
        正文=pl.col("text"),
        日期=pl.col("published_at").dt.strftime("%Y-%m-%d"),
        工具=pl.lit("演示客户端"),
        点赞数=pl.col("likes"),
        评论数=pl.col("comments"),
        转发数=pl.col("reposts"),
        话题=pl.col("topics"),
        完整日期=pl.col("published_at").dt.strftime("%Y-%m-%d %H:%M:%S"),
        是否编辑过=pl.lit("False"),
        编辑次数=pl.lit("0"),
        是否原创=pl.when("original").then(pl.lit("True")).otherwise(pl.lit("False")),
        源用户id=pl.when(repost).then(pl.lit(RETWEETED_USER)),
        源用户昵称=pl.when(repost).then(pl.lit("演示博主0000")),
        源微博id=pl.when(repost).then(pl.lit(RETWEETED + "\t")),
        源微博正文=pl.when(repost).then(pl.lit(RETWEETED_TEXT)),
    )
    _write(_in_order(text, CRAWLER_HEADER), path, "utf-8-sig")


def with_texts(posts: pl.DataFrame) -> pl.DataFrame:
    """Add ``text``: hashtags, title, that it is of a demo, and the story of a long post."""
    tags = pl.col("topics").str.split(",").list.eval(pl.format("#{}#", pl.element())).list.join("")
    return posts.with_columns(pl.format(_TEXT, tags, "title", "story").alias("text"))


def _of_account(accounts: tuple[Account, ...], values: list[str]) -> pl.Expr:
    return pl.col("account").replace_strict(range(len(accounts)), values, return_dtype=pl.String)


def _in_order(text: pl.DataFrame, header: tuple[str, ...]) -> pl.DataFrame:
    """Return all columns of the header as text; those without content are empty."""
    return text.select(
        pl.col(column).cast(pl.String)
        if column in text.columns
        else pl.lit(None, pl.String).alias(column)
        for column in header
    )


def _write(rows: pl.DataFrame, path: Path, encoding: str) -> None:
    path.write_bytes(rows.write_csv().encode(encoding))
