"""Posts a second before, at and after the turn of a month, on computers of any time zone."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from ranking.model.month import SHANGHAI
from tests.builders.child import run_child
from tests.builders.files import ROSTER, WEIBO, weibo_row, write_csv

ZONES = ("UTC", "Asia/Shanghai", "America/New_York", "US/Pacific")
TURNS = [datetime(2020, month, 1, tzinfo=SHANGHAI) for month in (4, 5)]
STAMPS = {
    "naive": lambda at: f"{at:%Y-%m-%d %H:%M:%S}",
    "utc": lambda at: f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}",
    "shanghai": lambda at: f"{at:%Y-%m-%dT%H:%M:%S}+08:00",
    "epoch": lambda at: str(int(at.timestamp())),
    "epoch in ms": lambda at: str(int(at.timestamp() * 1000)),
}
DRAFTED = """
import json, time
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from ranking.wiring import open_workspace
from ranking.workflow.draft import draft_month
from ranking.workflow.import_files import import_files
from ranking.workflow.import_report import ImportOptions, ImportRequest
from ranking.workflow.init import create_workspace
from ranking.workflow.facts import compact_facts
from ranking.model.edition_json import to_json
files, home = [Path(name) for name in sys.argv[1:3]], Path(sys.argv[3])
time.tzset()
create_workspace(home)
workspace = replace(
    open_workspace(home, "test", lambda *_: None), now=lambda: datetime(2020, 7, 1, tzinfo=UTC)
)
workspace.ledger.create()
for report in import_files(workspace, [ImportRequest(file, ImportOptions()) for file in files]):
    assert report.error is None, report.error
found = {}
for month in ("2020-03", "2020-04", "2020-05"):
    edition = draft_month(workspace, month)
    with workspace.ledger.reading() as connection:
        posts = compact_facts(workspace, connection, "posts", month).collect()["post_id"]
    found[month] = {"posts": sorted(posts), "edition": to_json(edition)}
workspace.close()
print(json.dumps(found))
"""


@pytest.fixture
def files(tmp_path) -> list[Path]:
    """A roster, and an export with each way to write each instant; 甲 and 乙 take turns."""
    moments = [turn + timedelta(seconds=s) for turn in TURNS for s in (-1, 0, 1)]
    stamps = [stamp(at) for at in moments for stamp in STAMPS.values()]
    posts = [weibo_row(n, 100 + n % 2, 发布时间=stamp) for n, stamp in enumerate(stamps)]
    accounts = [("微博", 100 + n, f"账号{100 + n}", unit, "各区") for n, unit in enumerate("甲乙")]
    return [
        write_csv(tmp_path / "名册.csv", ROSTER, accounts),
        write_csv(tmp_path / "微博.csv", WEIBO, posts),
    ]


@pytest.mark.slow
def test_a_post_is_in_the_month_of_its_second_in_shanghai(files, tmp_path) -> None:
    """However its time is written and wherever the computer is: one month, one edition."""
    found = {}
    for number, zone in enumerate(ZONES):
        done = run_child(DRAFTED, *files, tmp_path / str(number), seconds=120, TZ=zone)
        assert done.returncode == 0, done.stderr
        found[zone] = json.loads(done.stdout)
    first = found["UTC"]
    ways = len(STAMPS)
    counts = {month: len(told["posts"]) for month, told in first.items()}
    assert counts == {"2020-03": ways, "2020-04": 3 * ways, "2020-05": 2 * ways}
    numbers = [int(post.split(":")[1]) % 1000 for post in first["2020-04"]["posts"]]
    assert numbers == list(range(ways, 4 * ways))
    for zone in ZONES[1:]:
        assert found[zone] == first, zone
