"""``site.json``: what machines know of a site."""

import json

from ranking.render.site.index import index
from tests.builders.sites import hostile_site, make_site


def test_every_revision_is_listed_with_how_it_stands() -> None:
    said = json.loads(index(make_site()))
    told = [
        (one["month"], one["revision"], one["state"], one["current"]) for one in said["editions"]
    ]
    assert told == [
        ("2026-08", 1, "withdrawn", False),
        ("2026-09", 1, "revised", False),
        ("2026-09", 2, "published", True),
        ("2026-10", 1, "published", True),
    ]
    assert "数据源出错" in said["editions"][0]["banner"]
    assert said["editions"][3]["banner"] is None
    assert (said["format"], said["list"]) == ("govrank-site-index/1", "main")


def test_files_are_listed_with_what_proves_them() -> None:
    edition = json.loads(index(make_site()))["editions"][3]
    assert edition["page"] == "2026-10/r1.html"
    assert set(edition["files"][0]) == {"name", "href", "bytes", "sha256"}
    assert len(edition["manifest_sha256"]) == len(edition["snapshot_sha256"]) == 64


def test_hostile_texts_stay_texts() -> None:
    data = index(hostile_site())
    assert all(c.isprintable() or c == "\n" for c in data.decode())
    assert json.loads(data)["title"]
