"""A frozen edition follows from its folder alone: elsewhere, later, on another machine."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from ranking.editions.canonical import canonical_json
from ranking.editions.manifest import MANIFEST, make_manifest, read_manifest
from ranking.errors import GovrankError, VerificationError
from ranking.model.month import Month
from ranking.workflow.recompute import load_snapshot, recompute
from ranking.workflow.snapshot import write_snapshot
from ranking.workflow.snapshot_files import FORMAT
from tests.builders.child import run_child
from tests.builders.frozen_month import MONTH, SEEN, filled_workspace

ALONE = """
import time
from pathlib import Path
from ranking.editions.canonical import canonical_json
from ranking.workflow.recompute import recompute
folder = Path(sys.argv[1])

def forbidden(*arguments):
    raise AssertionError(arguments)

def hook(event, arguments):
    place = str(arguments[0]) if arguments else ""
    if event.startswith(("socket.", "sqlite3.", "subprocess.", "os.rename", "os.mkdir")):
        forbidden(event)
    if event == "open" and not place.startswith((str(folder), sys.prefix, sys.base_prefix)):
        system = ("/proc", "/sys", "/etc", "/usr/share/zoneinfo")
        assert place.isdigit() or place.endswith((".py", ".pyc")) or place.startswith(system), place
    assert event != "open" or not {"w", "a", "x", "+"} & set(arguments[1] or ""), arguments

time.time = time.time_ns = forbidden
sys.addaudithook(hook)
result = recompute(folder).files()
assert not {"sqlalchemy", "ranking.ledger", "httpx2", "connectors"} & set(sys.modules)
sys.stdout.buffer.write(b"\\n".join(map(canonical_json, result.values())))
"""
MACHINES = (
    {"TZ": "America/New_York", "POLARS_MAX_THREADS": "1", "LC_ALL": "C", "PYTHONHASHSEED": "1"},
    {"TZ": "Asia/Shanghai", "POLARS_MAX_THREADS": "7", "LANG": "zh_CN.GB18030"},
    {"TZ": "US/Pacific", "POLARS_MAX_THREADS": "2", "PYTHONUTF8": "0", "PYTHONHASHSEED": "77"},
)


@pytest.fixture(scope="module")
def taken(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A snapshot that was copied elsewhere; its workspace is gone."""
    home = tmp_path_factory.mktemp("office") / "home"
    elsewhere = tmp_path_factory.mktemp("elsewhere") / "从别处"
    with filled_workspace(home, posts=3_000, reprints=60_000, units=60) as workspace:
        with workspace.ledger.reading() as connection:
            made = write_snapshot(workspace, connection, Month.parse(MONTH), 1, SEEN)
        shutil.copytree(made.folder, elsewhere)
    shutil.rmtree(home)
    return elsewhere


@pytest.fixture
def folder(taken: Path, tmp_path: Path) -> Path:
    """A copy that a test may spoil."""
    return Path(shutil.copytree(taken, tmp_path / "snapshot"))


@pytest.mark.slow
@pytest.mark.parametrize("machine", MACHINES, ids=lambda machine: machine["TZ"])
def test_the_folder_alone_gives_the_same_bytes_on_any_machine(taken: Path, machine) -> None:
    """Another zone, number of threads, locale and hash seed; no clock, ledger, home or network."""
    result = run_child(ALONE, taken, HOME="/nonexistent", GOVRANK_HOME="/nonexistent", **machine)
    assert result.returncode == 0, result.stderr
    frozen = [
        (taken / name).read_text("utf-8")
        for name in ("edition.json", "matches.json", "record.json")
    ]
    assert min(map(len, frozen)) > 2
    assert result.stdout.split("\n") == frozen


def test_the_result_is_not_read_but_computed(folder: Path) -> None:
    """With another result in it, whose hashes are right, the folder still gives the old numbers."""
    names = ("edition.json", "matches.json", "record.json")
    frozen = {name: (folder / name).read_bytes() for name in names}
    for name in names:
        (folder / name).write_bytes(b"{}")
    remade(folder)
    found = {name: canonical_json(value) for name, value in recompute(folder).files().items()}
    assert found == frozen


