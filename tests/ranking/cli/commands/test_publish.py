"""``govrank publish``."""

import hashlib
import json

from ranking.editions.manifest import check_manifest
from ranking.editions.minisign import verify
from ranking.publish_rules import FORMATS
from ranking.render.renderers import FONTS, versions


def test_a_release_is_signed_whole_and_current(published, govrank):
    """The folder is what its manifest says, the manifest what the key signed, current its hash."""
    folder = published / "releases" / "main" / "2020-05" / "r1"
    manifest = (folder / "manifest.json").read_bytes()
    check_manifest(folder, manifest)
    check_manifest(folder / "snapshot", (folder / "snapshot" / "manifest.json").read_bytes())
    public = (published / "signing.pub").read_text("utf-8")
    signature = (folder / "manifest.json.minisig").read_bytes().decode()
    assert verify(public, manifest, signature).startswith("govrank main 2020-05 r1 ")
    digest = hashlib.sha256(manifest).hexdigest()
    pointer = json.loads((published / "releases" / "main" / "current.json").read_bytes())
    assert pointer == {"month": "2020-05", "revision": 1, "manifest_sha256": digest}
    history = govrank("history", "2020-05", "--json").json
    assert history["revisions"][0]["release_sha256"] == digest
    assert history["events"][-1]["detail"]["release"] == digest


def test_the_manifest_says_what_readers_need(published, govrank):
    """Who approved which snapshot and when, the chain's head before, and no reason for a first."""
    folder = published / "releases" / "main" / "2020-05" / "r1"
    said = json.loads((folder / "manifest.json").read_bytes())
    assert said["format"] == "govrank-release/1"
    assert (said["list"], said["month"], said["revision"]) == ("main", "2020-05", 1)
    assert said["state"] == "published"
    snapshot = (folder / "snapshot" / "manifest.json").read_bytes()
    assert said["snapshot_manifest"] == hashlib.sha256(snapshot).hexdigest()
    assert [a["person"] for a in said["approvals"]] == ["zhang", "li"]
    assert {a["manifest_sha256"] for a in said["approvals"]} == {said["snapshot_manifest"]}
    assert (said["reason"], said["note"], said["previous_release"]) == (None, None, None)
    events = json.loads((folder / "events.json").read_bytes())
    assert events["head"] == said["event_head"] == events["events"][-1]["sha256"]
    assert [e["action"] for e in events["events"]] == ["drafted", "frozen", "reviewed", "approved"]


def test_the_files_are_those_that_export_writes(published, govrank, tmp_path):
    """Byte for byte, except that the workbook and JSON were made at the time of publication."""
    folder = published / "releases" / "main" / "2020-05" / "r1" / "files"
    assert govrank("export", "2020-05", "--to", tmp_path / "out").code == 0
    names = sorted(path.name for path in folder.iterdir())
    assert names == sorted(path.name for path in (tmp_path / "out").iterdir())
    assert {name.rpartition(".")[2] for name in names} == set(FORMATS)
    for name in names:
        assert (folder / name).read_bytes() == (tmp_path / "out" / name).read_bytes()
    assert json.loads((folder / "main-2020-05.json").read_bytes())["state"] == "published"


def test_the_manifest_says_which_tools_made_the_files(published):
    """So that a verifier knows what to expect of other versions."""
    release = published / "releases" / "main" / "2020-05" / "r1"
    assert json.loads((release / "manifest.json").read_bytes())["renderers"] == versions()


def test_without_the_fonts_nothing_is_written(approved, govrank, monkeypatch):
    """An office that promises PDF does not publish without; freezing says so, and goes on."""
    here = versions() | {FONTS: None}
    monkeypatch.setattr("ranking.render.renderers.versions", lambda: here)
    run = govrank("publish", "2020-05", "--lang", "en")
    assert run.code == 1
    assert "pdf, png; not installed: manimgx-fonts-cjk" in run.err
    assert 'pip install "govrank[fonts]"' in run.err
    assert not list((approved / "releases").rglob("*.json"))
    assert govrank("history", "2020-05", "--json").json["revisions"][0]["state"] == "approved"


def test_freezing_without_the_fonts_says_what_cannot_be_published(
    small_month, govrank, monkeypatch
):
    here = versions() | {FONTS: None}
    monkeypatch.setattr("ranking.render.renderers.versions", lambda: here)
    run = govrank("freeze", "2020-05", "--lang", "en")
    assert run.code == 0
    assert "cannot be published from here in these formats: pdf, png" in run.err


def test_both_hashes_for_the_notice_are_printed(approved, govrank):
    """The release's and the log's head after it."""
    out = govrank("publish", "2020-05").out
    history = govrank("history", "2020-05", "--json").json
    assert history["revisions"][0]["release_sha256"] in out
    assert history["events"][-1]["sha256"] in out
    assert "official notice" in out


def test_publishing_twice_is_refused(published, govrank):
    """Nothing is written again."""
    folder = published / "releases" / "main" / "2020-05" / "r1"
    before = (folder / "manifest.json.minisig").read_bytes()
    run = govrank("publish", "2020-05")
    assert run.code == 1
    assert "published already" in run.err
    assert (folder / "manifest.json.minisig").read_bytes() == before


def test_nothing_is_published_without_a_key(small_month, govrank, as_user):
    """The error says how to get one; the edition stays approved."""
    govrank("freeze", "2020-05")
    for user in ("zhang", "li"):
        as_user(user, "approve", "2020-05")
    run = govrank("publish", "2020-05")
    assert run.code == 1
    assert "There is no signing key" in run.err
    assert "govrank key create" in run.err
    assert not (small_month / "releases").exists()
    assert govrank("show", "2020-05", "--json").json["state"] == "approved"


def test_before_its_release_time_a_month_is_not_published(approved, govrank, monkeypatch):
    """With a release rule, the time is told; at that very instant it is published."""
    from datetime import UTC, datetime, timedelta

    path = approved / "config" / "lists" / "main.toml"
    text = path.read_text("utf-8")
    rule = '[release]\nrule = "date"\nday = 9\ntime = "09:30"\n'
    path.write_text(text.replace("# [release]\n", rule), "utf-8")
    later = datetime.now(UTC) + timedelta(hours=3)
    monkeypatch.setattr("ranking.schedule.release_time.release_time", lambda *_: later)
    run = govrank("publish", "2020-05")
    assert run.code == 1
    assert "2020-05 is to be published on " in run.err
    monkeypatch.undo()
    monkeypatch.chdir(approved)
    assert govrank("publish", "2020-05").code == 0


def test_a_changed_snapshot_is_not_published(approved, govrank):
    """The first file that differs is named; nothing is left behind."""
    path = approved / "editions" / "main" / "2020-05" / "r1" / "edition.json"
    path.write_bytes(path.read_bytes() + b" ")
    run = govrank("publish", "2020-05")
    assert run.code == 1
    assert "'edition.json' was changed" in run.err
    assert not list((approved / "releases").rglob("r1*"))


def test_a_public_key_that_does_not_fit_is_noticed_before(approved, govrank):
    """A release that no reader could verify is never published."""
    from ranking.editions.minisign import create_key

    (approved / "signing.pub").write_text(create_key().public_text, "utf-8")
    run = govrank("publish", "2020-05")
    assert run.code == 1
    assert "The signature was made with key" in run.err
    assert govrank("show", "2020-05", "--json").json["state"] == "approved"
