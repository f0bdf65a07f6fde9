"""``govrank revise``."""

import json
import zipfile

import pytest

from tests.builders.files import WEIBO, weibo_row, write_csv

pytestmark = pytest.mark.slow

REVISE = ("revise", "2020-05", "--reason", "R1", "--note", "迟到的数据")


@pytest.fixture
def late(published, govrank):
    """A published month of which more was imported since."""
    file = write_csv(published / "晚.csv", WEIBO, [weibo_row(70, 100, 点赞数=9900)])
    assert govrank("import", file).code == 0
    return published


@pytest.fixture
def revised(late, govrank, as_user):
    """Revision 2 is published."""
    assert govrank(*REVISE).code == 0
    assert govrank("freeze", "2020-05").code == 0
    for user in ("zhang", "li"):
        assert as_user(user, "approve", "2020-05").code == 0
    assert govrank("publish", "2020-05").code == 0
    return late


def states(govrank) -> list[str]:
    found = govrank("history", "2020-05", "--json").json["revisions"]
    return [one["state"] for one in found]


def current(home):
    return json.loads((home / "releases" / "main" / "current.json").read_bytes())


def test_the_published_edition_stays_until_its_revision_is_published(late, govrank):
    """Revision 2 is a draft with the new data; revision 1 is in force and unchanged."""
    before = current(late)
    assert govrank(*REVISE, "--json").json == {
        "month": "2020-05",
        "revision": 2,
        "state": "draft",
    }
    assert states(govrank) == ["published", "draft"]
    assert current(late) == before
    shown = govrank("show", "2020-05", "--json").json
    assert (shown["revision"], shown["state"], shown["statistics"]["posts"]) == (2, "draft", 5)
    first = govrank("show", "2020-05", "--revision", "1", "--json").json
    assert (first["state"], first["statistics"]["posts"]) == ("published", 4)


def test_drafting_again_keeps_the_revision_and_its_reason(late, govrank):
    """It is the draft of revision 2 that is replaced."""
    govrank(*REVISE)
    assert govrank("draft", "2020-05", "--json").json["revision"] == 2
    found = govrank("history", "2020-05", "--json").json["revisions"]
    assert [(one["revision"], one["reason"]) for one in found] == [(1, None), (2, "R1")]


def test_a_published_revision_takes_the_place_of_the_one_before(revised, govrank):
    """At one go; the old release is as it was, and both name each other's hash."""
    assert states(govrank) == ["revised", "published"]
    assert current(revised)["revision"] == 2
    folder = revised / "releases" / "main" / "2020-05"
    one, two = (json.loads((folder / f"r{n}" / "manifest.json").read_bytes()) for n in (1, 2))
    found = govrank("history", "2020-05", "--json").json["revisions"]
    assert two["previous_release"] == found[0]["release_sha256"]
    assert (two["reason"], two["note"]) == ("R1", "迟到的数据")
    snapshot = json.loads((folder / "r2" / "snapshot" / "manifest.json").read_bytes())
    assert snapshot["previous_manifest"] == one["snapshot_manifest"]


@pytest.mark.parametrize("shape", ["table", "md"])
def test_the_old_revision_carries_a_banner(revised, govrank, shape):
    """It names the one in its place and says why; the new one says that it is a revision."""
    old = govrank("show", "2020-05", "--revision", "1", "--format", shape).out
    assert "has been replaced by revision 2 (new data): 迟到的数据" in old
    new = govrank("show", "2020-05", "--format", shape).out
    assert "This is a revision (new data): 迟到的数据" in new
    piped = govrank("show", "2020-05", "--revision", "1")
    assert "replaced by revision 2" in piped.err
    assert piped.out.startswith("index\t")


def test_exported_files_carry_the_banner(revised, govrank, tmp_path):
    """So do those of the release: the workbook's texts hold it."""
    govrank("export", "2020-05", "--to", tmp_path / "out")
    released = revised / "releases" / "main" / "2020-05" / "r2" / "files"
    for folder in (tmp_path / "out", released):
        with zipfile.ZipFile(folder / "main-2020-05.xlsx") as book:
            assert "迟到的数据" in book.read("xl/sharedStrings.xml").decode()


def test_a_frozen_edition_that_is_revised_gives_way_at_once(small_month, govrank, as_user):
    """It was never in force; only the revision can be approved and published."""
    govrank("freeze", "2020-05")
    as_user("zhang", "approve", "2020-05")
    assert govrank(*REVISE).code == 0
    assert states(govrank) == ["revised", "draft"]
    run = as_user("li", "approve", "2020-05")
    assert "2020-05 r2 is a draft" in run.err
    old = govrank("show", "2020-05", "--revision", "1", "--format", "md").out
    assert "has been replaced by revision 2" in old


def test_the_reason_is_one_of_four_and_the_note_is_not_empty(published, govrank):
    """Both are refused with what is expected."""
    run = govrank("revise", "2020-05", "--reason", "R9", "--note", "x")
    assert run.code == 2
    assert "R1" in run.err
    run = govrank("revise", "2020-05", "--reason", "C", "--note", "  ")
    assert run.code == 2
    assert "must say why" in run.err
    assert govrank("revise", "2020-05", "--reason", "C").code == 2


def test_a_draft_is_not_revised_but_drafted_again(small_month, govrank):
    """And a month without an edition is drafted."""
    assert "still a draft" in govrank(*REVISE).err
    run = govrank("revise", "2020-04", "--reason", "C", "--note", "x")
    assert "has not been drafted" in run.err


def test_an_unknown_revision_is_said_with_the_newest(published, govrank):
    """``show --revision 7``."""
    run = govrank("show", "2020-05", "--revision", "7")
    assert run.code == 2
    assert "2020-05 has no revision 7; the newest is 1" in run.err
