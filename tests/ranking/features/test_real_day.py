"""A real day of Weibo: sums per unit, missing reads and the day's theme, against plain Python."""

from __future__ import annotations

import csv
from collections import defaultdict
from datetime import datetime
from pathlib import Path

import pytest

from ranking.campaigns import Campaign
from ranking.features.campaign_matches import match_campaigns
from ranking.model.month import SHANGHAI, Month
from tests.builders.editions import make_edition
from tests.builders.month import Office, account, post

DATA = Path(__file__).parents[4] / "shared" / "data" / "weibo-2020-05-18"
pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not DATA.is_dir(), reason="the reference data is not beside the checkout"),
]
Rows = list[dict[str, str]]
THEME = {"id": "museum", "name": "国际博物馆日", "start": "2020-05-18", "end": "2020-05-18"}
WORDS = {"keywords": ["国际博物馆日"], "hashtags": ["国际博物馆日"]}


def read(name: str) -> Rows:
    with (DATA / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def posts() -> Rows:
    return read("weibo-search.csv")


@pytest.fixture(scope="module")
def office(posts: Rows) -> Office:
    roster = [
        account(f"weibo:{row['账号ID']}", row["单位"], row["组别"], name=row["账号名称"])
        for row in read("roster.csv")
    ]
    facts = [
        post(
            f"weibo:{row['id']}",
            f"weibo:{row['user_id']}",
            datetime.fromisoformat(row["发布时间"]).replace(tzinfo=SHANGHAI),
            text=row["微博正文"],
            topics=[topic for topic in row["话题"].split(",") if topic],
            reposts=int(row["转发数"]),
            comments=int(row["评论数"]),
            likes=int(row["点赞数"]),
        )
        for row in posts
    ]
    return Office(roster, facts, feed=False, month=Month(2020, 5))


@pytest.fixture(scope="module")
def known(posts: Rows) -> dict[str, Rows]:
    """Return the rows of the file by unit, for accounts of the roster."""
    units = {row["账号ID"]: row["单位"] for row in read("roster.csv")}
    found: defaultdict[str, Rows] = defaultdict(list)
    for row in posts:
        if row["user_id"] in units:
            found[units[row["user_id"]]].append(row)
    return found


def test_sums_per_unit_equal_the_file_s(office: Office, known: dict[str, Rows]) -> None:
    """Posts, likes, comments, largest and weighted reposts of every unit."""
    units = {row["unit"]: row for row in office.features().units.iter_rows(named=True)}
    assert set(known) <= set(units)
    for unit, rows in known.items():
        reposts = [int(row["转发数"]) for row in rows]
        found = units[unit]
        assert found["posts"] == found["weibo_posts"] == len(rows)
        assert found["total_likes"] == sum(int(row["点赞数"]) for row in rows)
        assert found["total_comments"] == sum(int(row["评论数"]) for row in rows)
        assert found["max_reprints"] == max(reposts)
        assert found["reprinted_posts"] == sum(count > 0 for count in reposts)
        # 0.1 for Weibo, 0.5 because this export does not say what is original
        assert found["weighted_reprints"] == pytest.approx(0.05 * sum(reposts))


def test_accounts_outside_the_roster_are_left_out(office: Office) -> None:
    """19 posts of 17 accounts."""
    coverage = office.features().coverage
    assert (coverage.posts, coverage.unattributed_posts) == ({"wechat": 0, "weibo": 834}, 19)
    assert coverage.units == coverage.units_with_posts == 560


def test_reads_and_channels_are_missing_and_said(office: Office) -> None:
    """Null for every unit, never 0; the edition names both; every unit still has ranks."""
    features = office.features()
    assert features.units["total_reads"].null_count() == features.units.height
    assert features.units["channels"].null_count() == features.units.height
    assert features.statistics.totals["reads"] is None
    edition, _ = make_edition(office)
    notes = [note.params["feature"] for note in edition.notes if note.code == "missing_everywhere"]
    assert notes == ["转载渠道数", "总阅读量"]
    assert len(edition.boards) == 16
    assert all(row.rank is not None for board in edition.boards for row in board.rows)
    assert all(
        "total_reads" not in board.rows[0].parts
        or board.rows[0].parts["total_reads"].status == "missing"
        for board in edition.boards
    )


def test_the_day_s_theme_is_found_as_plain_python_finds_it(
    office: Office, known: dict[str, Rows]
) -> None:
    """Every post with the words 国际博物馆日 in its text or topics, and no other."""
    campaign = Campaign.model_validate(THEME | WORDS | {"points_per_post": "0.1", "cap": 1})
    found = {match.post_id for match in match_campaigns(office.features().posts, [campaign])}
    expected = {
        f"weibo:{row['id']}"
        for rows in known.values()
        for row in rows
        if "国际博物馆日" in row["微博正文"] or "国际博物馆日" in row["话题"]
    }
    assert found == expected
    assert len(found) > 100
