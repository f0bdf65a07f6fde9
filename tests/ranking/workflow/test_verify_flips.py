"""Any changed byte of a release, and any changed cell of its ledger, is found by ``verify``."""

import math
import random
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from ranking.errors import LedgerError, VerificationError
from ranking.wiring import open_workspace
from ranking.workflow import verify
from ranking.workflow.verify import verify_month
from ranking.workflow.verify_release import verify_release
from tests.builders.life import take
from tests.builders.struck_life import take_at
from tests.builders.workspaces import MONTH, imported_workspace

FLIPS = 1000
SEED = 20_201_122
RELEASE = Path("releases/main") / MONTH / "r1"
SNAPSHOT = Path("editions/main") / MONTH / "r1"
TABLES = ("editions", "board_rows", "approvals", "adjustments", "edition_events")
NOT_COMPARED = {("adjustments", "id")}
"""A row number that nothing refers to and nothing is ordered by."""
STEPS = ("draft", "propose", "confirm", "draft", "freeze", "review", "approve", "publish")


@pytest.fixture(scope="module")
def home(tmp_path_factory) -> Path:
    """A workspace with an adjusted month that was published; who changes it puts it right again."""
    home = tmp_path_factory.mktemp("flips") / "office"
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("GOVRANK_DATABASE_URL", raising=False)
        with imported_workspace(home):
            pass
        take(home, "key")
        for minute, step in enumerate(STEPS):
            take_at(home, minute, step)
    return home


def month_is_sound(home: Path, month: str | None = MONTH) -> None:
    workspace = open_workspace(home, "test", lambda *_: None)
    try:
        verify_month(workspace, month, None, lambda _: None)
    finally:
        workspace.close()


def flips(folder: Path, number: int, drawn: random.Random) -> Iterator[tuple[Path, bytes]]:
    """Yield files with one bit changed: every file in turn, so that none is left out."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    assert len(files) > 10
    for turn in range(number):
        path = files[turn % len(files)]
        data = bytearray(path.read_bytes())
        data[drawn.randrange(len(data))] ^= 1 << drawn.randrange(8)
        yield path, bytes(data)


def found(path: Path, changed: bytes, check: Any) -> bool:
    """Tell whether a check refuses the changed file; the file is as before afterwards."""
    before = path.read_bytes()
    path.write_bytes(changed)
    try:
        check()
    except VerificationError:
        return True
    finally:
        path.write_bytes(before)
    return False


@pytest.mark.slow
def test_each_of_a_thousand_flipped_bits_of_a_release_is_found(home, tmp_path) -> None:
    """By a reader with the folder and the public key alone."""
    release = Path(shutil.copytree(home / RELEASE, tmp_path / "r1"))
    key = (home / "signing.pub").read_text("utf-8")

    def check() -> None:
        verify_release(release, key, lambda _: None)

    check()
    drawn = random.Random(SEED)
    missed = [p for p, data in flips(release, FLIPS, drawn) if not found(p, data, check)]
    assert missed == []
    check()


@pytest.mark.slow
def test_a_flipped_bit_of_the_frozen_folder_is_found(home) -> None:
    """The office's own copy of the snapshot is compared as well, file by file."""
    folder, drawn = home / SNAPSHOT, random.Random(SEED)
    month_is_sound(home)
    missed = [
        path
        for path, data in flips(folder, 30, drawn)
        if not found(path, data, lambda: month_is_sound(home))
    ]
    assert missed == []


def other(cell: object, drawn: random.Random) -> object:
    """Return a cell that means something else, of the same kind where there is one."""
    match cell:
        case None:
            return 1
        case int():
            return cell ^ 1
        case float():
            return math.nextafter(cell, math.inf)
    text = str(cell)
    place = drawn.choice([n for n, letter in enumerate(text) if letter.isalnum()] or [0])
    return text[:place] + chr(ord((text or "@")[place]) ^ 1) + text[place + 1 :]


def cells(ledger: Path) -> Iterator[tuple[str, int, str, object]]:
    """Yield table, row, column and content of every cell that tells of the month."""
    with closing(sqlite3.connect(ledger)) as connection:
        connection.row_factory = sqlite3.Row
        for table in TABLES:
            rows = connection.execute(f"SELECT rowid AS place, * FROM {table}").fetchall()
            assert rows, table
            for row in rows:
                for column in row.keys()[1:]:
                    if (table, column) not in NOT_COMPARED:
                        yield table, row["place"], column, row[column]


def change(ledger: Path, table: str, row: int, column: str, value: object) -> None:
    """Write a cell with no rule of the database in the way; a row's number may be in use."""
    with closing(sqlite3.connect(ledger)) as connection:
        if column == "id":
            numbers = [n for (n,) in connection.execute(f"SELECT id FROM {table}")]
            value = min(numbers) - 1 if row == max(numbers) else max(numbers) + 1
        connection.execute(f"UPDATE {table} SET {column} = ? WHERE rowid = ?", (value, row))
        connection.commit()


@pytest.mark.slow
def test_every_changed_cell_of_the_ledger_is_found(home, tmp_path, monkeypatch) -> None:
    """Each column of each row that tells of the published month, one at a time.

    The release itself is checked once, as nobody changes it.
    """
    twin = Path(shutil.copytree(home, tmp_path / "office"))
    ledger, whole = twin / "ledger.db", (twin / "ledger.db").read_bytes()
    sound = verify_release(twin / RELEASE, (twin / "signing.pub").read_text(), lambda _: None)

    def checked_before(folder: Path, key: str, tell: Any) -> Any:
        return sound if folder == twin / RELEASE else verify_release(folder, key, tell)

    monkeypatch.setattr(verify, "verify_release", checked_before)
    drawn, missed, seen = random.Random(SEED), [], 0
    for table, row, column, cell in list(cells(ledger)):
        change(ledger, table, row, column, other(cell, drawn))
        for month in (MONTH, None):
            try:
                month_is_sound(twin, month)
                missed.append((table, row, column, cell, month))
            except (VerificationError, LedgerError):
                seen += 1
        ledger.write_bytes(whole)
    month_is_sound(twin)
    assert missed == []
    assert seen > 200


@pytest.mark.parametrize("table", ["board_rows", "approvals", "edition_events"])
def test_a_row_that_was_removed_is_found(home, tmp_path, table) -> None:
    """Nothing may be missing either."""
    twin = Path(shutil.copytree(home, tmp_path / "office"))
    with closing(sqlite3.connect(twin / "ledger.db")) as connection:
        connection.execute(f"DELETE FROM {table} WHERE rowid = (SELECT max(rowid) FROM {table})")
        connection.commit()
    with pytest.raises(VerificationError):
        month_is_sound(twin)
