"""Each invariant is broken on purpose: it is the one that fails, and on a sound workspace none."""

import json
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from filelock import FileLock

from ranking.editions.manifest import make_manifest
from tests.builders.invariants import INVARIANTS, PEAK_KILOBYTES, broken_invariants
from tests.builders.life import take
from tests.builders.looked import looked_at
from tests.builders.workspaces import MONTH, imported_workspace

pytestmark = pytest.mark.slow

CANARY = "canary-7f3a"
RELEASE = Path("releases/main") / MONTH / "r1"
SNAPSHOT = Path("editions/main") / MONTH / "r1"
FETCH = (
    "INSERT INTO fetches (source, account, outcome, begun, known_as, asked, completed_at) "
    "VALUES ('s', 'weibo:100', 'complete', '', '', '{asked}', '2026-11-01 00:00:00')"
)
COLLECTION = (
    "INSERT INTO collections (first, last, request, began_at, accounts, summary) "
    "VALUES ('2026-10-01', '2026-10-31', '', '2026-11-01 00:00:00', 1, '{}')"
)
MISSING = (
    "INSERT INTO missing (source, account, what, reason, detail, first, last, seen_at) VALUES "
    "('s', 'weibo:100', 'posts', 'suspect', '', '2026-10-02', '2026-10-03', '2026-11-01 00:00:00')"
)


@pytest.fixture(scope="module")
def sound(tmp_path_factory) -> Path:
    """A workspace with a month published and its revision begun; tests work on copies."""
    home = tmp_path_factory.mktemp("sound") / "office"
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("GOVRANK_DATABASE_URL", raising=False)
        with imported_workspace(home):
            pass
        take(home, "key", "draft", "freeze", "review", "approve", "publish", "revise")
    return home


@pytest.fixture
def home(sound, tmp_path, monkeypatch) -> Path:
    monkeypatch.delenv("GOVRANK_DATABASE_URL", raising=False)
    return Path(shutil.copytree(sound, tmp_path / "office"))


def broken(home: Path, **looking: object) -> set[str]:
    with looked_at(home, secrets=[CANARY], **{"healed": True, **looking}) as looked:
        return set(broken_invariants(looked))


def sql(*statements: str) -> Callable[[Path], None]:
    """Change the ledger behind the program's back."""

    def change(home: Path) -> None:
        connection = sqlite3.connect(home / "ledger.db")
        for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'"):
            connection.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            connection.execute(statement)
        connection.commit()
        connection.close()

    return change


def write(path: Path | str, text: str) -> Callable[[Path], None]:
    def change(home: Path) -> None:
        (home / path).parent.mkdir(parents=True, exist_ok=True)
        (home / path).write_text(text, "utf-8")

    return change


def torn_release(home: Path) -> None:
    (home / RELEASE / "approvals.json").unlink()


def other_release_in_force(home: Path) -> None:
    path = home / "releases" / "main" / "current.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | {"manifest_sha256": "ab"}))


def other_number(home: Path) -> None:
    """Change a frozen number and let the snapshot's manifest agree."""
    folder = home / SNAPSHOT
    edition = (folder / "edition.json").read_text("utf-8")
    (folder / "edition.json").write_text(edition.replace('"rank":2', '"rank":3'), "utf-8")
    fields = json.loads((folder / "manifest.json").read_bytes())
    kind = fields.pop("format")
    del fields["files"]
    (folder / "manifest.json").write_bytes(make_manifest(kind, fields, folder))


def lost_facts(home: Path) -> None:
    next((home / "facts" / "posts").rglob("raw-*.parquet")).unlink()


def other_board(old: str, new: str) -> Callable[[Path], None]:
    """Change the document of the draft as if it had been computed so."""

    def change(home: Path) -> None:
        connection = sqlite3.connect(home / "ledger.db")
        update = "UPDATE editions SET document = replace(document, ?, ?) WHERE state = 'draft'"
        assert connection.execute(update, (old, new)).rowcount == 1
        connection.commit()
        connection.close()

    return change


