"""``govrank network``."""

import json
from xml.etree import ElementTree

import networkx as nx
import pytest

from tests.builders.files import ROSTER, WEIBO, weibo_row, write_csv

CHANNELS = [
    ("甲报", "客户端", "2"),
    ("乙网", "网站", ""),
    ("丙号", "微信", ""),
    ("丁网", "网站", ""),
]
REPRINTS = ("稿件", "渠道", "渠道类型", "链接", "转载时间")
CARRIED = [
    (1, "甲报"),
    (1, "甲报"),
    (2, "甲报"),
    (1, "乙网"),
    (2, "丙号"),
    (2, "丁网"),
    (3, "甲报"),
]
"""Post and channel: 甲 has six reprints of two posts in four channels, 乙 one."""
KINDS = {name: kind for name, kind, _ in CHANNELS}


def reprints(path, carried, start=0):
    rows = [
        (
            4_500_000_000_000_000 + post,
            channel,
            KINDS.get(channel, "网站"),
            f"https://a.example/{number}",
            "2020-05-18 12:00",
        )
        for number, (post, channel) in enumerate(carried, start)
    ]
    return write_csv(path, REPRINTS, rows)


@pytest.fixture
def carried(small_month, govrank):
    """The small month and who carried its posts."""
    channels = write_csv(small_month / "渠道.csv", ("渠道名称", "类型", "权重"), CHANNELS)
    assert govrank("channels", "import", channels).code == 0
    assert govrank("import", reprints(small_month / "转载.csv", CARRIED)).code == 0
    assert govrank("draft", "2020-05").code == 0
    return small_month


def test_json_has_units_channels_and_the_reprints_between_them(carried, govrank):
    found = govrank("network", "2020-05", "--json").json
    assert (found["month"], found["revision"], found["synthetic"]) == ("2020-05", 1, False)
    units = {row["unit"]: row for row in found["units"]}
    first = {k: units["甲"][k] for k in ("times", "posts", "channels", "largest_times")}
    assert first == {"times": 6, "posts": 2, "channels": 4, "largest_times": 5}
    assert units["甲"]["dependence"] == 5 / 6
    channels = {row["name"]: row for row in found["channels"]}
    assert found["channels"][0]["name"] == "甲报"
    counted = {k: channels["甲报"][k] for k in ("times", "posts", "units", "weight")}
    assert counted == {"times": 4, "posts": 3, "units": 2, "weight": 2.0}
    assert sum(row["authority"] for row in found["channels"]) == pytest.approx(1)
    flows = {(row["unit"], row["channel_id"]): row for row in found["flows"]}
    assert flows["甲", "client:甲报"]["share"] == 0.5
    assert flows["乙", "client:甲报"]["times"] == 1


def test_reprints_are_those_of_the_edition(carried, govrank):
    found = govrank("network", "2020-05", "--json").json
    edition = govrank("show", "2020-05", "--json").json
    assert sum(row["times"] for row in found["flows"]) == edition["statistics"]["reprints"]
    counts = {r["unit"]: r["parts"]["channels"]["count"] for r in edition["boards"][0]["rows"]}
    assert {row["unit"]: row["channels"] for row in found["units"]} == counts


def test_a_pipe_gets_one_line_a_unit_and_channel(carried, govrank):
    lines = [line.split("\t") for line in govrank("network", "2020-05").out.splitlines()]
    assert {len(line) for line in lines} == {len(lines[0])}
    assert [line[:3] for line in lines[1:2]] == [["甲", "client:甲报", "甲报"]]
    assert len(lines) == 1 + 5
    assert {line[-1] for line in lines[1:]} == {"false"}


def test_a_terminal_gets_tables(carried, govrank, monkeypatch):
    monkeypatch.setenv("FORCE_COLOR", "1")
    shown = govrank("network", "2020-05", "--lang", "en").out
    assert "7 reprints of 3 posts of 2 units in 4 channels." in shown
    for title in ("Who carries whom", "Channels by authority", "Dependence on few channels"):
        assert title in shown
    assert "Communities" not in shown


