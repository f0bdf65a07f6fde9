"""Who is ranked, by which accounts, and the channels that reprint."""

from __future__ import annotations

from sqlalchemy import JSON, Column, Date, Float, ForeignKey, Integer, String, Table

from ranking.ledger.tables.base import metadata

units = Table(
    "units",
    metadata,
    Column("name", String(200), primary_key=True, comment="unit 单位, as printed"),
    Column("group_name", String(200), nullable=False, comment="group 组别 it is compared within"),
    Column("position", Integer, nullable=False, comment="order of first appearance in a roster"),
    comment="each row: one unit",
)


accounts = Table(
    "accounts",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("account", String(200), nullable=False, index=True, comment="platform:native_id"),
    Column("platform", String(20), nullable=False, comment="wechat or weibo"),
    Column("native_id", String(200), nullable=False, comment="the platform's own id"),
    Column("name", String(200), nullable=False, comment="name during this span"),
    Column("aliases", JSON, nullable=False, comment="other spellings, list of text"),
    Column("unit", ForeignKey("units.name"), nullable=False, comment="owner during this span"),
    Column("valid_from", Date, comment="first day (Asia/Shanghai); null = since ever"),
    Column("valid_to", Date, comment="first day after; null = still valid"),
    Column("origin", String(500), nullable=False, comment="file and row it came from"),
    comment="each row: one account during one span of days with one name and one unit",
)


_TIER = "central, provincial, city, district or commercial; null = not said"

channels = Table(
    "channels",
    metadata,
    Column("channel_id", String(300), primary_key=True),
    Column("name", String(300), nullable=False),
    Column("type", String(20), nullable=False, comment="client, website, wechat or weibo"),
    Column("aliases", JSON, nullable=False, comment="other spellings, list of text"),
    Column("weight", Float, comment="own weight; null = the method's weight of its type"),
    Column("origin", String(500), nullable=False, comment="file it came from"),
    Column("tier", String(20), comment=_TIER),
    Column(
        "merged",
        JSON,
        nullable=False,
        server_default="[]",
        comment="ids of channels that turned out to be this one, list of text",
    ),
    comment="each row: one channel 渠道",
)
