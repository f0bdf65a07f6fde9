"""The site is built from what was published, and only what has changed is written."""

from __future__ import annotations

import json
import os
import shutil
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from zipfile import ZipFile

import pytest

from ranking.errors import UsageError, VerificationError
from ranking.workflow.verify_release import verify_release
from tests.builders.plans import shanghai
from tests.builders.published_site import (
    AUGUST,
    SEPTEMBER,
    build,
    published_office,
    revise,
    withdraw,
)
from tests.builders.scheduled import PEOPLE, Scheduled, scheduled_office

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def first(tmp_path_factory) -> Scheduled:
    """Two months published, and their site; to be copied, not changed."""
    office = published_office(tmp_path_factory.mktemp("first") / "office")
    build(office)
    return office


@pytest.fixture
def office(first, tmp_path) -> Scheduled:
    shutil.copytree(first.home, tmp_path / "office")
    return replace(first, home=tmp_path / "office")


def contents(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def stamps(folder: Path) -> dict[str, tuple[int, int]]:
    """Inode and time of change of every file."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    known = {path.relative_to(folder).as_posix(): path.stat() for path in files}
    return {path: (stat.st_ino, stat.st_mtime_ns) for path, stat in known.items()}


def test_every_published_month_has_its_pages_and_files(office) -> None:
    site = contents(office.home / "site")
    for month in (AUGUST, SEPTEMBER):
        assert {f"{month}/index.html", f"{month}/r1.html"} <= set(site)
        release = office.home / "releases" / "main" / month / "r1"
        for name in ("manifest.json", "manifest.json.minisig", "signing.pub"):
            assert site[f"{month}/r1/{name}"] == (release / name).read_bytes()
        for path in (release / "files").iterdir():
            assert site[f"{month}/r1/files/{path.name}"] == path.read_bytes()
    assert {"index.html", "feed.xml", "calendar.ics", "site.json", ".nojekyll"} <= set(site)
    assert json.loads(site["schema/edition-1.schema.json"])["$schema"].startswith("https://")


def test_a_second_build_writes_nothing(office) -> None:
    before = stamps(office.home / "site")
    built = build(office)
    assert (built.written, built.removed, built.foreign) == (0, 0, ())
    assert built.unchanged == len(before) - 1  # all but the manifest
    assert stamps(office.home / "site") == before


def test_two_builds_at_two_times_in_two_folders_are_the_same(office, tmp_path) -> None:
    office.now = shanghai("2027-03-01 09:00")
    build(office, tmp_path / "other")
    assert contents(tmp_path / "other") == contents(office.home / "site")


def test_a_revision_touches_nothing_of_other_months_releases(office) -> None:
    """Pages that tell of it change; the files and the revision's page of August do not."""
    site = office.home / "site"
    before = stamps(site)
    revise(office, AUGUST)
    built = build(office)
    after = stamps(site)
    changed = {path for path in after if after[path] != before.get(path)}
    assert {f"{AUGUST}/r2.html", f"{AUGUST}/r1.html", "archive.html", "feed.xml"} <= changed
    assert f"{SEPTEMBER}/r1.html" not in changed
    assert not [path for path in changed if path.startswith(f"{AUGUST}/r1/")]
    assert not [path for path in changed if path.startswith(f"{SEPTEMBER}/r1/")]
    assert built.written == len(changed - {"site-manifest.json"})
    states = [one["state"] for one in json.loads((site / "site.json").read_bytes())["editions"]]
    assert states == ["revised", "published", "published"]


def test_a_withdrawn_edition_stays_with_its_reason(office) -> None:
    withdraw(office, SEPTEMBER, "数据源出错")
    build(office)
    site = contents(office.home / "site")
    assert "数据源出错" in site[f"{SEPTEMBER}/r1.html"].decode()
    assert "数据源出错" in site["feed.xml"].decode()
    edition = json.loads(site["site.json"])["editions"][-1]
    assert (edition["state"], edition["current"]) == ("withdrawn", False)
    assert f"{SEPTEMBER}/r1/release.zip" in site


def test_the_packed_release_is_verified_where_nothing_else_is_known(office, tmp_path) -> None:
    packed = office.home / "site" / SEPTEMBER / "r1" / "release.zip"
    with ZipFile(packed) as file:
        assert {one.compress_type for one in file.infolist()} == {0}
        assert file.namelist() == sorted(file.namelist())
        file.extractall(tmp_path)
    key = (office.home / "signing.pub").read_text("utf-8")
    held: list[str] = []
    verify_release(tmp_path / f"main-{SEPTEMBER}-r1", key, lambda one: held.append(one.check))
    assert {"signature", "snapshot", "numbers"} <= set(held)


def test_the_index_tells_size_and_hash_of_every_file(office) -> None:
    site = contents(office.home / "site")
    for edition in json.loads(site["site.json"])["editions"]:
        assert edition["page"] in site
        assert edition["files"][-1]["name"] == "release.zip"
        for file in edition["files"]:
            assert len(site[file["href"]]) == file["bytes"]
            assert sha256(site[file["href"]]).hexdigest() == file["sha256"]


@pytest.mark.parametrize(
    "path",
    [
        "files/main-2026-09.csv",
        "snapshot/edition.json",
        "snapshot/record.json",
        "snapshot/config/list.toml",
        "snapshot/facts/posts.parquet",
        "manifest.json",
        "manifest.json.minisig",
        "approvals.json",
    ],
)
def test_a_damaged_release_is_refused_by_name(office, tmp_path, path) -> None:
    folder = office.home / "releases" / "main" / SEPTEMBER / "r1"
    data = (folder / path).read_bytes()
    (folder / path).write_bytes(data[:-9] + bytes([data[-9] ^ 1]) + data[-8:])
    with pytest.raises(VerificationError, match=f"{SEPTEMBER} r1.*{path}"):
        build(office, tmp_path / "new")
    assert not (tmp_path / "new" / "index.html").exists()


def test_a_file_that_is_gone_from_a_release_is_refused_by_name(office, tmp_path) -> None:
    folder = office.home / "releases" / "main" / AUGUST / "r1"
    (folder / "snapshot" / "facts" / "posts.parquet").unlink()
    with pytest.raises(VerificationError, match=r"posts\.parquet"):
        build(office, tmp_path / "new")


def test_what_was_removed_or_changed_in_the_site_is_made_again(office) -> None:
    site = office.home / "site"
    before = contents(site)
    (site / "index.html").write_text("changed", "utf-8")
    (site / SEPTEMBER / "r1" / "release.zip").unlink()
    (site / AUGUST / "r1" / "files" / f"main-{AUGUST}.csv").write_bytes(b"short")
    assert build(office).written == 3
    assert contents(site) == before


def test_months_ahead_are_announced_until_a_year_after_the_last(office) -> None:
    ics = (office.home / "site" / "calendar.ics").read_bytes().decode()
    assert ics.count("BEGIN:VEVENT") == 12
    assert f"release-main-{SEPTEMBER}@govrank" not in ics
    assert "release-main-2026-10@govrank" in ics
    assert "release-main-2027-09@govrank" in ics


def test_a_list_without_a_release_rule_announces_nothing(tmp_path) -> None:
    office = published_office(tmp_path / "office", rules=PEOPLE)
    build(office)
    site = office.home / "site"
    assert not (site / "calendar.ics").exists()
    assert "calendar.ics" not in (site / "calendar.html").read_text("utf-8")


def test_nothing_is_built_before_the_first_publication(tmp_path) -> None:
    office = scheduled_office(tmp_path / "office", AUGUST)
    with pytest.raises(UsageError, match="Nothing has been published"):
        build(office)
    assert not (office.home / "site").exists()


def test_a_folder_that_cannot_be_written_changes_nothing_else(office, tmp_path) -> None:
    if os.name != "posix" or os.geteuid() == 0:
        (tmp_path / "file").write_text("", "utf-8")
        with pytest.raises(UsageError):
            build(office, tmp_path / "file")
        return
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o500)
    with pytest.raises(PermissionError):
        build(office, closed)


def test_a_build_that_was_killed_anywhere_is_healed_by_the_next(office, tmp_path) -> None:
    """Every file that is renamed into place is once the last one."""
    target, count = tmp_path / "new", 0
    expected = contents(office.home / "site")
    original = Path.replace
    for stop in (0, 1, 2, 5, 9, 14, 20, 30):
        shutil.rmtree(target, ignore_errors=True)
        count = 0

        def killed(self: Path, to: Path, last: int = stop) -> Path:
            nonlocal count
            count += 1
            if count > last:
                raise KeyboardInterrupt
            return original(self, to)

        with pytest.MonkeyPatch.context() as patched:
            patched.setattr(Path, "replace", killed)
            patched.setattr(Path, "unlink", lambda *_, **__: None)  # a killed run sweeps nothing
            with pytest.raises(KeyboardInterrupt):
                build(office, target)
        built = build(office, target)
        assert contents(target) == expected
        assert built.foreign == ()
