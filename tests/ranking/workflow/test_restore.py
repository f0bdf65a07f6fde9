"""A workspace out of a backup: whole, checked, and the same; or nothing at all."""

import json
import shutil
from pathlib import Path

import pytest
from sqlalchemy import create_engine, make_url, text

from ranking.errors import ConfigError, DataError, LedgerError, UsageError, VerificationError
from ranking.ledger.database import Ledger
from ranking.ledger.load import tables_in
from ranking.settings import load_settings
from ranking.workflow.doctor import examine
from ranking.workflow.restore import restore
from ranking.workflow.verify import verify_month
from tests.builders.backups import (
    backup_of,
    entries,
    listed,
    opened,
    published_office,
    quiet,
    rows,
    with_manifest,
    written,
)
from tests.builders.child import run_child
from tests.builders.life import check_home, take
from tests.builders.workspaces import MONTH

KILLED = """
import os
from pathlib import Path
from ranking.workflow import restore, whole_folder
from ranking.ledger import load
from tests.builders.backups import quiet
when = sys.argv[3]

def then(function):
    def act(*arguments):
        function(*arguments)
        die()
    return act

if when == "unpacked":
    restore._unpack = then(restore._unpack)
elif when == "loading":
    restore.load_table = then(restore.load_table)
elif when == "filled":
    restore._fill = then(restore._fill)
elif when == "synced":
    whole_folder._sync = then(whole_folder._sync)
else:
    restore._finish = lambda _: die()
restore.restore(Path(sys.argv[1]), Path(sys.argv[2]), None, os.environ, quiet)
"""


@pytest.fixture(scope="module")
def template(tmp_path_factory) -> Path:
    """A workspace with a published month, and a backup of it beside."""
    home = tmp_path_factory.mktemp("restore") / "office"
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("GOVRANK_DATABASE_URL", raising=False)
        published_office(home)
        backup_of(home, home.with_name("b.tar.gz"))
    return home


@pytest.fixture
def archive(template, tmp_path) -> Path:
    return Path(shutil.copy(template.with_name("b.tar.gz"), tmp_path / "b.tar.gz"))


def sqlite(home: Path) -> str:
    return f"sqlite:///{home / 'ledger.db'}"


def files(home: Path) -> dict[str, bytes]:
    """Return the files that a backup is to hold."""
    tops = ("config", "editions", "facts", "releases", "govrank.toml", "signing.pub")
    found = (p for top in tops for p in [home / top, *(home / top).rglob("*")] if p.is_file())
    return {path.relative_to(home).as_posix(): path.read_bytes() for path in found}


def test_a_restored_workspace_is_the_one_that_was_backed_up(template, archive, tmp_path) -> None:
    """Every file, every row; doctor finds no fault, verify holds, and nothing is left over."""
    home = tmp_path / "新" / "office"
    done = restore(archive, home, None, {}, quiet)
    assert files(home) == files(template)
    assert rows(sqlite(home)) == rows(sqlite(template))
    assert (done.home, done.database) == (home, str(home / "ledger.db"))
    assert [path.name for path in home.parent.iterdir()] == ["office"]
    assert not (home / "secrets").exists()
    with opened(home) as workspace:
        faults = [found for found in examine(workspace) if found.state == "fault"]
        backup = [found for found in examine(workspace) if found.check == "backup"]
        verify_month(workspace, MONTH, None, quiet)
    assert faults == []
    assert [found.state for found in backup] == ["ok"]


def test_work_goes_on_in_a_restored_workspace(template, archive, tmp_path) -> None:
    """With the key in its place the next revision is published, and can be backed up again."""
    home = tmp_path / "office"
    restore(archive, home, None, {}, quiet)
    shutil.copytree(template / "secrets", home / "secrets")
    take(home, "review", "approve", "publish")
    check_home(home)
    again = backup_of(home, tmp_path / "again.tar.gz")
    restore(again.file, tmp_path / "second", None, {}, quiet)
    check_home(tmp_path / "second")


@pytest.mark.postgres
def test_a_ledger_moves_to_postgres_and_back(template, archive, tmp_path, postgres_url) -> None:
    """By the file with the address; govrank.toml names a copy of it that only its owner reads."""
    url, back = tmp_path / "url", tmp_path / "back"
    url.write_text(f"{postgres_url}\n")
    moved = tmp_path / "moved"
    restore(archive, moved, url, {}, quiet)
    assert load_settings(moved, {}).database_url == postgres_url
    assert (moved / "database-url.secret").stat().st_mode & 0o077 == 0
    assert not (moved / "ledger.db").exists()
    assert rows(postgres_url) == rows(sqlite(template))
    check_home(moved)
    second = backup_of(moved, tmp_path / "second.tar.gz")
    assert not [i.name for i, data in entries(second.file) if postgres_url.encode() in data]
    with pytest.raises(ConfigError, match="cannot be told from the backup which database"):
        restore(second.file, back, None, {}, quiet)
    assert not back.exists()
    url.write_text(sqlite(back))
    restore(second.file, back, url, {}, quiet)
    assert rows(sqlite(back)) == rows(sqlite(template))
    assert (back / "ledger.db").exists()
    check_home(back)


