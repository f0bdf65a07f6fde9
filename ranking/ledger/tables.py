"""The SQL database of record. Each table says its grain, each column what null means."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    BigInteger,
    Column,
    Date,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from ranking.ledger.types import Instant

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

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

channels = Table(
    "channels",
    metadata,
    Column("channel_id", String(300), primary_key=True),
    Column("name", String(300), nullable=False),
    Column("type", String(20), nullable=False, comment="client, website, wechat or weibo"),
    Column("aliases", JSON, nullable=False, comment="other spellings, list of text"),
    Column("weight", Float, comment="own weight; null = the method's weight of its type"),
    Column("origin", String(500), nullable=False, comment="file it came from"),
    comment="each row: one channel 渠道",
)

imports = Table(
    "imports",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("file_name", String(500), nullable=False),
    Column("file_sha256", String(64), nullable=False, index=True),
    Column("kind", String(100), nullable=False, comment="format id"),
    Column("imported_at", Instant, nullable=False),
    Column("observed_at", Instant, nullable=False, comment="when rows without a time were seen"),
    Column("summary", JSON, nullable=False, comment="rows read and what became of them"),
    comment="each row: one import of one file",
)

batches = Table(
    "batches",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("dataset", String(40), nullable=False, comment="posts, post_counts, reprints …"),
    Column("month", String(7), nullable=False, comment="business month of the post, YYYY-MM"),
    Column("kind", String(10), nullable=False, comment="raw or compact"),
    Column("path", String(300), nullable=False, unique=True, comment="below the facts folder"),
    Column("sha256", String(64), nullable=False),
    Column("rows", BigInteger, nullable=False),
    Column("covers", String(64), comment="compact: SHA-256 over the raw batches; null = raw"),
    Column("import_id", ForeignKey("imports.id"), comment="null = compact"),
    Column("created_at", Instant, nullable=False),
    comment="each row: one immutable Parquet file; a file without a row does not exist",
)

quarantine = Table(
    "quarantine",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("import_id", ForeignKey("imports.id"), nullable=False),
    Column("file_name", String(500), nullable=False),
    Column("file_sha256", String(64), nullable=False),
    Column("sheet", String(200), nullable=False, comment="empty for CSV and Parquet"),
    Column("row", Integer, nullable=False, comment="1-based row in the file or sheet"),
    Column("kind", String(100), nullable=False, comment="format id"),
    Column("status", String(20), nullable=False, comment="quarantined or unregistered"),
    Column("reason", String(60), nullable=False, comment="reason code"),
    Column("column_name", String(200), nullable=False, comment="header of the cell at fault"),
    Column("value", Text, nullable=False, comment="the cell at fault"),
    Column("month", String(7), index=True, comment="business month; null = the time is unreadable"),
    Column("account", String(300), comment="account as in the file; null = not said"),
    Column("cells", Text, nullable=False, comment="the whole row: JSON object header → text"),
    Column(
        "resolved_by", ForeignKey("imports.id"), comment="import that took the row in; null = open"
    ),
    UniqueConstraint("file_sha256", "sheet", "row"),
    comment="each row: one row of one file that was not taken in",
)

editions = Table(
    "editions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("list_id", String(100), nullable=False),
    Column("month", String(7), nullable=False),
    Column("revision", Integer, nullable=False),
    Column("state", String(20), nullable=False, comment="draft, frozen, reviewed, approved …"),
    Column("created_at", Instant, nullable=False),
    Column("document", Text, nullable=False, comment="the whole edition as JSON, full precision"),
    Column("matches", Text, nullable=False, comment="campaign matches as JSON"),
    Column("sha256", String(64), nullable=False, comment="of document and matches"),
    Column("manifest_sha256", String(64), comment="of the snapshot's manifest; null = a draft"),
    Column("cut_off", Instant, comment="later observations do not count; null = a draft"),
    Column("published_at", Instant, comment="null = never published"),
    Column("release_sha256", String(64), comment="of the release's manifest; null = never"),
    Column("reason", String(2), comment="why it revises the one before; null = the first"),
    UniqueConstraint("list_id", "month", "revision"),
    comment="each row: one list, one month, one revision",
)

board_rows = Table(
    "board_rows",
    metadata,
    Column("edition_id", ForeignKey("editions.id"), primary_key=True),
    Column("index_id", String(60), primary_key=True),
    Column("unit", String(200), primary_key=True),
    Column("group_name", String(200), nullable=False),
    Column("rank", Integer, comment="null = not ranked"),
    Column("value", Float, comment="index; null = not available"),
    Column("bonus", Float, nullable=False, comment="points"),
    Column("total", Float, comment="value + bonus; null = not available"),
    comment="each row: one unit on one board of one edition",
)

edition_events = Table(
    "edition_events",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("list_id", String(100), nullable=False),
    Column("month", String(7), nullable=False),
    Column("revision", Integer, nullable=False),
    Column("action", String(20), nullable=False, comment="drafted, frozen, reviewed …"),
    Column("at", Instant, nullable=False),
    Column("actor", String(100), nullable=False),
    Column("detail", JSON, nullable=False),
    Column("previous_sha256", String(64), nullable=False, comment="empty for the first event"),
    Column("sha256", String(64), nullable=False, unique=True),
    comment="each row: one step of an edition; append-only, chained by SHA-256",
)

approvals = Table(
    "approvals",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("list_id", String(100), nullable=False),
    Column("month", String(7), nullable=False),
    Column("revision", Integer, nullable=False),
    Column("person", String(100), nullable=False, comment="name in the list file, or the user"),
    Column("actor", String(100), nullable=False, comment="user at the keyboard"),
    Column("at", Instant, nullable=False),
    Column("manifest_sha256", String(64), nullable=False, comment="of the snapshot approved"),
    UniqueConstraint("list_id", "month", "revision", "person"),
    comment="each row: one person's approval of one revision",
)

collections = Table(
    "collections",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("first", Date, nullable=False, comment="first day of publication asked for"),
    Column("last", Date, nullable=False, comment="last day of publication asked for, included"),
    Column("request", Text, nullable=False, comment="days, accounts and sources asked for"),
    Column("began_at", Instant, nullable=False),
    Column("ended_at", Instant, comment="null = it runs, or its process was killed"),
    Column("accounts", Integer, nullable=False, comment="fetches planned: account x source"),
    Column("summary", JSON, nullable=False, comment="what became of them; empty until it ended"),
    comment="each row: one run of govrank collect",
)

fetches = Table(
    "fetches",
    metadata,
    Column("source", String(200), primary_key=True, comment="name of the source file"),
    Column("account", String(200), primary_key=True, comment="platform:native_id"),
    Column("outcome", String(20), nullable=False, comment="running, complete, partial …"),
    Column("cursor", Text, comment="the source's own mark; null = from the beginning"),
    Column("begun", String(21), nullable=False, comment="FIRST/LAST of the cursor's first fetch"),
    Column("known_as", String(300), nullable=False, comment="id at the source; empty = unknown"),
    Column("asked", Text, nullable=False, comment="days answered to the end, as FIRST/LAST …"),
    Column("observed_at", Instant, comment="when the last page was seen; null = never"),
    Column("completed_at", Instant, comment="when a fetch last ran to its end; null = never"),
    Column(
        "failure",
        JSON(none_as_null=True),
        comment="why it ended early: template, params, hint; null = it did not",
    ),
    Column("until", Instant, comment="when more calls are allowed; null = unknown or not waiting"),
    comment="each row: one account at one source, as its last fetch left it",
)

missing = Table(
    "missing",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("source", String(200), nullable=False, comment="name of the source file"),
    Column("account", String(200), nullable=False, comment="platform:native_id"),
    Column("what", Text, nullable=False, comment="what was asked for, in plain words"),
    Column("reason", String(60), nullable=False, comment="reason code"),
    Column("day", Date, comment="day of publication; null = all days asked for, or not of one day"),
    Column("detail", Text, nullable=False, comment="more about the reason; may be empty"),
    Column("first", Date, nullable=False, comment="first day that was asked for"),
    Column("last", Date, nullable=False, comment="last day that was asked for, included"),
    Column("seen_at", Instant, nullable=False),
    Index(None, "source", "account"),
    comment="each row: one thing that the last fetch of these days asked for and did not get",
)

calls = Table(
    "calls",
    metadata,
    Column("source", String(200), primary_key=True, comment="name of the source file"),
    Column("day", Date, primary_key=True, comment="day of Asia/Shanghai"),
    Column("calls", Integer, nullable=False, comment="requests sent, failed ones too"),
    comment="each row: one source on one day on which it was asked",
)

authorisations = Table(
    "authorisations",
    metadata,
    Column("source", String(200), primary_key=True, comment="name of the source file"),
    Column("account", String(200), primary_key=True, comment="platform:native_id"),
    Column("expires_at", Instant, comment="null = it is not known to end"),
    Column("learned_at", Instant, nullable=False, comment="when the source said so"),
    comment="each row: one account that a source may read",
)
