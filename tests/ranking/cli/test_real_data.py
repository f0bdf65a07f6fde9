"""The whole way on real input: 853 Weibo posts of one day by 577 institutional accounts."""

import csv
import json
from pathlib import Path

import duckdb
import pytest

DATA = Path(__file__).resolve().parents[4] / "shared" / "data" / "weibo-2020-05-18"
CAMPAIGN = """
id = "museum-day"
name = "国际博物馆日"
start = 2020-05-18
end = 2020-05-18
keywords = ["国际博物馆日"]
hashtags = ["国际博物馆日"]
points_per_post = 0.2
cap = 1
"""

pytestmark = [
    pytest.mark.slow,
    pytest.mark.shared,
    pytest.mark.skipif(not DATA.is_dir(), reason="the shared reference data are not here"),
]


@pytest.fixture
def museum_day(office, govrank):
    (office / "config" / "campaigns" / "museum-day.toml").write_text(CAMPAIGN, encoding="utf-8")
    roster = govrank("roster", "import", DATA / "roster.csv", "--json").json["files"][0]
    assert (roster["rows"], roster["accepted"]) == (560, 560)
    return office


def file_rows():
    with (DATA / "weibo-search.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def roster_units():
    with (DATA / "roster.csv").open(encoding="utf-8-sig", newline="") as file:
        return {row["账号ID"]: row["单位"] for row in csv.DictReader(file)}


def test_every_row_of_the_export_is_accounted_for(museum_day, govrank):
    """853 rows: 834 accepted, 19 posts of 17 accounts unregistered, none quarantined."""
    report = govrank("import", DATA / "weibo-search.csv", "--json").json["files"][0]
    told = {k: report[k] for k in ("rows", "accepted", "quarantined", "unregistered", "duplicate")}
    assert told == {
        "rows": 853,
        "accepted": 834,
        "quarantined": 0,
        "unregistered": 19,
        "duplicate": 0,
    }
    assert report["months"] == ["2020-05"]
    waiting = govrank("status", "2020-05", "--quarantine", "--json").json
    strangers = {row["user_id"] for row in file_rows()} - roster_units().keys()
    assert {row["account"] for row in waiting} == {f"weibo:{user}" for user in strangers}
    assert (len(waiting), len(strangers)) == (19, 17)


def test_a_second_import_adds_nothing(museum_day, govrank):
    """The same file again: 834 duplicates, and not one more file of facts."""
    govrank("import", DATA / "weibo-search.csv")
    before = sorted(museum_day.glob("facts/**/*.parquet"))
    report = govrank("import", DATA / "weibo-search.csv", "--json").json["files"][0]
    assert (report["accepted"], report["duplicate"], report["unregistered"]) == (0, 834, 19)
    assert sorted(museum_day.glob("facts/**/*.parquet")) == before
    assert len(govrank("status", "2020-05", "--quarantine", "--json").json) == 19


def test_counts_of_every_unit_equal_the_sums_of_the_file(museum_day, govrank):
    """Likes, comments and reposts of each unit, checked by an independent DuckDB query."""
    govrank("import", DATA / "weibo-search.csv")
    govrank("draft", "2020-05")
    shown = govrank("show", "2020-05", "--json").json
    rows = duckdb.execute(
        """
        SELECT r.单位, sum(w.点赞数::BIGINT), sum(w.评论数::BIGINT), max(w.转发数::BIGINT),
               count(*) FILTER (w.转发数::BIGINT > 0), sum(w.转发数::BIGINT)
        FROM read_csv(?, all_varchar = true, header = true) w
        JOIN read_csv(?, all_varchar = true, header = true) r ON r.账号ID = w.user_id
        GROUP BY 1
        """,
        [str(DATA / "weibo-search.csv"), str(DATA / "roster.csv")],
    ).fetchall()
    wanted = {unit: counts for unit, *counts, _ in rows}
    reposts = {unit: total for unit, *_, total in rows}
    found: dict[str, dict[str, float]] = {}
    for board in shown["boards"]:
        for row in board["rows"]:
            counts = {name: part["count"] for name, part in row["parts"].items()}
            found.setdefault(row["unit"], {}).update(counts)
    features = ("total_likes", "total_comments", "max_reprints", "reprinted_posts")
    assert {u: [found[u][f] for f in features] for u in found} == wanted
    assert len(wanted) == 560
    # all posts are originals (factor 1) and the method weighs a Weibo repost 0.1
    weighted = {unit: found[unit]["weighted_reprints"] for unit in found}
    assert weighted == {unit: pytest.approx(total / 10) for unit, total in reposts.items()}


def test_missing_reads_and_absent_wechat_are_said_and_never_zero(museum_day, govrank):
    """Reads are null with a reason in every part; coverage and the printed boards say so."""
    govrank("import", DATA / "weibo-search.csv")
    assert govrank("draft", "2020-05").code == 0
    shown = govrank("show", "2020-05", "--json").json
    reads = [
        r["parts"]["total_reads"]
        for b in shown["boards"]
        for r in b["rows"]
        if "total_reads" in r["parts"]
    ]
    assert len(reads) == 560
    assert all((p["count"], p["points"], p["status"]) == (None, None, "missing") for p in reads)
    assert all(part["reason"] for part in reads)
    assert shown["coverage"]["measures"]["weibo"]["reads"] == {
        "observed": 0,
        "missing": 834,
        "censored": 0,
    }
    assert shown["coverage"]["posts"].get("wechat", 0) == 0
    assert shown["statistics"]["totals"]["reads"] is None
    printed = govrank("show", "2020-05", "--format", "table", "--lang", "zh")
    assert printed.code == 0
    assert "总阅读量" in printed.out
    assert "微信" in printed.out


def test_the_campaign_lists_posts_with_the_word_that_matched(museum_day, govrank):
    """Every matched post holds the keyword, and no other registered post does."""
    govrank("import", DATA / "weibo-search.csv")
    govrank("draft", "2020-05")
    units = roster_units()
    wanted = [
        row
        for row in file_rows()
        if row["user_id"] in units and "国际博物馆日" in row["微博正文"] + row["话题"]
    ]
    result = govrank("show", "2020-05", "--json").json["campaigns"][0]
    assert result["posts"] == len(wanted) > 600
    unit = "上海博物馆"
    matches = govrank("explain", "2020-05", unit, "--json").json["matches"]
    assert {match["word"] for match in matches} == {"国际博物馆日"}
    posts = {f"weibo:{row['id']}" for row in wanted if units[row["user_id"]] == unit}
    assert {match["post_id"] for match in matches} == posts


def test_export_writes_files_that_agree_with_show(museum_day, govrank, tmp_path):
    """The exported JSON holds what ``show --json`` prints, and more."""
    govrank("import", DATA / "weibo-search.csv")
    govrank("draft", "2020-05")
    folder = tmp_path / "out"
    assert govrank("export", "2020-05", "--to", folder).code == 0
    exported = json.loads((folder / "main-2020-05.json").read_text(encoding="utf-8"))
    shown = govrank("show", "2020-05", "--json").json
    assert {name: exported[name] for name in shown} == shown
    suffixes = {path.suffix for path in folder.iterdir()}
    assert suffixes == {".json", ".csv", ".xlsx", ".docx", ".pdf", ".png", ".md"}
