"""A backup: what is in it, that it is whole, and what becomes of one that is not."""

import gzip
import json
import random
import re
import shutil
import tarfile
from pathlib import Path

import pytest
from sqlalchemy import text

from ranking.errors import DataError, LedgerError, UsageError, VerificationError
from ranking.ledger.database import Ledger
from ranking.workflow import backup as module
from ranking.workflow.backup import back_up
from ranking.workflow.backup_check import check_archive
from ranking.workflow.backup_write import SEAL_SIZE
from tests.builders.backups import (
    backup_of,
    entries,
    file_entry,
    listed,
    opened,
    published_office,
    quiet,
    with_manifest,
    written,
)
from tests.builders.child import run_child, waiting_child

FLIPS, QUICK = 400, 40
KILLED = """
import os
from pathlib import Path
from ranking.workflow import backup
from ranking.workflow import backup_write
from tests.builders.backups import backup_of

def ticking(progress, total, *, template):
    def tick(count):
        if template == sys.argv[3]:
            die()
    return tick
backup.ticking = ticking
backup.check_archive = lambda *_: die() if sys.argv[3] == "check" else None
backup.note_backup = lambda *_: die()
backup_of(Path(sys.argv[1]), Path(sys.argv[2]))
"""
HOLDING = """
from pathlib import Path
from tests.builders.backups import opened
with opened(Path(sys.argv[1])) as workspace, workspace.sole_writer("import"):
    print("ready", flush=True)
    sys.stdin.readline()
"""


@pytest.fixture(scope="module")
def template(tmp_path_factory) -> Path:
    """A workspace with a published month, and a backup of it beside."""
    home = tmp_path_factory.mktemp("backup") / "office"
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("GOVRANK_DATABASE_URL", raising=False)
        published_office(home)
        shutil.copytree(home, home.with_name("copy"))
        backup_of(home.with_name("copy"), home.with_name("b.tar.gz"))
    return home


@pytest.fixture
def office(template, tmp_path) -> Path:
    return Path(shutil.copytree(template, tmp_path / "office"))


@pytest.fixture
def archive(template, tmp_path) -> Path:
    return Path(shutil.copy(template.with_name("b.tar.gz"), tmp_path / "b.tar.gz"))


def names(archive: Path) -> list[str]:
    return [info.name for info, _ in entries(archive)]


def refused(archive: Path) -> str:
    with pytest.raises(VerificationError) as caught:
        check_archive(archive, quiet)
    assert caught.value.hint_text()
    return str(caught.value)


def test_everything_of_a_workspace_is_in_it_and_nothing_secret(office) -> None:
    """Also what the settings name as secret; leftovers and facts of no row stay out."""
    secret = "s3cr3t-canary"
    (office / "config" / "sources" / "w.toml").write_text(
        'kind = "weibo"\n[credentials]\ntoken = "file:config/tokens/{account}"\n', "utf-8"
    )
    (office / "config" / "tokens").mkdir()
    for name in ("config/tokens/100", "config/x.secret", "db.url", "secrets/w", "config/our.key"):
        (office / name).write_text(secret)
    with (office / "govrank.toml").open("a") as file:
        file.write('\n# url_file = "db.url"\n')
    (office / "editions" / "main" / "2020-05" / ".r9.part-0a").mkdir()
    (office / "editions" / "main" / "2020-05" / ".r9.part-0a" / "x").touch()
    (office / "facts" / "posts" / "month=2020-05" / "raw-nobody.parquet").touch()
    (office / "evidence").mkdir()
    (office / "evidence" / ("a" * 64)).write_text("信")
    done = backup_of(office, office.parent / "b.tar.gz")
    found = {name: data for (info, data) in entries(done.file) if (name := info.name)}
    assert next(iter(found)) == "manifest.json"
    assert list(found)[1:] == list(done.manifest.members)
    for folder in ("config/", "editions/", "evidence/", "facts/", "releases/", "govrank.toml"):
        assert any(name.startswith(f"workspace/{folder}") for name in found), folder
    assert "workspace/signing.pub" in found
    assert not [name for name in found if "part-" in name or "nobody" in name]
    key = (office / "secrets" / "signing.key").read_bytes()
    assert not [n for n, data in found.items() if secret.encode() in data or key in data]
    assert "secrets" in json.loads(found["manifest.json"])["not_included"]
    assert done.file.stat().st_mode & 0o077 == 0


