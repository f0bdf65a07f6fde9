"""``govrank channels add|merge|unknown``."""

import pytest

from ranking.workflow.recompute import recompute
from tests.builders.files import write_csv
from tests.builders.terminal import Terminal

APP = "甲报新闻客户端"
CHANNELS = [("甲报", "客户端", "2"), ("甲报网", "网站", ""), (APP, "客户端", "")]
REPRINTS = ("稿件", "渠道", "渠道类型", "链接", "转载时间", "阅读")
FEED = ("媒体名称", "媒体类型", "标题", "正文", "链接", "发布时间")
NOON = "2020-05-18 12:00"


def reprints(path, carried):
    rows = [
        (4_500_000_000_000_000 + post, name, kind, f"https://a.example/{number}", NOON, 10)
        for post, name, kind, number in carried
    ]
    return write_csv(path, REPRINTS, rows)


@pytest.fixture
def carried(small_month, govrank):
    """The small month; its posts are in three channels that are one."""
    channels = write_csv(small_month / "渠道.csv", ("渠道名称", "类型", "权重"), CHANNELS)
    assert govrank("channels", "import", channels).code == 0
    rows = [(1, "甲报", "客户端", 1), (1, "甲报网", "网站", 2), (3, "甲报新闻客户端", "客户端", 3)]
    assert govrank("import", reprints(small_month / "转载.csv", rows)).code == 0
    assert govrank("draft", "2020-05").code == 0
    return small_month


def units(govrank):
    assert govrank("draft", "2020-05").code == 0
    edition = govrank("show", "2020-05", "--json").json
    rows = edition["boards"][0]["rows"]
    counted = {row["unit"]: row["parts"]["channels"]["count"] for row in rows}
    return counted, edition["statistics"]["reprints"]


@pytest.mark.slow
def test_merged_channels_count_as_one_everywhere(carried, govrank):
    """In features, network and explanations; importing the same files again changes nothing."""
    assert units(govrank) == ({"甲": 2, "乙": 1}, 3)
    names = ("甲报", "甲报网", "client:甲报新闻客户端")
    run = govrank("channels", "merge", *names, "--yes", "--lang", "en")
    assert run.out.splitlines() == [
        f"Merged into 甲报 (client:甲报): 甲报网 (website:甲报网), {APP} (client:{APP}).",
        "It is also called: 甲报新闻客户端, 甲报网.",
        "甲报网 was news site; its reprints count from now on as those of news client, weight 2.",
        "Then match the month's articles again: govrank reprints match MONTH",
    ]
    assert "edition_stale" in govrank("check", "2020-05", "--json").out
    assert units(govrank) == ({"甲": 1, "乙": 1}, 3)
    network = govrank("network", "2020-05", "--json").json
    assert [(row["name"], row["times"]) for row in network["channels"]] == [("甲报", 3)]
    explained = govrank("explain", "2020-05", "甲", "--json").json
    assert [(c["name"], c["reprints"]) for c in explained["channels"]] == [("甲报", 2)]
    again = govrank("import", carried / "转载.csv", "--json").json["files"][0]
    assert (again["accepted"], again["duplicate"]) == (0, 3)
    more = [(1, "甲报网", "", 1), (3, "甲报网", "网站", 3), (3, "甲报网", "网站", 9)]
    new = govrank("import", reprints(carried / "更多.csv", more), "--json").json["files"][0]
    assert (new["accepted"], new["quarantined"], new["duplicate"]) == (1, 0, 2)
    assert units(govrank) == ({"甲": 1, "乙": 1}, 4)


def test_a_frozen_edition_stays_as_it_was_frozen(carried, govrank):
    assert govrank("freeze", "2020-05").code == 0
    before = govrank("show", "2020-05", "--json").json
    assert govrank("channels", "merge", "甲报", "甲报网", "--yes").code == 0
    assert govrank("show", "2020-05", "--json").json == before
    computed = recompute(carried / "editions" / "main" / "2020-05" / "r1").edition
    assert computed.inputs["channels"] == before["inputs"]["channels"]


