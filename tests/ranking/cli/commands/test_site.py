"""``govrank site``, and the site after ``publish`` and ``withdraw``."""

import json
import sys

import pytest

pytestmark = pytest.mark.slow

MONTH = "2020-05"


def test_publishing_builds_the_site(published) -> None:
    site = published / "site"
    assert (site / MONTH / "r1.html").is_file()
    assert (site / MONTH / "r1" / "release.zip").is_file()


def test_the_command_tells_what_it_did(published, govrank, tmp_path) -> None:
    first = govrank("site", "--to", tmp_path / "www", "--json").json
    assert first["folder"] == str(tmp_path / "www")
    assert (first["editions"], first["unchanged"], first["removed"]) == (1, 0, 0)
    assert first["written"] > 10
    second = govrank("site", "--to", tmp_path / "www", "--json").json
    assert (second["written"], second["unchanged"]) == (0, first["written"])
    english = ("site", "--to", tmp_path / "www", "--lang", "en")
    assert govrank(*english).code == 0  # the pages are in English from now on
    said = govrank(*english).out
    assert f"0 files written, {second['unchanged']} unchanged, 0 removed" in said


def test_a_withdrawn_edition_gets_its_banner_at_once(published, govrank) -> None:
    assert govrank("withdraw", MONTH, "--note", "数据源出错").code == 0
    assert "数据源出错" in (published / "site" / MONTH / "r1.html").read_text("utf-8")


def test_a_site_that_cannot_be_built_does_not_undo_the_publication(approved, govrank) -> None:
    (approved / "site").mkdir()
    (approved / "site" / "letter.txt").write_text("mine", "utf-8")
    run = govrank("publish", MONTH, "--lang", "en")
    assert run.code == 0
    assert "release SHA-256" in run.out
    assert "the site could not be built" in run.err
    assert "govrank site" in run.err
    assert (approved / "releases" / "main" / MONTH / "r1" / "manifest.json").is_file()
    assert [path.name for path in (approved / "site").iterdir()] == ["letter.txt"]


def test_one_json_document_is_printed_all_the_same(approved, govrank) -> None:
    (approved / "site").write_text("mine", "utf-8")
    run = govrank("publish", MONTH, "--json")
    assert json.loads(run.out)["state"] == "published"
    assert "site" in run.err


def test_a_folder_with_something_else_is_refused(published, govrank, tmp_path) -> None:
    (tmp_path / "www").mkdir()
    (tmp_path / "www" / "letter.txt").write_text("mine", "utf-8")
    run = govrank("site", "--to", tmp_path / "www", "--lang", "en")
    assert run.code == 2
    assert "is not empty and was not made by 'govrank site'" in run.err


def test_strict_tells_of_files_that_are_not_the_builds(published, govrank) -> None:
    assert govrank("site", "--strict").code == 0
    (published / "site" / "letter.txt").write_text("mine", "utf-8")
    run = govrank("site", "--strict", "--lang", "en")
    assert run.code == 3
    assert "letter.txt" in run.out
    assert govrank("site").code == 0


def test_before_the_first_publication_it_says_what_is_missing(approved, govrank) -> None:
    run = govrank("site", "--lang", "en")
    assert run.code == 2
    assert "Nothing has been published" in run.err


@pytest.mark.skipif(sys.platform == "win32", reason="no permission bits")
def test_pages_may_be_read_by_a_web_server(published) -> None:
    modes = {path.stat().st_mode & 0o444 for path in (published / "site").rglob("*.html")}
    assert modes == {0o444}
