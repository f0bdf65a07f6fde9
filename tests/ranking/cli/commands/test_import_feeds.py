"""``govrank import`` of monitoring feeds."""

from datetime import datetime

import polars as pl
import pytest
from sqlalchemy import delete

from ranking.errors import IntakeError
from ranking.facts.files import write_batch
from ranking.ledger.batches import add_batches
from ranking.ledger.tables import batches
from ranking.model.month import SHANGHAI
from ranking.schemas import ARTICLES
from ranking.workflow import import_batches
from ranking.workflow.import_files import import_files
from ranking.workflow.import_report import ImportRequest
from tests.builders.backups import opened
from tests.builders.feed_files import HEADERS, article, write_feed
from tests.builders.files import WEIBO, weibo_row, write_csv
from tests.builders.workspaces import imported_workspace


def report(run):
    assert run.code in (0, 3), run.err
    (found,) = run.json["files"]
    return found


def fates(found) -> tuple[int, int, int]:
    return found["accepted"], found["quarantined"], found["duplicate"]


def stored(office) -> pl.DataFrame:
    files = sorted((office / "facts" / "articles").glob("month=*/raw-*.parquet"))
    return pl.concat([pl.read_parquet(file).select(list(ARTICLES)) for file in files])


@pytest.mark.parametrize("name", ["监测.csv", "监测.xlsx"])
def test_a_feed_is_taken_in_like_any_other_file(office, govrank, name):
    """Once: importing it again changes nothing. Months are those of publication, else of sight."""
    november = datetime(2026, 11, 1, 0, 5, tzinfo=SHANGHAI)
    rows = [
        article(1, reads="10万+", likes=3),
        article(2, published_at=november),
        article(3, published_at=None, observed_at=datetime(2026, 9, 30, 23, 59, tzinfo=SHANGHAI)),
        article(4, title="", text=""),
        article(5, channel_type="论坛"),
    ]
    path = write_feed(office / name, rows)
    found = report(govrank("import", path, "--json"))
    assert (found["kind"], found["dataset"]) == ("monitoring-feed", "articles")
    assert fates(found) == (4, 1, 0)
    assert found["months"] == ["2026-09", "2026-10", "2026-11"]
    assert found["reasons"] == {"content_missing": 1}
    assert found["flags"] == {"channel_type_other": 1}
    before = stored(office)
    assert before.height == 4
    again = report(govrank("import", path, "--json"))
    assert (fates(again), again["months"]) == ((0, 1, 4), [])
    assert stored(office).equals(before)
    assert "4 duplicate" in govrank("import", path).out


def test_an_article_seen_again_is_another_observation_of_it(office, govrank):
    """Other counts, or a text where there was a title alone: both are kept, under one id."""
    at = datetime(2026, 10, 21, tzinfo=SHANGHAI)
    first = write_feed(office / "一.csv", [article(1, text="", observed_at=at)])
    second = write_feed(office / "二.csv", [article(1, observed_at=at)])
    third = write_feed(office / "三.csv", [article(1, observed_at=at, reads=7)])
    for path in (first, second, third):
        assert report(govrank("import", path, "--json"))["accepted"] == 1
    assert stored(office)["article_id"].n_unique() == 1
    assert report(govrank("import", second, "--json"))["duplicate"] == 1


@pytest.mark.slow
def test_large_texts_are_written_before_they_fill_the_memory(office, govrank, monkeypatch):
    """Several batches come of one file; what repeats across them is still found."""
    monkeypatch.setattr(import_batches, "FLUSH_BYTES", 1 << 20)
    text = "很长的正文。" * 4_000
    rows = [article(n % 900, text=f"{text}{n % 900}") for n in range(1_000)]
    found = report(govrank("import", write_feed(office / "大.csv", rows), "--json"))
    assert fates(found) == (900, 0, 100)
    assert len(list((office / "facts" / "articles" / "month=2026-10").iterdir())) > 1
    frame = stored(office)
    assert (frame.height, frame["article_id"].n_unique()) == (900, 900)