CHANGES: dict[str, tuple[str, Callable[[Path], None]]] = {
    "the release in force lacks a file": ("I1", torn_release),
    "current.json names another hash": ("I1", other_release_in_force),
    "current.json names what is not there": (
        "I1",
        write("releases/main/current.json", '{"month":"2020-06","revision":1}'),
    ),
    "an event was changed": ("I2", sql("UPDATE edition_events SET actor = 'x' WHERE id = 2")),
    "an event was removed": ("I2", sql("DELETE FROM edition_events WHERE id = 2")),
    "a state has no event": ("I2", sql("UPDATE editions SET state = 'withdrawn' WHERE id = 1")),
    "a frozen number does not follow": ("I3", other_number),
    "the snapshot is another one": ("I4", other_number),
    "an approval is of another snapshot": (
        "I4",
        sql("UPDATE approvals SET manifest_sha256 = 'ab' WHERE id = 1"),
    ),
    "a row says something else than its hash": (
        "I4",
        sql("UPDATE editions SET document = document || ' '"),
    ),
    "a complete fetch lacks a day": (
        "I5",
        sql(COLLECTION, FETCH.format(asked="2026-10-01/2026-10-30")),
    ),
    "a complete fetch has a gap": (
        "I5",
        sql(COLLECTION, FETCH.format(asked="2026-10-01/2026-10-31"), MISSING),
    ),
    "recorded facts are gone": ("I5", lost_facts),
    "a folder that nobody knows": ("I6", write(SNAPSHOT.with_name("r9") / "x", "x")),
    "a secret in a log": ("I7", write("govrank.log", f"token={CANARY}")),
    "a secret in the ledger": ("I7", sql(f"UPDATE imports SET file_name = '{CANARY}'")),
    "an unfinished folder": ("I8", write(SNAPSHOT.with_name(".r2.part-00ff") / "x", "x")),
    "a total that is not the sum": ("I10", other_board('"bonus":0.0', '"bonus":1.0')),
    "ranks without competition": ("I10", other_board('"rank":2', '"rank":3')),
    "rank 0 instead of none": ("I10", other_board('"rank":1', '"rank":0')),
    "posts that are nobody's": (
        "I10",
        other_board('"unattributed_posts":0', '"unattributed_posts":1'),
    ),
    "a row of another total": ("I10", sql("UPDATE board_rows SET total = total + 1")),
}


def test_a_sound_workspace_breaks_none(home) -> None:
    """Neither as it is found nor once healed."""
    assert broken(home) == broken(home, healed=False) == set()


@pytest.mark.parametrize("name", CHANGES)
def test_what_is_broken_is_found(home, name) -> None:
    """The invariant that it belongs to fails."""
    invariant, change = CHANGES[name]
    change(home)
    assert invariant in broken(home)


def test_a_complete_fetch_with_every_day_is_sound(home) -> None:
    """What is not ready yet is not missing."""
    harmless = MISSING.replace("suspect", "not_ready")
    sql(COLLECTION, FETCH.format(asked="2026-10-01/2026-10-31"), harmless)(home)
    assert broken(home) == set()


def test_a_secret_that_is_printed_is_found(home) -> None:
    """I7 reads what the processes printed, too; the folder of secrets may hold it."""
    write("secrets/token", CANARY)(home)
    assert broken(home) == set()
    assert broken(home, said=f"GET /?access_token={CANARY}") == {"I7"}


def test_a_lock_that_is_held_is_found(home) -> None:
    """I8: whoever died must not hold it."""
    with FileLock(home / "writer.lock"):
        assert "I8" in broken(home)


def test_memory_without_bound_is_found(home) -> None:
    """I9."""
    assert broken(home, peak=PEAK_KILOBYTES) == {"I9"}


def test_every_invariant_was_seen_to_fail() -> None:
    """None of the ten is there for show."""
    shown = {invariant for invariant, _ in CHANGES.values()} | {"I9"}
    assert shown == set(INVARIANTS)
