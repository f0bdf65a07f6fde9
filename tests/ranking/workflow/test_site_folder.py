"""A site's folder: nothing that the build did not make is touched."""

import json

import pytest

from ranking.errors import UsageError
from ranking.workflow.site_folder import SITE_MANIFEST, open_site


def put(folder, files: dict[str, bytes], list_id: str = "main"):
    site = open_site(folder, list_id)
    site.claim(files)
    for path, data in files.items():
        site.write(path, data)
    site.finish({})
    return site


def test_files_are_written_once_and_then_left_alone(tmp_path) -> None:
    first = put(tmp_path / "site", {"a.html": b"1", "b/c.html": b"2"})
    assert (first.written, first.unchanged) == (2, 0)
    inode = (tmp_path / "site" / "a.html").stat().st_ino
    second = put(tmp_path / "site", {"a.html": b"1", "b/c.html": b"3"})
    assert (second.written, second.unchanged) == (1, 1)
    assert (tmp_path / "site" / "a.html").stat().st_ino == inode
    assert (tmp_path / "site" / "b" / "c.html").read_bytes() == b"3"


def test_what_no_longer_belongs_is_removed_with_its_empty_folders(tmp_path) -> None:
    put(tmp_path, {"a.html": b"1", "b/c/d.html": b"2"})
    site = put(tmp_path, {"a.html": b"1"})
    assert site.removed == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.html", SITE_MANIFEST]


def test_files_of_others_stay_and_are_told(tmp_path) -> None:
    put(tmp_path, {"b/c.html": b"1"})
    (tmp_path / "b" / "own.txt").write_text("mine", "utf-8")
    site = put(tmp_path, {"a.html": b"1"})
    assert (tmp_path / "b" / "own.txt").read_text("utf-8") == "mine"
    assert site.foreign() == ["b/own.txt"]


def test_a_folder_with_something_else_in_it_is_refused(tmp_path) -> None:
    (tmp_path / "letter.txt").write_text("mine", "utf-8")
    with pytest.raises(UsageError, match="was not made by"):
        put(tmp_path, {"a.html": b"1"})
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


def test_a_file_of_others_where_a_page_belongs_is_not_overwritten(tmp_path) -> None:
    put(tmp_path, {"a.html": b"1"})
    (tmp_path / "b.html").write_text("mine", "utf-8")
    with pytest.raises(UsageError, match="in the way"):
        put(tmp_path, {"a.html": b"1", "b.html": b"2"})
    assert (tmp_path / "b.html").read_text("utf-8") == "mine"


def test_the_site_of_another_list_is_refused(tmp_path) -> None:
    put(tmp_path, {"a.html": b"1"})
    with pytest.raises(UsageError, match="another list, 'main'"):
        put(tmp_path, {"a.html": b"1"}, "other")


@pytest.mark.parametrize("path", ["../victim.txt", "/etc/passwd", "a/../../victim.txt"])
def test_a_manifest_that_leads_out_of_the_folder_is_not_believed(tmp_path, path) -> None:
    put(tmp_path / "site", {"a.html": b"1"})
    (tmp_path / "victim.txt").write_text("mine", "utf-8")
    manifest = tmp_path / "site" / SITE_MANIFEST
    content = json.loads(manifest.read_bytes())
    content["files"][path] = {"bytes": 4, "sha256": "0" * 64}
    manifest.write_text(json.dumps(content), "utf-8")
    with pytest.raises(UsageError, match="was not made by"):
        put(tmp_path / "site", {"a.html": b"1"})
    assert (tmp_path / "victim.txt").exists()


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"format": "govrank-site/1"}', "\x00"])
def test_a_damaged_manifest_is_refused(tmp_path, text) -> None:
    (tmp_path / SITE_MANIFEST).write_text(text, "utf-8")
    with pytest.raises(UsageError, match="was not made by"):
        open_site(tmp_path, "main")


def test_what_a_dead_build_left_unfinished_is_swept_up(tmp_path) -> None:
    put(tmp_path, {"b/a.html": b"1"})
    (tmp_path / "b" / ".a.html.part-0123456789abcdef").write_bytes(b"half")
    put(tmp_path, {"b/a.html": b"1"})
    assert [path.name for path in (tmp_path / "b").iterdir()] == ["a.html"]


def test_a_file_in_place_of_the_folder_is_refused(tmp_path) -> None:
    (tmp_path / "site").write_text("mine", "utf-8")
    with pytest.raises(UsageError, match="was not made by"):
        open_site(tmp_path / "site", "main")