def test_any_tar_program_unpacks_it(archive, tmp_path) -> None:
    """A backup is readable without govrank."""
    with tarfile.open(archive, "r:gz") as tar:
        tar.extractall(tmp_path / "x", filter="data")
    assert (tmp_path / "x" / "workspace" / "govrank.toml").is_file()
    first = (tmp_path / "x" / "ledger" / "units.jsonl").read_text().splitlines()[0]
    assert json.loads(first)["columns"]["name"] == "text"


def test_a_folder_gets_a_file_named_after_list_and_time(office, tmp_path) -> None:
    """And the workspace remembers when it was."""
    done = backup_of(office, tmp_path)
    assert done.file.parent == tmp_path
    assert re.fullmatch(r"govrank-main-\d{8}T\d{6}Z\.tar\.gz", done.file.name)
    note = json.loads((office / "last_backup.json").read_bytes())
    assert note["file"] == done.file.name


def test_no_file_is_overwritten_and_a_missing_folder_is_named(office, tmp_path) -> None:
    """Nothing is begun."""
    there = tmp_path / "b"
    there.write_text("mine")
    for place, said in ((there, "is there already"), (tmp_path / "no" / "b", "There is no folder")):
        with pytest.raises(UsageError, match=said):
            backup_of(office, place)
    assert there.read_text() == "mine"
    assert not (office / "last_backup.json").exists()


def test_a_link_in_the_workspace_is_named_and_no_backup_is_made(office, tmp_path) -> None:
    """What it leads to might be anything."""
    (office / "config" / "lists" / "other.toml").symlink_to("/etc/hostname")
    with pytest.raises(DataError, match=r"'config/lists/other\.toml' is missing or no plain file"):
        backup_of(office, tmp_path / "b")
    assert not list(tmp_path.glob("*b*"))


@pytest.mark.parametrize(
    ("pattern", "said"),
    [
        ("facts/posts/*/raw-*.parquet", "is not as it was recorded"),
        ("editions/main/2020-05/r2/edition.json", "is not as it was recorded"),
        ("releases/main/2020-05/r1/files/*.csv", "is not as it was recorded"),
        ("releases/main/2020-05/r1/manifest.json.minisig", "signature"),
    ],
)
def test_a_workspace_that_is_damaged_is_told_so_and_not_backed_up(
    office, tmp_path, pattern, said
) -> None:
    """A backup that could not be restored is none."""
    (file,) = office.glob(pattern)
    file.write_bytes(file.read_bytes()[:-1] + b"?")
    with pytest.raises(VerificationError, match=said):
        backup_of(office, tmp_path / "b")
    assert not list(tmp_path.glob("*b*"))


def test_a_file_that_appeared_in_a_release_is_named(office, tmp_path) -> None:
    """It is not part of what was signed."""
    (office / "releases" / "main" / "2020-05" / "r1" / "new").touch()
    with pytest.raises(VerificationError, match="r1/new' is not listed"):
        backup_of(office, tmp_path / "b")


def test_a_broken_chain_is_named_and_not_backed_up(office, tmp_path) -> None:
    """The log was changed by hand."""
    ledger = Ledger(f"sqlite:///{office / 'ledger.db'}")
    with ledger.writing() as connection:
        connection.execute(text("UPDATE edition_events SET actor = 'x' WHERE id = 2"))
    ledger.close()
    with pytest.raises(VerificationError, match="Event 2 of the ledger"):
        backup_of(office, tmp_path / "b")


def test_it_waits_for_who_writes_and_then_names_them(office, tmp_path, monkeypatch) -> None:
    """Ledger and files of one moment, or nothing."""
    monkeypatch.setattr("ranking.ledger.writer.WAIT_SECONDS", 0.2)
    with (
        waiting_child(HOLDING, office),
        opened(office) as workspace,
        pytest.raises(LedgerError, match="import"),
    ):
        back_up(workspace, tmp_path / "b")