def test_channels_that_carry_different_units_are_communities(carried, govrank, monkeypatch):
    names = [f"{unit}{n}网" for unit in "甲乙" for n in range(4)]
    rows = [(name, "网站", "") for name in names]
    more = write_csv(carried / "更多.csv", ("渠道名称", "类型", "权重"), rows)
    assert govrank("channels", "import", more).code == 0
    posts = {"甲": 1, "乙": 9}
    flows = [(posts[name[0]], name) for name in names * 3] + [(9, "丁网")]
    assert govrank("import", reprints(carried / "再.csv", flows, start=100)).code == 0
    assert govrank("draft", "2020-05").code == 0
    found = govrank("network", "2020-05", "--json").json
    assert found["split"]
    member = {row["name"]: row["community"] for row in found["channels"]}
    assert len({member[name] for name in names if name[0] == "甲"}) == 1
    assert member["甲0网"] != member["乙0网"]
    monkeypatch.setenv("FORCE_COLOR", "1")
    shown = govrank("network", "2020-05", "--lang", "en").out
    bridges = shown.split("Bridges between communities")[1].splitlines()[3:]
    assert {row.split()[0] for row in bridges} == {"甲报", "丁网"}


def test_one_unit_is_shown_with_its_channels_alone(carried, govrank, monkeypatch):
    found = govrank("network", "2020-05", "乙", "--json").json
    assert found["unit"] == "乙"
    assert [row["name"] for row in found["channels"]] == ["甲报"]
    assert found["channels"][0]["times"] == 4
    assert [row["share"] for row in found["flows"]] == [1.0]
    monkeypatch.setenv("FORCE_COLOR", "1")
    shown = govrank("network", "2020-05", "甲", "--lang", "en").out
    assert "the three largest have 83.3% of them" in shown
    assert "Channels by authority" not in shown


def test_an_unknown_unit_is_refused_with_the_nearest(carried, govrank):
    run = govrank("network", "2020-05", "甲区", "--lang", "en")
    assert run.code == 2
    assert "No unit '甲区'" in run.err
    assert "'甲'" in run.err


def test_a_unit_that_nobody_reprinted_is_said_so(carried, govrank):
    rows = [("微博", 102, "账号102", "丙", "各区")]
    assert govrank("roster", "import", write_csv(carried / "新.csv", ROSTER, rows)).code == 0
    assert govrank("draft", "2020-05").code == 0
    run = govrank("network", "2020-05", "丙", "--lang", "en")
    assert (run.code, run.out) == (1, "")
    assert "No channel reprinted 丙 in 2020-05." in run.err


def test_a_month_without_reprints_says_what_to_import(small_month, govrank):
    run = govrank("network", "2020-05", "--lang", "en")
    assert run.code == 1
    assert "No reprints of 2020-05 were imported" in run.err
    assert "govrank import" in run.err


def test_a_draft_that_is_out_of_date_is_refused(carried, govrank):
    post = write_csv(carried / "晚.csv", WEIBO, [weibo_row(77, 100)])
    assert govrank("import", post).code == 0
    run = govrank("network", "2020-05", "--lang", "en")
    assert (run.code, "out of date" in run.err) == (1, True)


def test_a_frozen_edition_keeps_its_network(carried, govrank):
    before = govrank("network", "2020-05", "--json").json
    assert govrank("freeze", "2020-05").code == 0
    late = reprints(carried / "晚.csv", [(3, "乙网"), (3, "丁网")], start=50)
    assert govrank("import", late).code == 0
    after = govrank("network", "2020-05", "--revision", "1", "--json").json
    assert after.pop("state") == "frozen"
    assert before.pop("state") == "draft"
    assert after == before
    assert govrank("network", "2020-05", "--revision", "2").code == 2


