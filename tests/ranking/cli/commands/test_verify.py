"""``govrank verify``."""

import hashlib
import json
import random
import shutil
import zipfile
from pathlib import Path

import pytest
from sqlalchemy import text

from ranking.editions.canonical import canonical_json
from ranking.editions.manifest import check_manifest, make_manifest
from ranking.editions.minisign import create_key, sign
from ranking.errors import VerificationError
from ranking.ledger.adjustments import read_adjustments
from ranking.wiring import open_workspace
from ranking.workflow.adjust_wishes import award
from ranking.workflow.verify_release import verify_release
from tests.builders.adjusting import Office
from tests.builders.life import take
from tests.builders.workspaces import MONTH, imported_workspace

R1 = Path("releases/main") / MONTH / "r1"
TO_PUBLISHED = ("draft", "freeze", "review", "approve", "publish")


@pytest.fixture(scope="module")
def original(tmp_path_factory) -> Path:
    """A workspace with a published month; tests work on copies."""
    home = tmp_path_factory.mktemp("original") / "office"
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("GOVRANK_DATABASE_URL", raising=False)
        with imported_workspace(home):
            pass
        take(home, "key", *TO_PUBLISHED)
    return home


@pytest.fixture
def home(original, tmp_path) -> Path:
    return Path(shutil.copytree(original, tmp_path / "office"))


@pytest.fixture
def release(original, tmp_path) -> Path:
    """The release alone, as a reader has it."""
    return Path(shutil.copytree(original / R1, tmp_path / "reader" / "r1"))


@pytest.fixture
def key(original, tmp_path) -> Path:
    return Path(shutil.copy(original / "signing.pub", tmp_path / "office.pub"))


def signed_again(release: Path, **changed: object) -> str:
    """Let somebody sign a changed folder with a key of their own; return the public key."""
    pair = create_key()
    fields = json.loads((release / "manifest.json").read_bytes()) | changed
    kind = fields.pop("format")
    del fields["files"]
    data = make_manifest(kind, fields, release)
    (release / "manifest.json").write_bytes(data)
    (release / "manifest.json.minisig").write_text(sign(pair.secret_text, data, "forged"))
    return pair.public_text


def refusal(release: Path, public: str) -> str:
    with pytest.raises(VerificationError) as found:
        verify_release(release, public, lambda _: None)
    return str(found.value)


def test_a_reader_verifies_a_folder_without_any_workspace(
    release, key, govrank, tmp_path, monkeypatch
) -> None:
    """Offline, far from the office; what was verified is said last."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("ranking.wiring.open_workspace", None)
    run = govrank("verify", release, "--key", key)
    assert (run.code, run.err) == (0, "")
    assert [line[:3] for line in run.out.splitlines()[:7]] == ["ok:"] * 7
    assert f"Verified: main {MONTH} r1\n" in run.out
    assert "proves nothing" not in run.out
    found = govrank("verify", release, "--key", key, "--json").json
    assert (found["list"], found["month"], found["revision"]) == ("main", MONTH, 1)
    assert found["checks"][0] == "signature"
    assert found["key_is_from_folder"] is False


def test_a_key_from_the_folder_itself_proves_nothing(release, govrank) -> None:
    """The check is made and says what it is not worth."""
    run = govrank("verify", release)
    assert run.code == 0
    assert "proves nothing about who signed" in run.out
    assert govrank("verify", release, "--json").json["key_is_from_folder"] is True


@pytest.mark.slow
def test_the_office_verifies_a_month_against_its_ledger(home, govrank) -> None:
    """The same checks, then the ledger's row and the whole log; without a month the newest."""
    run = govrank("verify", MONTH, "--home", home, "--json")
    assert run.json["checks"][-2:] == ["ledger", "chain"]
    assert run.json["state"] == "published"
    assert govrank("verify", "--home", home, "--json").json == run.json
    take(home, "revise")
    assert govrank("verify", MONTH, "--home", home, "--json").json["revision"] == 1
    take(home, "freeze", "review", "approve", "publish")
    assert govrank("verify", MONTH, "--home", home, "--json").json["revision"] == 2
    assert govrank("verify", home / R1, "--key", home / "signing.pub").code == 0


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ("UPDATE editions SET release_sha256 = 'ab'", "release_sha256"),
        ("UPDATE editions SET document = replace(document, '甲', '丙')", "document"),
        ("UPDATE approvals SET person = '王五' WHERE person = '李四'", "approvals"),
        ("UPDATE edition_events SET actor = 'x' WHERE action = 'frozen'", "Event 2"),
    ],
)
def test_a_ledger_that_says_something_else_is_found(home, govrank, change, named) -> None:
    """One row changed by hand behind the program's back."""
    workspace = open_workspace(home, "test", lambda *_: None)
    with workspace.ledger.writing() as connection:
        connection.execute(text("DROP TRIGGER IF EXISTS edition_events_no_update"))
        connection.execute(text(change))
    workspace.close()
    run = govrank("verify", MONTH, "--home", home)
    assert run.code == 1
    assert named in run.err