def test_one_command_adds_a_channel(office, govrank):
    """Added, added to, nothing new; then what it refuses, with what to do."""
    add = ("channels", "add", "新浪网", "--lang", "en", "--type")
    run = govrank(*add, "website", "--tier", "commercial", "--weight", "0.8", "--alias", "新浪")
    assert run.out.splitlines() == [
        "Added: 新浪网 (website:新浪网), news site, commercial, weight 0.8.",
        "Then match the month's articles again: govrank reprints match MONTH",
    ]
    run = govrank(*add, "网站", "--tier", "央媒", "--alias", "新浪首页")
    assert run.out.splitlines()[:3] == [
        "'新浪网' was known; changed:",
        "  tier: commercial -> central",
        "  also called: 新浪首页",
    ]
    run = govrank(*add, "website", "--json")
    assert (run.json["added"], run.json["channel"]["aliases"]) == (False, ["新浪", "新浪首页"])
    assert "nothing about it is new" in govrank(*add, "website").out
    run = govrank("channels", "add", "某网", "--type", "网站", "--alias", "新浪", "--lang", "en")
    assert run.code == 2
    assert "belongs to another channel of that type: '新浪网' (website:新浪网)" in run.err
    assert "govrank channels merge" in run.err


def test_a_merger_that_makes_no_sense_is_refused(office, govrank):
    """With near names, and without a change."""
    assert govrank("channels", "add", "新浪网", "--type", "website").code == 0
    run = govrank("channels", "merge", "新浪网", "新浪", "--lang", "en")
    assert run.code == 2
    assert "No channel is called '新浪'.\nDid you mean '新浪网'?" in run.err
    assert len(govrank("channels", "list", "--json").json) == 1


def test_channels_of_different_types_are_merged_only_when_that_is_said(carried, govrank):
    """Without it the types that differ are named and nothing changes, also with --json."""
    before = govrank("channels", "list", "--json").json
    names = ("channels", "merge", "甲报", "甲报网", APP, "website:甲报网", "--lang", "en")
    for asked in (names, (*names, "--json")):
        run = govrank(*asked)
        assert (run.code, run.out) == (2, "")
        for said in ("'甲报' (client:甲报), news client", "'甲报网' (website:甲报网): news site"):
            assert run.err.count(said) == 1
        assert APP not in run.err
        assert "--yes" in run.err
    assert govrank("channels", "list", "--json").json == before
    assert govrank("channels", "merge", "甲报", APP).code == 0
    assert govrank("channels", "merge", "甲报", "甲报网", "--yes").code == 0
    assert [row["name"] for row in govrank("channels", "list", "--json").json] == ["甲报"]


@pytest.fixture
def monitored(small_month, govrank):
    """The small month, and articles of a feed in a known and in unknown sources."""
    channels = write_csv(small_month / "渠道.csv", ("渠道名称", "类型"), [("新浪", "客户端")])
    assert govrank("channels", "import", channels).code == 0
    names = [("新浪", "客户端"), ("新浪网", "网站"), ("新浪网", "网站"), ("某报网", "网站")]
    rows = [
        (name, kind, f"标题{n}", f"第{n}篇报道的正文。" * 20, f"https://n.example/{n}", NOON)
        for n, (name, kind) in enumerate(names)
    ]
    feed = write_csv(small_month / "监测.csv", FEED, rows)
    assert govrank("import", feed).code == 0
    return small_month


@pytest.mark.slow
def test_unknown_sources_are_listed_until_they_are_known(monitored, govrank):
    """Most articles first, with near names; added or merged, they are gone from the list."""
    found = govrank("channels", "unknown", "2020-05", "--json").json
    assert [(row["name"], row["articles"], row["near"]) for row in found] == [
        ("新浪网", 2, ["新浪"]),
        ("某报网", 1, []),
    ]
    assert found[0] | {"type": "website", "accepted": 0, "doubtful": 0} == found[0]
    assert found[0]["example"] == "标题1"
    run = govrank("channels", "unknown", "2020-05")
    assert run.out.splitlines()[1].startswith("新浪网\twebsite\t2\t0\t0")
    with Terminal("channels", "unknown", "2020-05", "--lang", "en", home=monitored) as screen:
        screen.until("某报网")
        assert "news site" in screen.text
    assert govrank("channels", "add", "某报网", "--type", "website").code == 0
    assert govrank("channels", "add", "新浪网", "--type", "website").code == 0
    assert govrank("channels", "unknown", "2020-05", "--json").json == []
    assert govrank("channels", "merge", "新浪", "新浪网", "--yes").code == 0
    assert govrank("channels", "unknown", "2020-05", "--json").json == []


def test_unknown_sources_can_be_filled_in_and_imported(monitored, govrank):
    run = govrank("channels", "unknown", "2020-05", "--export", "待补.csv", "--lang", "en")
    assert run.out == "written: 待补.csv\n"
    assert govrank("channels", "import", "待补.csv", "--json").json["files"][0]["accepted"] == 2
    assert govrank("channels", "unknown", "2020-05", "--json").json == []


def test_a_month_without_articles_has_no_unknown_sources(small_month, govrank):
    assert govrank("channels", "unknown", "2020-05", "--json").json == []
    assert govrank("channels", "unknown", "2020-13").code == 2