def test_export_writes_a_graph_and_a_drawing(carried, govrank):
    files = govrank("network", "2020-05", "--export", "出", "--json").json["files"]
    names = [path.name for path in sorted((carried / "出").iterdir())]
    assert names == [f"main-2020-05-network.{kind}" for kind in ("graphml", "json", "svg")]
    assert len(files) == 3
    graph = nx.read_graphml(carried / "出" / names[0])
    assert graph.nodes["u2"]["name"] == "甲"
    assert sum(graph.edges[edge]["weight"] for edge in graph.edges) == 7
    linked = json.loads((carried / "出" / names[1]).read_text("utf-8"))
    assert linked["graph"] == {
        "list": "main",
        "month": "2020-05",
        "revision": 1,
        "synthetic": False,
    }
    drawn = ElementTree.parse(carried / "出" / names[2]).getroot()
    assert "2020年5月" in drawn[0].text


def test_export_of_a_unit_has_a_name_of_its_own_and_the_same_bytes_every_time(carried, govrank):
    for folder in ("一", "二"):
        run = govrank("network", "2020-05", "甲", "--export", folder, "--lang", "en")
        assert f"written: {folder}/main-2020-05-network-甲.svg" in run.out
    one, two = ({p.name: p.read_bytes() for p in (carried / f).iterdir()} for f in ("一", "二"))
    assert one == two
    assert b"Who carries \xe7\x94\xb2" in one["main-2020-05-network-甲.svg"]


def test_a_folder_that_cannot_be_written_is_told(carried, govrank):
    (carried / "file").write_text("", "utf-8")
    run = govrank("network", "2020-05", "--export", "file", "--lang", "en")
    assert (run.code, "'file' cannot be written" in run.err) == (2, True)


LINKED = (*REPRINTS, "上级转载")


@pytest.fixture
def travelled(carried, govrank):
    """The carried month with a post of 乙 that went from hand to hand, and one lost source."""
    names = {"甲报": None, "乙网": "甲报", "丙号": "乙网", "丁网": "nowhere"}
    rows = [
        (
            4_500_000_000_000_009,
            name,
            KINDS[name],
            f"https://b.example/{name}",
            f"2020-05-18 1{number}:00",
            above and f"https://b.example/{above}",
        )
        for number, (name, above) in enumerate(names.items(), 2)
    ]
    assert govrank("import", write_csv(carried / "级.csv", LINKED, rows)).code == 0
    assert govrank("draft", "2020-05").code == 0
    return carried


def test_the_deepest_post_is_told_first_and_lost_sources_are_named(travelled, govrank):
    found = govrank("network", "2020-05", "--json").json
    deepest = found["cascades"][0]
    assert (deepest["post_id"], deepest["unit"]) == ("weibo:4500000000000009", "乙")
    assert (deepest["reprints"], deepest["breadth"], deepest["depth"]) == (4, 2, 3)
    assert sum(row["reprints"] for row in found["cascades"]) == 11
    faults = [(row["parent"], row["fault"]) for row in found["cascade_faults"]]
    assert faults == [("https://b.example/nowhere", "orphan")]


def test_a_reprint_that_names_itself_is_told_and_hangs_on_the_post(carried, govrank, monkeypatch):
    itself = "https://b.example/self"
    rows = [("4500000000000009", "甲报", "客户端", itself, "2020-05-18 12:00", f"{itself}#top")]
    assert govrank("import", write_csv(carried / "自.csv", LINKED, rows)).code == 0
    assert govrank("draft", "2020-05").code == 0
    found = govrank("network", "2020-05", "--json").json
    (fault,) = found["cascade_faults"]
    assert (fault["reprint_id"], fault["fault"]) == (fault["parent"], "cycle")
    assert {row["depth"] for row in found["cascades"]} == {1}
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert "Reprints taken from themselves" in govrank("network", "2020-05", "--lang", "en").out