@pytest.mark.postgres
def test_a_database_that_is_not_empty_is_refused_with_what_it_holds(
    archive, tmp_path, postgres_url
) -> None:
    """Ours or anybody's; nothing in it is touched, and no folder appears."""
    engine = create_engine(postgres_url)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE theirs (x int)"))
    engine.dispose()
    environ = {"GOVRANK_DATABASE_URL": postgres_url}
    with pytest.raises(LedgerError, match=r"not empty: it has 1 tables \(theirs\)"):
        restore(archive, tmp_path / "x", None, environ, quiet)
    assert [path.name for path in tmp_path.iterdir()] == ["b.tar.gz"]
    ledger = Ledger(postgres_url)
    assert tables_in(ledger) == ["theirs"]
    ledger.close()


@pytest.mark.postgres
def test_a_second_folder_never_shares_a_database(archive, tmp_path, postgres_url) -> None:
    """Not even when what is in it is just what the backup has."""
    environ = {"GOVRANK_DATABASE_URL": postgres_url}
    restore(archive, tmp_path / "one", None, environ, quiet)
    with pytest.raises(LedgerError, match="not empty"):
        restore(archive, tmp_path / "two", None, environ, quiet)
    assert not (tmp_path / "two").exists()


def test_a_folder_that_is_not_empty_is_refused_with_what_it_holds(archive, tmp_path) -> None:
    """An empty one will do."""
    home = tmp_path / "office"
    home.mkdir()
    (home / "mine.txt").touch()
    with pytest.raises(UsageError, match=r"is not empty: mine.txt"):
        restore(archive, home, None, {}, quiet)
    with pytest.raises(UsageError, match="is not empty"):
        restore(archive, home / "mine.txt", None, {}, quiet)
    (home / "mine.txt").unlink()
    restore(archive, home, None, {}, quiet)
    check_home(home)


def test_two_databases_are_one_too_many(archive, tmp_path) -> None:
    """The file and the variable; which one was meant is not guessed."""
    (tmp_path / "url").write_text(sqlite(tmp_path))
    environ = {"GOVRANK_DATABASE_URL": sqlite(tmp_path)}
    with pytest.raises(UsageError, match="Two databases are named"):
        restore(archive, tmp_path / "x", tmp_path / "url", environ, quiet)
    with pytest.raises(UsageError, match="cannot be read"):
        restore(archive, tmp_path / "x", tmp_path / "no", {}, quiet)
    assert not (tmp_path / "x").exists()