def test_a_file_that_changes_while_it_is_written_is_found(office, tmp_path, monkeypatch) -> None:
    """Somebody edits a campaign meanwhile: reading back finds it."""
    write = module.write_archive

    def changed(target, manifest, sources, tick):
        path = sources["workspace/config/lists/main.toml"]
        path.write_bytes(path.read_bytes().replace(b"id", b"di", 1))
        write(target, manifest, sources, tick)

    monkeypatch.setattr(module, "write_archive", changed)
    with pytest.raises(VerificationError, match=r"'workspace/config/lists/main\.toml' was changed"):
        backup_of(office, tmp_path / "b")
    assert not list(tmp_path.glob("*b*"))


@pytest.mark.slow
@pytest.mark.parametrize("when", ["Reading the files", "Writing the backup", "check", "end"])
def test_a_backup_that_is_killed_leaves_a_whole_file_or_none(office, tmp_path, when) -> None:
    """The next one takes away what it left."""
    place = tmp_path / "to"
    place.mkdir()
    assert run_child(KILLED, office, place / "b.tar.gz", when).returncode == -9
    assert (place / "b.tar.gz").exists() == (when == "end")
    backup_of(office, place / "c.tar.gz")
    whole = sorted(path.name for path in place.iterdir())
    assert whole == (["b.tar.gz", "c.tar.gz"] if when == "end" else ["c.tar.gz"])
    for name in whole:
        check_archive(place / name, quiet)


@pytest.mark.slow
def test_a_full_disk_is_named_and_nothing_is_left(office, tmp_path) -> None:
    """The old state is intact."""
    code = """
from pathlib import Path
from tests.builders.backups import backup_of
from ranking.workflow import backup
write = backup.write_archive

def starved(*arguments):
    limit_files(30_000)
    write(*arguments)
backup.write_archive = starved
backup_of(Path(sys.argv[1]), Path(sys.argv[2]))
"""
    place = tmp_path / "to"
    place.mkdir()
    done = run_child(code, office, place / "b.tar.gz")
    assert "DataError: The backup" in done.stderr
    assert list(place.iterdir()) == []


def flipped(archive: Path, number: int) -> Path:
    """Change one byte of a copy: a place and a change that follow from the number."""
    chance = random.Random(number)
    data = bytearray(archive.read_bytes())
    place = chance.randrange(len(data)) if number % 4 else len(data) - 1 - number % SEAL_SIZE
    data[place] ^= 1 << chance.randrange(8)
    copy = archive.with_name("flipped")
    copy.write_bytes(data)
    return copy


@pytest.mark.parametrize(
    "numbers",
    [range(QUICK), pytest.param(range(QUICK, FLIPS), marks=pytest.mark.slow)],
    ids=["quick", "all"],
)
def test_every_flipped_bit_of_the_file_is_found(archive, numbers) -> None:
    """Of content, of headers, of what no content depends on, and of the seal itself."""
    check_archive(archive, quiet)
    for number in numbers:
        refused(flipped(archive, number))


def test_bits_of_gzip_that_change_no_content_are_found_too(archive) -> None:
    """Its time, its system: any program unpacks the same from them."""
    data = bytearray(archive.read_bytes())
    data[4] ^= 1
    archive.write_bytes(data)
    assert gzip.decompress(bytes(data))
    assert "the backup itself was changed" in refused(archive)


@pytest.mark.parametrize("keep", [0, 5, 1000, -200, -SEAL_SIZE, -1])
def test_a_file_cut_short_is_refused(archive, keep) -> None:
    """Wherever it ends."""
    archive.write_bytes(archive.read_bytes()[:keep])
    refused(archive)


def test_the_first_member_that_differs_is_named(archive) -> None:
    """Content, size, one missing, one too many, one twice."""
    members = entries(archive)
    units = next(n for n, (info, _) in enumerate(members) if info.name == "ledger/units.jsonl")
    data = members[units][1]
    cases = [
        (file_entry("ledger/units.jsonl", data.replace(b"1", b"2")), "was changed: its SHA-256"),
        (file_entry("ledger/units.jsonl", data + b"\n"), f"has {len(data) + 1} bytes"),
        (file_entry("ledger/other.jsonl", data), "'ledger/other.jsonl' is not listed"),
    ]
    for entry, said in cases:
        changed = [*members[:units], entry, *members[units + 1 :]]
        assert said in refused(written(archive, changed))
    less = [*members[:units], *members[units + 1 :]]
    assert "'ledger/units.jsonl' is missing" in refused(written(archive, less))
    assert "is in the backup twice" in refused(written(archive, [*members, members[units]]))
    assert "behind the last file" in refused(written(archive, members, gzip.compress(b"more")))
    assert "not manifest.json" in refused(written(archive, members[1:]))