def test_a_terminal_gets_the_deepest_cascades(travelled, govrank, monkeypatch):
    monkeypatch.setenv("FORCE_COLOR", "1")
    shown = govrank("network", "2020-05", "--lang", "en").out
    assert "Deepest cascades" in shown
    assert "https://b.example/nowhere" in shown
    other = govrank("network", "2020-05", "甲", "--lang", "en").out
    assert "Deepest cascades" not in other
    assert "No reprint names the reprint that it was taken from" in other


@pytest.mark.parametrize(
    "name", ["weibo:4500000000000009", "4500000000000009", " 4500000000000009"]
)
def test_one_post_is_shown_from_hand_to_hand(travelled, govrank, name):
    found = govrank("network", "2020-05", "--post", name, "--json").json
    assert (found["post_id"], found["depth"], found["synthetic"]) == (
        *("weibo:4500000000000009", 3),
        False,
    )
    above = {row["name"]: row["above"] for row in found["reposts"]}
    ids = {row["name"]: row["reprint_id"] for row in found["reposts"]}
    assert above == {"甲报": None, "乙网": ids["甲报"], "丙号": ids["乙网"], "丁网": None}
    assert [row["fault"] for row in found["reposts"]] == [None, None, None, "orphan"]


def test_a_post_is_a_tree_on_a_terminal_and_lines_in_a_pipe(travelled, govrank, monkeypatch):
    post = ("network", "2020-05", "--post", "4500000000000009", "--lang", "en")
    lines = [line.split("\t") for line in govrank(*post).out.splitlines()]
    assert [line[3] for line in lines] == ["channel", "甲报", "乙网", "丙号", "丁网"]
    monkeypatch.setenv("FORCE_COLOR", "1")
    shown = govrank(*post).out
    assert "└─ 丙号" in shown
    assert "4 reprints on 3 levels" in shown


def test_a_posts_tree_is_exported_with_the_same_bytes_every_time(travelled, govrank):
    post = ("network", "2020-05", "--post", "4500000000000009", "--export")
    for folder in ("一", "二"):
        assert govrank(*post, folder).code == 0
    one, two = ({p.name: p.read_bytes() for p in (travelled / f).iterdir()} for f in ("一", "二"))
    assert one == two
    begin = "main-2020-05-cascade-weibo-4500000000000009"
    assert set(one) == {f"{begin}.{kind}" for kind in ("graphml", "json", "svg")}
    graph = nx.read_graphml(travelled / "一" / f"{begin}.graphml")
    assert nx.is_arborescence(graph)
    assert graph.graph["month"] == "2020-05"


def test_the_exported_network_names_the_lost_sources(travelled, govrank):
    assert govrank("network", "2020-05", "--export", "出").code == 0
    graph = nx.read_graphml(travelled / "出" / "main-2020-05-network.graphml").graph
    assert graph["cascade_faults"] == 1
    assert graph["first_cascade_faults"].endswith("weibo:4500000000000009: orphan")


def test_a_post_that_does_not_count_is_refused(carried, govrank):
    run = govrank("network", "2020-05", "--post", "4500000000000777", "--lang", "en")
    assert (run.code, "No post '4500000000000777' counts in 2020-05" in run.err) == (2, True)


def test_a_post_that_nobody_reprinted_is_said_so(carried, govrank):
    run = govrank("network", "2020-05", "--post", "4500000000000009", "--lang", "en")
    assert (run.code, "No known channel reprinted post" in run.err) == (1, True)


def test_a_post_and_a_unit_are_one_too_many(carried, govrank):
    run = govrank("network", "2020-05", "甲", "--post", "4500000000000001", "--lang", "en")
    assert (run.code, "A unit and a post were named" in run.err) == (2, True)


def test_a_frozen_edition_keeps_its_trees(travelled, govrank):
    before = govrank("network", "2020-05", "--json").json["cascades"]
    assert govrank("freeze", "2020-05").code == 0
    late = reprints(travelled / "晚.csv", [(3, "乙网"), (3, "丁网")], start=50)
    assert govrank("import", late).code == 0
    after = govrank("network", "2020-05", "--revision", "1", "--json").json["cascades"]
    assert after == before