@pytest.mark.parametrize("seed", range(60))
def test_any_changed_byte_is_found(release, key, seed) -> None:
    """One byte of one file, whichever; the message names what failed."""
    drawn = random.Random(seed)
    path = drawn.choice(sorted(p for p in release.rglob("*") if p.is_file()))
    data = bytearray(path.read_bytes() or b"\0")
    data[drawn.randrange(len(data))] ^= 1 << drawn.randrange(8)
    path.write_bytes(data)
    said = refusal(release, key.read_text())
    name = path.relative_to(release).as_posix()
    assert name in said or (name.startswith("manifest.json") and "signature" in said)


def test_another_key_is_refused(release, govrank, tmp_path) -> None:
    """The release is whole, and not of whoever has that key."""
    other = tmp_path / "other.pub"
    other.write_text(create_key().public_text)
    run = govrank("verify", release, "--key", other)
    assert run.code == 1
    assert "The signature was made with key" in run.err
    assert "Verified" not in run.out


@pytest.mark.parametrize("name", ["files", "snapshot/facts/posts.parquet", "approvals.json"])
def test_a_missing_file_is_named(release, key, govrank, name) -> None:
    """What the manifest lists must be there."""
    path = release / name
    shutil.rmtree(path) if path.is_dir() else path.unlink()
    run = govrank("verify", release, "--key", key, "--lang", "en")
    assert run.code == 1
    assert f"'{name}" in run.err
    assert "is missing" in run.err


@pytest.mark.parametrize("name", ["更正.txt", "snapshot/facts/more.parquet"])
def test_a_file_too_many_is_named(release, key, name) -> None:
    """Nothing may be laid beside what was published."""
    (release / name).write_text("x")
    assert refusal(release, key.read_text()) == f"'{name}' is not listed in the manifest."


def test_the_snapshot_of_another_month_is_refused_even_if_signed(release) -> None:
    """With its own manifest whole, and the release's hash of it put right."""
    snapshot = release / "snapshot"
    fields = json.loads((snapshot / "manifest.json").read_bytes()) | {"month": "2020-04"}
    kind = fields.pop("format")
    del fields["files"]
    (snapshot / "manifest.json").write_bytes(make_manifest(kind, fields, snapshot))
    check_manifest(snapshot, (snapshot / "manifest.json").read_bytes())
    public = signed_again(release)
    assert "snapshot_manifest" in refusal(release, public)
    digest = hashlib.sha256((snapshot / "manifest.json").read_bytes()).hexdigest()
    public = signed_again(release, snapshot_manifest=digest)
    said = refusal(release, public)
    assert 'says month "2020-05"' in said
    assert 'expected is "2020-04"' in said


def test_a_removed_approval_is_found_even_if_signed(release, key) -> None:
    """One person is not two, whoever signs; and one person twice is not two either."""
    approvals = json.loads((release / "approvals.json").read_bytes())
    (release / "approvals.json").write_bytes(canonical_json(approvals[:1]))
    assert "'approvals.json' was changed" in refusal(release, key.read_text())
    public = signed_again(release, approvals=approvals[:1])
    assert "by 张三; expected are two people" in refusal(release, public)
    twice = [approvals[0], approvals[0]]
    (release / "approvals.json").write_bytes(canonical_json(twice))
    assert "by 张三; expected" in refusal(release, signed_again(release, approvals=twice))


def test_an_approval_that_nobody_logged_is_found(release) -> None:
    """A second name added to the list of approvals has no step in the log."""
    approvals = json.loads((release / "approvals.json").read_bytes())
    approvals[1]["person"] = "王五"
    (release / "approvals.json").write_bytes(canonical_json(approvals))
    assert "张三, 王五" in refusal(release, signed_again(release, approvals=approvals))


@pytest.mark.parametrize("field", ["actor", "action", "sha256", "previous_sha256"])
def test_a_changed_step_is_found_even_if_signed(release, field) -> None:
    """The chain of hashes says which step it is."""
    log = json.loads((release / "events.json").read_bytes())
    log["events"][1][field] = "ab"
    (release / "events.json").write_bytes(canonical_json(log))
    assert "Event 2 of 'events.json'" in refusal(release, signed_again(release))


def test_a_published_number_that_does_not_follow_is_found_even_if_signed(release) -> None:
    """The place in the file and both values are named."""
    path = next((release / "files").glob("*.json"))
    edition = json.loads(path.read_bytes())
    row = edition["boards"][0]["rows"][0]
    right = row["total"]
    row["total"] = right + 1
    path.write_text(json.dumps(edition, ensure_ascii=False))
    said = refusal(release, signed_again(release))
    assert f"'files/{path.name}' does not follow" in said
    assert f"at /boards/0/rows/0/total it says {right + 1}, computed is {right}" in said


