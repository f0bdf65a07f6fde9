"""Days that are imported and matched one by one lead where all at once lead."""

import shutil
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ranking.ledger.roster import read_channels
from ranking.workflow.import_report import ImportRequest
from ranking.workflow.reprint_match import match_reprints
from tests.builders.feed_files import write_feed
from tests.builders.matching import MONTH, TEXTS, article, cut, opened, put, rows_written, state

pytestmark = pytest.mark.slow

_SEEN = datetime(2026, 10, 30, tzinfo=UTC)
FOOTER = "\n版权所有未经授权不得转载\n责任编辑小王"
SITE = "某某在线"
ARTICLES = [
    article("whole", TEXTS[1]),
    article("whole", TEXTS[1], observed_at=_SEEN, reads=99),
    article("changed", cut(2, 0.2), channel="新民网"),
    article("changed", cut(2, 0.9), channel="新民网", observed_at=_SEEN, title="另题"),
    article("bare", TEXTS[4]),
    article("bare", None, observed_at=_SEEN, title=None, url=None),
    article("alias", TEXTS[1], channel="新浪", url="http://www.news.example/whole/", reads=3),
    article("account", TEXTS[5], channel="某公众号", channel_type="wechat"),
    article("next", TEXTS[8], published_at=datetime(2026, 11, 1, 2, tzinfo=UTC)),
    article("future", TEXTS[6], published_at=_SEEN + timedelta(days=9), observed_at=_SEEN),
    *(article(f"{SITE} {n}", f"{n}号报道" * 9 + FOOTER, channel=SITE) for n in range(5)),
    article("footed", cut(7, 0.26) + FOOTER * 3, channel=SITE),
]
"""Observations of articles: seen twice, with and without a text, under two names of a channel;
and a site whose footer is known after five of them."""
_LIMITS = settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def reached(template: Path, days: list[list[dict[str, object]]]) -> dict[str, object]:
    """Return what the month is after these days, each matched by itself."""
    with TemporaryDirectory() as folder:
        home = Path(shutil.copytree(template, Path(folder) / "office"))
        with opened(home) as workspace:
            for day in days:
                put(workspace, day)
                report = match_reprints(workspace, MONTH).report
            with workspace.ledger.reading() as connection:
                channels = [(one.channel_id, one.name) for one in read_channels(connection)]
            found = (report.accepted, report.doubtful, report.rejected, report.unmatched)
            return {**state(workspace), "channels": channels, "found": found}


@pytest.fixture(scope="module")
def at_once(matching_template) -> dict[str, object]:
    """What all articles lead to at once."""
    return reached(matching_template, [ARTICLES])


def test_the_articles_put_every_case(at_once) -> None:
    """What is compared below says something: reprints, doubts, a footer that is learned."""
    found = {one["article_id"]: one["verdict"] for one in at_once["matches"]}
    counted = {"whole", "changed", "bare", "alias", "account", "next", "future"}
    assert {name for name, verdict in found.items() if verdict == "accepted"} == counted
    assert len(at_once["reprints"]) == len(counted) - 1
    by_id = {one["article_id"]: one for one in at_once["matches"]}
    assert by_id["changed"]["title"] == "另题"
    assert by_id["future"]["published_at"] is None


@_LIMITS
@given(st.permutations(ARTICLES), st.lists(st.integers(0, len(ARTICLES)), max_size=4))
def test_days_lead_where_all_at_once_leads(matching_template, at_once, shuffled, cuts) -> None:
    """In any order, split in any way."""
    bounds = sorted({0, *cuts, len(shuffled)})
    days = [shuffled[a:b] for a, b in pairwise(bounds)]
    assert reached(matching_template, days) == at_once


def test_a_new_day_is_compared_alone(office) -> None:
    """And what the boilerplate of its source, or a later observation, changes."""
    first = [one for one in ARTICLES if one["channel"] != SITE]
    put(office, first)
    ids = len({one["article_id"] for one in first})
    assert match_reprints(office, MONTH).report.compared == ids
    put(office, [article("new", TEXTS[7])])
    assert match_reprints(office, MONTH).report.compared == 1
    later = [_SEEN + timedelta(days=number) for number in (1, 2)]
    put(office, [article("whole", TEXTS[1], observed_at=later[0], title="改题")])
    assert match_reprints(office, MONTH).report.compared == 1
    put(office, [article("whole", TEXTS[1], observed_at=later[1], title="改题")])
    assert match_reprints(office, MONTH).report.compared == 0
    site = [one for one in ARTICLES if one["channel"] == SITE]
    put(office, site[:4])
    assert match_reprints(office, MONTH).report.compared == 4
    put(office, site[4:])
    assert match_reprints(office, MONTH).report.compared == len(site)


@pytest.mark.parametrize("damage", ["removed", "emptied", "all"])
def test_the_cache_is_never_the_truth(office, at_once, damage) -> None:
    """Without it, or with damaged files, the same comes out."""
    put(office, ARTICLES[:9])
    match_reprints(office, MONTH)
    folder = office.home / "cache" / "reprints" / MONTH
    files = sorted(folder.iterdir())
    assert {one.name.partition("-")[0] for one in files} == {"lines", "prints", "seen"}
    if damage == "all":
        shutil.rmtree(office.home / "cache")
    for one in files if damage != "all" else []:
        one.unlink() if damage == "removed" else one.write_bytes(one.read_bytes()[:40])
    put(office, ARTICLES[9:])
    match_reprints(office, MONTH)
    assert {name: state(office)[name] for name in ("matches", "reprints")} == {
        name: at_once[name] for name in ("matches", "reprints")
    }


def test_a_month_is_compared_anew_when_its_posts_or_rules_change(office) -> None:
    """Counts of posts are no such change."""
    put(office, [article("whole", TEXTS[1]), article("most", cut(2, 0.8))])
    assert match_reprints(office, MONTH).report.compared == 2
    shipped = next(
        folder / "matching.toml"
        for folder in office.settings.config_folders
        if (folder / "matching.toml").is_file()
    )
    own = office.home / "config" / "matching.toml"
    own.write_text(shipped.read_text("utf-8") + "\n# ours\n", "utf-8")
    report = match_reprints(office, MONTH).report
    assert (report.compared, report.added, report.changed, report.taken_back) == (2, 0, 0, 0)


def test_feed_files_split_in_any_way_lead_to_the_same(matching_template, tmp_path) -> None:
    """Of files as of batches; the same file once more changes nothing."""
    known = {"website": "网站", "wechat": "微信"}
    rows = [
        {
            "channel": one["channel"],
            "channel_type": known[str(one["channel_type"])],
            "title": one["title"],
            "text": one["text"],
            "url": one["url"],
            "published_at": one["published_at"],
            "observed_at": one["observed_at"],
            "reads": one["reads"],
        }
        for one in ARTICLES
        if one["article_id"] != "future" and one["title"] is not None
    ]
    found = []
    for number, size in enumerate((len(rows), 5, 2)):
        home = Path(shutil.copytree(matching_template, tmp_path / f"office{number}"))
        parts = [rows[at : at + size] for at in range(0, len(rows), size)]
        files = [
            ImportRequest(write_feed(home / f"监测{place}.csv", part))
            for place, part in enumerate(parts)
        ]
        with opened(home) as workspace:
            match_reprints(workspace, MONTH, files[:2])
            match_reprints(workspace, MONTH, files[2:])
            found.append(state(workspace))
            written = rows_written(workspace)
            assert match_reprints(workspace, MONTH, files).report.up_to_date
            assert rows_written(workspace) == written
    assert found[0] == found[1] == found[2]
    assert len(found[0]["reprints"]) > 3