def test_an_edition_keeps_the_name_of_the_program_that_froze_it(
    taken: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A later version computes the same bytes, so it must not write its own name into them."""
    frozen = load_snapshot(taken)
    monkeypatch.setattr("ranking.workflow.month_inputs.ENGINE", "govrank 99")
    assert recompute(taken) == (frozen.edition, frozen.matches, frozen.record)


def test_every_changed_file_is_named(taken: Path, tmp_path: Path) -> None:
    """One byte of any file, or a file too many: neither loaded nor recomputed."""
    names = sorted(path.relative_to(taken).as_posix() for path in taken.rglob("*.*"))
    assert len(names) > 12
    for number, name in enumerate([*names, "more.json"]):
        copy = Path(shutil.copytree(taken, tmp_path / str(number)))
        flip(copy / name)
        for use in (load_snapshot, recompute):
            with pytest.raises(VerificationError) as error:
                use(copy)
            assert name == MANIFEST or f"'{name}'" in str(error.value)


@pytest.mark.parametrize(
    "name",
    [
        "config/list.toml",
        "config/method.toml",
        "config/features.toml",
        "facts/posts.parquet",
        "facts/reprints.parquet",
        "roster.json",
        "channels.json",
        "adjustments.json",
        "previous.json",
        "earlier_units.json",
        "history.json",
    ],
)
@pytest.mark.parametrize("content", [None, b"", b"\xff", b"{}", b'{"a": [1]}', b"[1]", b"1"])
def test_nonsense_with_the_right_hashes_is_an_error_and_no_crash(
    folder: Path, name: str, content: bytes | None
) -> None:
    """Whoever signs a folder may have signed anything: no traceback, whatever it holds."""
    frozen = (folder / "edition.json").read_bytes()
    (folder / name).unlink()
    if content is not None:
        (folder / name).write_bytes(content)
    remade(folder)
    if name == "facts/reprints.parquet" and content is None:
        assert canonical_json(recompute(folder)[0]) != frozen  # a month without a reprint feed
        return
    with pytest.raises(GovrankError) as error:
        recompute(folder)
    assert error.value.hint


@pytest.mark.parametrize(
    "change",
    [
        {"format": "govrank-release/1"},
        {"month": "2026-13"},
        {"created_at": 5},
        {"cut_off": None},
        {"revision": "one"},
        {"engine": ...},
    ],
)
def test_a_manifest_of_something_else_is_refused(folder: Path, change) -> None:
    """Another format, or a field that is missing or no such value."""
    fields = {k: v for k, v in manifest_of(folder).items() if k not in ("files", "format")}
    fields |= {k: v for k, v in change.items() if k != "format"}
    fields = {k: v for k, v in fields.items() if v is not ...}
    data = make_manifest(change.get("format", FORMAT), fields, folder)
    (folder / MANIFEST).write_bytes(data)
    with pytest.raises(VerificationError, match=r"manifest\.json"):
        recompute(folder)


def test_a_folder_without_a_manifest_is_no_snapshot(tmp_path: Path) -> None:
    with pytest.raises(VerificationError, match=r"is not a snapshot: manifest\.json cannot be"):
        load_snapshot(tmp_path)


def manifest_of(folder: Path) -> dict[str, object]:
    return read_manifest((folder / MANIFEST).read_bytes())


def remade(folder: Path) -> None:
    """Let the manifest fit the files again."""
    fields = {k: v for k, v in manifest_of(folder).items() if k not in ("files", "format")}
    (folder / MANIFEST).write_bytes(make_manifest(FORMAT, fields, folder))


def flip(path: Path) -> None:
    data = bytearray(path.read_bytes() if path.exists() else os.urandom(3))
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


@pytest.mark.parametrize("content", [b"", b"[]", b"{}", b'{"topics": 1}'])
def test_a_record_of_another_shape_is_an_error_and_no_crash(folder: Path, content: bytes) -> None:
    """It is read when it is asked for: the edition beside it can be shown all the same."""
    (folder / "record.json").write_bytes(content)
    remade(folder)
    snapshot = load_snapshot(folder)
    assert snapshot.edition.month == MONTH
    with pytest.raises(GovrankError) as error:
        _ = snapshot.record
    assert error.value.hint