@pytest.mark.parametrize(
    "path",
    [
        "/etc/passwd",
        "../x",
        "workspace/../../x",
        "workspace/config//x",
        "workspace/config/./x",
        "workspace/config/",
        "workspace/config",
        "workspace/secrets/signing.key",
        "workspace/ledger.db",
        "ledger/x.jsonl",
        "ledger/../x",
        "x",
        "workspace/config/a\0b",
    ],
)
def test_a_path_that_is_no_part_of_a_backup_is_refused_by_name(archive, path) -> None:
    """Listed or not: up, absolute, empty, or a place that no backup has."""
    members = entries(archive)
    assert "which cannot be part of a backup" in refused(
        written(archive, listed(members, path, b"x"))
    )
    if "\0" not in path:
        assert "is not listed" in refused(written(archive, [*members, file_entry(path)]))


@pytest.mark.parametrize(
    "kind",
    [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.FIFOTYPE, tarfile.DIRTYPE],
)
def test_what_is_no_plain_file_is_refused_by_name(archive, kind) -> None:
    """Even under a name that is listed."""
    members = listed(entries(archive), "workspace/config/x", b"")
    info = members[-1][0]
    info.type, info.linkname = kind, "/etc/passwd"
    assert "'workspace/config/x' is not a plain file" in refused(written(archive, members))


def test_a_header_that_asks_for_memory_is_refused(archive) -> None:
    """A name of gigabytes is not read; a size that is not the manifest's neither."""
    info = tarfile.TarInfo("workspace/config/x")
    info.pax_headers = {"comment": "x" * (2 << 20)}
    assert "a header of" in refused(written(archive, [*entries(archive), (info, b"")]))


def test_a_chain_broken_within_the_archive_is_found(archive) -> None:
    """Though every hash of the manifest fits: whoever changed it changed that too."""
    members = entries(archive)
    path = "ledger/edition_events.jsonl"
    data = next(data for info, data in members if info.name == path)
    assert "Event 1 of the backup's log" in refused(
        written(archive, listed(members, path, data.replace(b"drafted", b"drifted", 1)))
    )
    shorter = b"".join(data.splitlines(keepends=True)[:-1])
    assert "its manifest says" in refused(written(archive, listed(members, path, shorter)))


@pytest.mark.parametrize(
    "change",
    [
        {"format": "govrank-backup/2"},
        {"schema": "x"},
        {"schema": 4},
        {"tables": [1]},
        {"members": []},
        {"created_at": "yesterday"},
        {"surprise": 1},
    ],
)
def test_a_manifest_of_another_shape_is_refused(archive, change) -> None:
    """Even one that is canonical."""
    members = with_manifest(entries(archive), lambda content: content.update(change))
    assert "not the manifest of a backup" in refused(written(archive, members))


def test_tables_that_are_missing_are_named(archive) -> None:
    """A backup without its approvals is none."""

    def change(content):
        content["tables"].remove("approvals")
        del content["members"]["ledger/approvals.jsonl"]

    members = [e for e in entries(archive) if e[0].name != "ledger/approvals.jsonl"]
    assert "approvals" in refused(written(archive, with_manifest(members, change)))


def test_what_is_no_archive_at_all_is_said_so(tmp_path) -> None:
    """A text, nothing, a folder, a gzip of something else, no file."""
    file = tmp_path / "f"
    for data in (b"", b"hello", gzip.compress(b"hello" * 1000), b"\x1f\x8b"):
        file.write_bytes(data)
        assert "cannot be read further than the beginning" in refused(file)
    for path in (tmp_path, tmp_path / "no"):
        with pytest.raises(UsageError, match="cannot be read"):
            check_archive(path, quiet)