def test_set_aside_articles_come_back_corrected(office, govrank):
    """Quarantine to CSV, correct the cell, import: they leave the quarantine."""
    path = write_feed(office / "监测.csv", [article(1), article(2, likes="-3")])
    assert fates(report(govrank("import", path, "--json"))) == (1, 1, 0)
    govrank("status", "2026-10", "--quarantine", "--to", "待改")
    wrong = office / "待改" / "quarantine-2026-10-monitoring-feed.csv"
    wrong.write_text(wrong.read_text("utf-8-sig").replace(",-3,", ",3,"), "utf-8-sig")
    found = report(govrank("import", wrong, "--json"))
    assert (found["accepted"], found["resolved"]) == (1, 1)
    assert govrank("status", "2026-10", "--quarantine", "--json").json == []


def test_posts_go_before_the_feed_and_the_workspace_stays_sound(small_month, govrank, tmp_path):
    """On one line in the wrong order; nothing is scored from a feed alone, and backups hold it."""
    feed = write_feed(small_month / "监测.csv", [article(1), article(2)])
    posts = write_csv(small_month / "新.csv", WEIBO, [weibo_row(20, 100)])
    before = govrank("show", "2020-05", "--json").json["boards"]
    files = govrank("import", feed, posts, "--json").json["files"]
    assert [one["dataset"] for one in files] == ["articles", "posts"]
    assert govrank("import", feed).code == 0
    assert "fault" not in {found["state"] for found in govrank("doctor", "--json").json}
    archive = tmp_path / "备份.tar.gz"
    assert govrank("backup", archive).code == 0
    home = tmp_path / "restored"
    restored = govrank("restore", archive, home)
    assert restored.code == 0, restored.err
    assert stored(home).equals(stored(small_month))
    assert govrank("show", "2020-05", "--json").json["boards"] == before


def test_a_feed_that_is_asked_for_may_look_like_a_table_of_reprints(tmp_path):
    """Where articles are wanted, 原文链接 is their own link; a table of posts is refused."""
    headers = {**HEADERS, "url": "原文链接"}
    path = write_feed(tmp_path / "监测.csv", [article(1, text="")], {**headers, "text": "备用"})
    posts = write_csv(tmp_path / "新.csv", WEIBO, [weibo_row(20, 100)])
    with imported_workspace(tmp_path / "office") as workspace:
        (either,) = import_files(workspace, [ImportRequest(path)])
        requests = [ImportRequest(one) for one in (path, posts)]
        feed, other = import_files(workspace, requests, "articles")
    assert (either.dataset, either.reasons) == ("reprints", {"post_unknown": 1})
    assert (feed.dataset, feed.accepted) == ("articles", 1)
    assert isinstance(other.error, IntakeError)


def test_an_import_is_kept_beside_what_matching_found(small_month, govrank):
    """Once: so that what matching takes back later stands by the import. A parent adds too."""
    header = ("稿件", "渠道", "渠道类型", "转载链接", "转自链接")
    row = (4_500_000_000_000_001, "某号", "微博", "https://a.example/1")
    plain = write_csv(small_month / "转载.csv", header, [(*row, "")])
    named = write_csv(small_month / "上级.csv", header, [(*row, "https://b.example/2")])
    folder = small_month / "facts" / "reprints" / "month=2020-05"
    govrank("import", plain)
    (found,) = folder.glob("raw-*.parquet")
    with opened(small_month) as workspace:
        _match_instead(workspace, found)
    fates = [report(govrank("import", path, "--json")) for path in (plain, plain, named, named)]
    assert [one["accepted"] for one in fates] == [1, 0, 1, 0]
    assert len(list(folder.glob("raw-*.parquet"))) == 3
    compact = pl.read_parquet(next(folder.glob("compact-*.parquet")))
    assert compact["parent"].to_list() == ["https://b.example/2"]


def _match_instead(workspace, path) -> None:
    """Let the reprints of a batch have been found by matching, not imported."""
    new = pl.read_parquet(path).with_columns(pl.lit(False).alias("rejected"))
    batch = write_batch(workspace.settings.facts, "reprints", "2020-05", "raw", new)
    with workspace.ledger.writing() as connection:
        relative = path.relative_to(workspace.settings.facts).as_posix()
        connection.execute(delete(batches).where(batches.c.path == relative))
        add_batches(connection, [batch], None, workspace.now())
