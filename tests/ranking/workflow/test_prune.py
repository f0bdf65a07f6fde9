"""Prune takes left-over files that are old, and nothing that is anybody's."""

import hashlib
import shutil
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ranking.workflow.prune import Pruned, prune
from tests.builders.backups import opened, published_office
from tests.builders.life import check_home
from tests.builders.workspaces import MONTH

pytestmark = pytest.mark.slow

YEAR = timedelta(days=365)


@pytest.fixture(scope="module")
def template(tmp_path_factory) -> Path:
    home = tmp_path_factory.mktemp("prune") / "office"
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("GOVRANK_DATABASE_URL", raising=False)
        published_office(home)
    return home


@pytest.fixture
def office(template, tmp_path) -> Path:
    return Path(shutil.copytree(template, tmp_path / "office"))


def hashes(home: Path) -> dict[str, str]:
    """Return path → hash of every file but the ledger's own."""
    return {
        path.relative_to(home).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in home.rglob("*")
        if path.is_file() and not path.name.startswith(("ledger.db", "writer."))
    }


def pruned(home: Path, later: timedelta, *, delete: bool = True) -> dict[str, Pruned]:
    """Prune as if it were so much later."""
    with opened(home) as workspace:
        then = replace(workspace, now=lambda: datetime.now(UTC) + later)
        try:
            return {one.kind: one for one in prune(then, delete=delete)[1]}
        finally:
            then.close()


def leave(home: Path) -> tuple[Path, Path]:
    """Leave a hidden snapshot and an orphaned fact, as crashes do; return them."""
    folder = home / "editions" / "main" / MONTH / ".r3.unrecorded-0a"
    (folder / "facts").mkdir(parents=True)
    (folder / "facts" / "posts.parquet").write_bytes(b"x" * 1000)
    orphan = home / "facts" / "orphans" / "posts" / f"month={MONTH}" / "raw-1.parquet"
    orphan.parent.mkdir(parents=True)
    orphan.write_bytes(b"y" * 500)
    return folder, orphan


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.integers(0, 100_000))
def test_what_was_frozen_or_published_is_never_touched_however_old(template, days) -> None:
    """Editions, releases, facts, evidence, settings, key: every byte after any time."""
    before = hashes(template)
    pruned(template, timedelta(days=days))
    assert hashes(template) == before


def test_the_chain_holds_after_everything_that_can_go_has_gone(office) -> None:
    """And the published month is verified as before."""
    pruned(office, 20 * YEAR)
    check_home(office)


def test_leftovers_go_when_they_are_old_and_not_before(office) -> None:
    """By when they were last written or moved, counted in days of the settings."""
    before = hashes(office)
    folder, orphan = leave(office)
    young = pruned(office, timedelta(days=182))
    assert young["unrecorded snapshots"].count == young["orphaned facts"].count == 0
    shown = pruned(office, timedelta(days=184), delete=False)
    assert folder.exists()
    assert orphan.exists()
    gone = pruned(office, timedelta(days=184))
    assert gone == shown
    assert (gone["unrecorded snapshots"].count, gone["orphaned facts"].count) == (1, 1)
    assert gone["orphaned facts"].bytes == 500
    assert not folder.exists()
    assert not orphan.exists()
    assert hashes(office) == before


def test_a_workspace_may_keep_them_longer(office) -> None:
    """As its settings say."""
    leave(office)
    text = (office / "govrank.toml").read_text("utf-8")
    text = text.replace("# audit_days = 183", "audit_days = 400")
    (office / "govrank.toml").write_text(text, "utf-8")
    assert pruned(office, timedelta(days=390))["orphaned facts"].count == 0
    assert pruned(office, timedelta(days=410))["orphaned facts"].count == 1


def test_what_the_ledger_names_after_all_stays(office) -> None:
    """A former ledger was put back: hidden folders and orphans may be all there is."""
    snapshot = office / "editions" / "main" / MONTH / "r1"
    hidden = snapshot.rename(snapshot.with_name(".r1.unrecorded-0a"))
    (fact,) = (office / "facts").glob("posts/*/raw-*.parquet")
    orphan = office / "facts" / "orphans" / fact.relative_to(office / "facts")
    orphan.parent.mkdir(parents=True)
    fact.rename(orphan)
    pruned(office, 10 * YEAR)
    assert hidden.exists()
    assert orphan.exists()


def test_a_hidden_release_is_never_deleted(office) -> None:
    """It is signed: it may have been published, and its ledger lost."""
    release = office / "releases" / "main" / MONTH / "r1"
    hidden = Path(shutil.copytree(release, release.with_name(".r1.unrecorded-0a")))
    pruned(office, 10 * YEAR)
    assert hidden.exists()


def test_a_link_is_taken_away_and_not_followed(office, tmp_path) -> None:
    """What it leads to is not the workspace's."""
    theirs = tmp_path / "theirs"
    theirs.write_text("x")
    orphans = office / "facts" / "orphans"
    orphans.mkdir()
    (orphans / "link.parquet").symlink_to(theirs)
    pruned(office, YEAR)
    assert not (orphans / "link.parquet").is_symlink()
    assert theirs.read_text() == "x"
