"""A month of any size put straight into the facts store, with reprints, campaign and history."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import polars as pl

from ranking.facts.files import write_batch
from ranking.ledger.batches import add_batches
from ranking.ledger.imports import add_import
from ranking.ledger.roster import replace_roster, save_channels
from ranking.model.roster import Channel
from ranking.schemas import DATASETS, UTC_US
from ranking.wiring import open_workspace
from ranking.workflow.init import create_workspace
from ranking.workflow.workspace import Workspace
from tests.builders.ledger import span

MONTH = "2026-10"
START = datetime(2026, 10, 1, tzinfo=UTC)
SEEN = datetime(2026, 11, 3, tzinfo=UTC)
NOW = datetime(2026, 11, 5, 1, 2, 3, 456789, tzinfo=UTC)
CAMPAIGN = """id = "spring"
name = "春风行动"
start = 2026-10-01
end = 2026-10-31
keywords = ["第1", "春风"]
points_per_post = 0.1
cap = 3
"""


@contextmanager
def filled_workspace(
    home: Path, posts: int = 40, reprints: int = 400, units: int = 8
) -> Iterator[Workspace]:
    """Give a workspace whose month was seen at SEEN; its clock stands at NOW."""
    create_workspace(home)
    (home / "config" / "campaigns" / "spring.toml").write_text(CAMPAIGN, "utf-8")
    workspace = replace(open_workspace(home, "test", lambda *_: None), now=lambda: NOW)
    workspace.ledger.create()
    kinds = ("client", "website", "wechat", "weibo")
    channels = [
        Channel(
            f"c{n}", f"渠道{n}", kinds[n % 4], (f"别名{n}",), 0.5 if n % 5 else None, "渠道.csv"
        )
        for n in range(20)
    ]
    try:
        with workspace.ledger.writing() as connection:
            replace_roster(connection, [span(f"weibo:{n}", f"单位{n:03}") for n in range(units)])
            save_channels(connection, channels)
        add_facts(workspace, SEEN, **month_frames(posts, reprints, units))
        yield workspace
    finally:
        workspace.close()


def add_facts(workspace: Workspace, seen: datetime, **frames: pl.DataFrame) -> None:
    """Store raw rows as one import that was observed at ``seen``."""
    facts = workspace.settings.facts
    written = [write_batch(facts, name, MONTH, "raw", frame) for name, frame in frames.items()]
    values = {"file_name": "表.csv", "file_sha256": "0" * 64, "kind": "test", "summary": {}}
    values |= {"imported_at": workspace.now(), "observed_at": seen}
    with workspace.ledger.writing() as connection:
        add_batches(connection, written, add_import(connection, values), workspace.now())


def month_frames(posts: int, reprints: int, units: int) -> dict[str, pl.DataFrame]:
    """Return raw posts, reprints and their counts; numbers vary, nothing is random."""
    n = pl.int_range(posts, dtype=pl.Int64)
    own = pl.select(n=n).with_columns(
        post_id=pl.format("weibo:{}", 5_000_000_000_000_000 + n),
        account=pl.format("weibo:{}", n % units),
        published_at=pl.lit(START, UTC_US) + pl.duration(minutes=n * 40_000 // posts),
        title=pl.format("第{}篇", n),
        original=(n % 3 == 0),
        observed_at=pl.lit(SEEN, UTC_US),
        source=pl.lit("weibo"),
        reposts=n * 7919 % 1000,
        comments=n * 31 % 200,
        likes=n * 104_729 % 5000,
    )
    m = pl.int_range(reprints, dtype=pl.Int64)
    passed = pl.select(m=m).with_columns(
        reprint_id=pl.format("r{}", m),
        post_id=pl.format("weibo:{}", 5_000_000_000_000_000 + m * m % posts),
        channel_id=pl.format("c{}", m % 20),
        matched_by=pl.lit("declared"),
        observed_at=pl.lit(SEEN, UTC_US),
        source=pl.lit("table"),
        reads=m * 13 % 100_000,
        likes=m % 50,
    )
    tables = {"posts": own, "post_counts": own, "reprints": passed, "reprint_counts": passed}
    return {name: raw(name, frame) for name, frame in tables.items()}


def raw(dataset: str, rows: pl.DataFrame | list[dict[str, object]]) -> pl.DataFrame:
    """Return rows as a raw dataset; columns that are not given are null."""
    frame = rows if isinstance(rows, pl.DataFrame) else pl.DataFrame(rows, infer_schema_length=None)
    return frame.select(
        (pl.col(name) if name in frame.columns else pl.lit(None)).cast(dtype).alias(name)
        for name, dtype in DATASETS[dataset].items()
    )


def later(microseconds: int) -> datetime:
    """Return an instant so long after (or before) SEEN."""
    return SEEN + timedelta(microseconds=microseconds)