def test_a_damaged_backup_changes_nothing(archive, tmp_path) -> None:
    """It is compared before anything is written."""
    data = bytearray(archive.read_bytes())
    data[len(data) // 2] ^= 4
    archive.write_bytes(data)
    with pytest.raises(VerificationError):
        restore(archive, tmp_path / "x", None, {}, quiet)
    assert [path.name for path in tmp_path.iterdir()] == ["b.tar.gz"]


FORGED = {
    "editions/main/2020-05/r1/edition.json": "r1/edition.json' is not as it was recorded",
    "releases/main/2020-05/r1/events.json": "r1/events.json' is not as it was recorded",
    "releases/main/2020-05/r1/more": "r1/more' is not listed",
    "releases/main/2020-05/r1/manifest.json.minisig": "signature",
}


@pytest.mark.parametrize("path", FORGED)
def test_files_that_do_not_fit_the_ledger_are_named_though_their_hashes_fit(
    archive, tmp_path, path
) -> None:
    """Somebody has changed a published file, and the backup's manifest with it."""
    members = entries(archive)
    old = next((data for info, data in members if info.name == f"workspace/{path}"), b"?\n")
    forged = written(archive, listed(members, f"workspace/{path}", old[:-2] + b"!\n"))
    with pytest.raises(VerificationError, match=FORGED[path]):
        restore(forged, tmp_path / "x", None, {}, quiet)
    assert [path.name for path in tmp_path.iterdir()] == ["b.tar.gz"]


def test_a_newer_schema_is_refused_with_both_versions(archive, tmp_path) -> None:
    """What it means is not known yet."""
    newer = with_manifest(entries(archive), lambda m: m.update(schema="9999", govrank="9.9"))
    with pytest.raises(VerificationError, match=r"made by govrank 9.9, .* schema 9999"):
        restore(written(archive, newer), tmp_path / "x", None, {}, quiet)


def test_a_backup_that_claims_more_than_the_disk_has_is_refused(archive, tmp_path) -> None:
    """Before a byte of it is unpacked: its own manifest bounds what it may write."""
    big = with_manifest(
        entries(archive),
        lambda m: m["members"]["workspace/govrank.toml"].update(size=1 << 50),
    )
    with pytest.raises((DataError, VerificationError), match=r"govrank.toml' has|enough room"):
        restore(written(archive, big), tmp_path / "x", None, {}, quiet)
    assert not (tmp_path / "x").exists()


def test_too_little_room_is_told_before_anything_is_written(archive, tmp_path, monkeypatch) -> None:
    """How much is needed, and how much there is."""
    monkeypatch.setattr(shutil, "disk_usage", lambda _: shutil._ntuple_diskusage(9, 9, 9))
    with pytest.raises(DataError, match="0 MB are free"):
        restore(archive, tmp_path / "x", None, {}, quiet)


@pytest.mark.slow
@pytest.mark.postgres
@pytest.mark.parametrize("base", ["sqlite", "postgres"])
@pytest.mark.parametrize("when", ["unpacked", "loading", "filled", "synced", "named"])
def test_a_restore_that_is_killed_leaves_nothing_or_all_and_runs_again(
    archive, tmp_path, template, postgres_url, when, base
) -> None:
    """The folder is not there or whole; what is in the database already is not in the way."""
    home = tmp_path / "office"
    environ = {"GOVRANK_DATABASE_URL": postgres_url} if base == "postgres" else {}
    assert run_child(KILLED, archive, home, when, **environ).returncode == -9
    assert home.exists() == (when == "named")
    if when == "named":
        assert files(home) == files(template)
        with pytest.raises(UsageError, match="is not empty"):
            restore(archive, home, None, environ, quiet)
    else:
        restore(archive, home, None, environ, quiet)
    assert rows(environ.get("GOVRANK_DATABASE_URL", sqlite(home))) == rows(sqlite(template))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["b.tar.gz", "office"]


def test_the_settings_name_the_new_database_and_are_otherwise_as_they_were(
    template, tmp_path
) -> None:
    """Whatever way they named the old one."""
    for number, old in enumerate(
        [
            'list = "main"\r\n[database]\r\nurl = "postgresql://u:p@h/d" # ours\r\n[retention]\r\n',
            '[ database ]  # x\nurl_file = "old.secret"\n\n[retention]\naudit_days = 200\n',
            'list = "main"',
            "",
        ]
    ):
        home = tmp_path / f"office{number}"
        shutil.copytree(template, home)
        done = backup_of(home, tmp_path / f"{number}.tar.gz")
        changed = listed(entries(done.file), "workspace/govrank.toml", old.encode())
        new, url = tmp_path / f"new{number}", tmp_path / "url"
        url.write_text(sqlite(tmp_path / f"elsewhere{number}.d"))
        (tmp_path / f"elsewhere{number}.d").mkdir()
        restore(written(done.file, changed), new, url, {}, quiet)
        assert load_settings(new, {}).database_url == url.read_text()
        kept = (new / "govrank.toml").read_text()
        assert all(line.strip() in kept for line in old.splitlines())


def test_settings_that_cannot_be_changed_say_so(archive, tmp_path) -> None:
    """A table written in one line; the variable is the way out."""
    inline = b'database = { url = "x" }\n'
    (tmp_path / "url").write_text("sqlite:///y")
    changed = written(archive, listed(entries(archive), "workspace/govrank.toml", inline))
    with pytest.raises(ConfigError) as caught:
        restore(changed, tmp_path / "x", tmp_path / "url", {}, quiet)
    assert "govrank.toml" in str(caught.value)
    assert "GOVRANK_DATABASE_URL" in caught.value.hint_text()


def test_a_password_is_never_shown(archive, tmp_path) -> None:
    """Not in what is printed, nor in an error."""
    bad = make_url("postgresql+psycopg://u:s3cr3t@127.0.0.1:1/db?connect_timeout=1")
    environ = {"GOVRANK_DATABASE_URL": bad.render_as_string(hide_password=False)}
    with pytest.raises(LedgerError) as caught:
        restore(archive, tmp_path / "x", None, environ, quiet)
    assert "s3cr3t" not in f"{caught.value} {caught.value.hint_text()}"
    assert not (tmp_path / "x").exists()


def test_the_new_workspace_knows_of_when_it_is(archive, tmp_path) -> None:
    """Its last backup is the one it came from."""
    done = restore(archive, tmp_path / "x", None, {}, quiet)
    note = json.loads((tmp_path / "x" / "last_backup.json").read_bytes())
    assert note["created_at"] == done.manifest.created_at.isoformat()
    assert note["file"] == "b.tar.gz"
