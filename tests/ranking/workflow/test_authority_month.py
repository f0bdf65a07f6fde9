"""A month by the network: drafted, frozen and recomputed elsewhere to the same bits."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import polars as pl
import pytest

from ranking.editions.canonical import canonical_json
from ranking.editions.network_features import NETWORK_FEATURES
from ranking.model.edition import Edition
from ranking.model.month import Month
from ranking.workflow.draft import draft_month
from ranking.workflow.explain import explain_unit
from ranking.workflow.method_compare import compare_methods
from ranking.workflow.snapshot import write_snapshot
from ranking.workflow.workspace import Workspace
from tests.builders.child import run_child
from tests.builders.frozen_month import (
    MONTH,
    SEEN,
    START,
    add_facts,
    filled_workspace,
    month_frames,
)
from tests.builders.month import CONFIG

RECOMPUTE = """
from pathlib import Path
from ranking.editions.canonical import canonical_json
from ranking.workflow.recompute import recompute
sys.stdout.buffer.write(canonical_json(recompute(Path(sys.argv[1])).edition))
"""
MACHINES = (
    {"POLARS_MAX_THREADS": "1", "PYTHONHASHSEED": "1"},
    {"POLARS_MAX_THREADS": "5", "PYTHONHASHSEED": "7"},
)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Workspace]:
    """A workspace whose list uses a method that names every feature of the network."""
    home = tmp_path / "office"
    with filled_workspace(home, posts=200, reprints=0, units=12) as workspace:
        frames = month_frames(200, 8_000, 12)
        add_facts(workspace, SEEN, reprints=with_parents(frames["reprints"]))
        write_list(home)
        yield workspace


def with_parents(reprints: pl.DataFrame) -> pl.DataFrame:
    """Every other reprint was taken from the one of its post before it; all have a time."""
    before = pl.col("reprint_id").shift(1).over("post_id")
    number = pl.int_range(pl.len())
    return reprints.with_columns(
        parent=pl.when(number % 2 == 0).then(before),
        published_at=pl.lit(START) + pl.duration(minutes=number * 7),
    )


def write_list(home: Path) -> None:
    """Write the list file and a method: shanghai-authority, its other parts of the network."""
    text = (CONFIG / "methods" / "shanghai-authority.toml").read_text("utf-8")
    others = [name for name in NETWORK_FEATURES if name != "authority_reprints"]
    for old, new in zip(("channels", "max_reprints", "total_likes"), others[1:], strict=True):
        text = text.replace(f'feature = "{old}"', f'feature = "{new}"')
    text = text.replace('feature = "reprinted_posts"', f'feature = "{others[0]}"')
    text = text.replace('id = "shanghai-authority"', 'id = "network"')
    (home / "config" / "methods").mkdir(exist_ok=True)
    (home / "config" / "methods" / "network.toml").write_text(text, "utf-8")
    listed = home / "config" / "lists" / "main.toml"
    content = listed.read_text("utf-8")
    assert 'id = "shanghai"\n' in content
    listed.write_text(content.replace('id = "shanghai"\n', 'id = "network"\n'), "utf-8")


def parts(edition: Edition, feature: str) -> list[float | None]:
    rows = [row for board in edition.boards for row in board.rows if feature in row.parts]
    return [row.parts[feature].count for row in rows]


def test_every_feature_of_the_network_reaches_the_boards(office: Workspace) -> None:
    """With values; draft and explanation show the same numbers."""
    edition = draft_month(office, MONTH)
    for feature in NETWORK_FEATURES:
        found = parts(edition, feature)
        assert len({value for value in found if value is not None}) > 3
    (unit, *_) = [row.unit for row in edition.boards[0].rows]
    told = explain_unit(office, MONTH, unit, "zh")
    steps = {step.feature: step.count for board in told.boards for step in board.steps}
    own = {
        f: p.count
        for b in edition.boards
        for r in b.rows
        if r.unit == unit
        for f, p in r.parts.items()
    }
    assert steps == own


def test_a_snapshot_gives_the_same_bits_on_any_number_of_threads(office: Workspace) -> None:
    """What was frozen is what another process computes, alone from the folder."""
    with office.ledger.reading() as connection:
        made = write_snapshot(office, connection, Month.parse(MONTH), 1, SEEN)
    frozen = (made.folder / "edition.json").read_bytes()
    assert canonical_json(made.edition) == frozen
    for machine in MACHINES:
        child = run_child(RECOMPUTE, made.folder, **machine)
        assert child.returncode == 0, child.stderr
        assert child.stdout.encode() == frozen


def test_the_shipped_method_can_be_compared_with_the_default(office: Workspace) -> None:
    """Only what rests on reprints may differ."""
    found = compare_methods(office, "shanghai", "shanghai-authority", MONTH)
    for board in found.boards:
        same = [row.total_a == row.total_b for row in board.rows]
        assert any(same) == all(same) == (board.index_a == "influence")