@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_a_table_that_says_other_numbers_is_found_even_if_signed(release, suffix) -> None:
    """Who holds the key cannot publish a table that does not follow from the frozen facts."""
    path = next((release / "files").glob(f"*.{suffix}"))
    if suffix == "csv":
        path.write_bytes(path.read_bytes().replace(b"1", b"7", 1))
    else:
        with zipfile.ZipFile(path) as file:
            parts = {name: file.read(name) for name in file.namelist()}
        sheet = "xl/worksheets/sheet1.xml"
        parts[sheet] = parts[sheet].replace(b"<v>1</v>", b"<v>7</v>", 1)
        with zipfile.ZipFile(path, "w") as file:
            for name, data in parts.items():
                file.writestr(name, data)
    said = refusal(release, signed_again(release))
    assert f"'files/{path.name}' does not follow" in said


def test_a_workbook_packed_otherwise_says_the_same(release) -> None:
    """Another library may compress it in another way; its parts are what counts."""
    path = next((release / "files").glob("*.xlsx"))
    with zipfile.ZipFile(path) as file:
        parts = {name: file.read(name) for name in file.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as file:
        for name, data in parts.items():
            file.writestr(name, data)
    verify_release(release, signed_again(release), lambda _: None)


def test_a_file_that_is_published_beside_the_edition_is_found(release) -> None:
    """Also if it is signed: what does not follow from the facts has no place there."""
    (release / "files" / "more.csv").write_text("1")
    assert "'files' holds" in refusal(release, signed_again(release))


def test_an_adjustment_that_is_not_what_the_log_says_is_found(tmp_path, monkeypatch) -> None:
    """Two people confirmed half a point; somebody made two of it before the month was frozen."""
    monkeypatch.delenv("GOVRANK_DATABASE_URL", raising=False)
    home = tmp_path / "office"
    with imported_workspace(home):
        pass
    take(home, "key", "draft")
    office = Office(home)
    office.confirm(office.propose(award("甲", "0.5")).number)
    workspace = open_workspace(home, "test", lambda *_: None)
    with workspace.ledger.writing() as connection:
        connection.execute(text("UPDATE adjustments SET points = '2'"))
    workspace.close()
    for module in ("gather", "snapshot"):  # a govrank that does not look
        monkeypatch.setattr(f"ranking.workflow.{module}.logged_adjustments", read_adjustments)
    take(home, *TO_PUBLISHED)
    said = refusal(home / R1, (home / "signing.pub").read_text())
    assert "adjustment 1 is not what the log says" in said


def test_what_is_no_release_is_said(home, tmp_path, govrank) -> None:
    """A folder of something else, a name of nothing, a month without publication, a lost key."""
    (tmp_path / "empty").mkdir()
    assert "signing.pub" in govrank("verify", tmp_path / "empty").err
    key = home / "signing.pub"
    run = govrank("verify", tmp_path / "empty", "--key", key)
    assert (run.code, "'manifest.json' is missing" in run.err) == (1, True)
    assert "neither a month nor a folder" in govrank("verify", "nonsense").err
    assert "Nothing has been published: 2020-04" in govrank("verify", "2020-04", "--home", home).err
    assert "cannot be read" in govrank("verify", home / R1, "--key", tmp_path / "no.pub").err


def test_an_empty_key_file_is_no_key(home, tmp_path, govrank) -> None:
    """The key that lies in the folder or the workspace does not take its place."""
    empty = tmp_path / "empty.pub"
    empty.touch()
    for target in (home / R1, MONTH):
        run = govrank("verify", target, "--key", empty, "--home", home)
        assert (run.code, "public key" in run.err) == (1, True), run.err


@pytest.mark.slow
def test_all_that_was_published_is_verified(home, govrank) -> None:
    """A month's older revisions too; a changed file of the first is found beside a whole second."""
    take(home, "revise", "freeze", "review", "approve", "publish")
    found = govrank("verify", "--all", "--json", "--home", home).json["releases"]
    assert [(one["month"], one["revision"]) for one in found] == [(MONTH, 2)]
    assert found[0]["checks"].count("numbers") == 2
    file = next((home / R1 / "files").glob("*.csv"))
    file.write_bytes(file.read_bytes() + b" ")
    for arguments in (("--all",), (MONTH,)):
        run = govrank("verify", *arguments, "--home", home)
        assert (run.code, f"'files/{file.name}' was changed" in run.err) == (1, True)
    assert govrank("verify", "--home", home).code == 0
    assert "Leave one of them out" in govrank("verify", MONTH, "--all", "--home", home).err


def test_a_withdrawn_edition_still_verifies_and_says_so(home, govrank) -> None:
    """What was published was published; the ledger knows that it no longer holds."""
    assert govrank("withdraw", MONTH, "--note", "数据有误", "--home", home).code == 0
    run = govrank("verify", MONTH, "--home", home)
    assert run.code == 0
    assert "It has been withdrawn since" in run.out
    assert govrank("verify", home / R1, "--key", home / "signing.pub").code == 0
