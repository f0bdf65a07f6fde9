"""``govrank campaign list|check``."""

CAMPAIGN = """
id = "{id}"
name = "{name}"
start = 2020-05-01
end = 2020-05-31
keywords = ["{word}"]
points_per_post = 0.2
cap = 1
"""


def campaign(office, name, word):
    text = CAMPAIGN.format(id=name, name=name, word=word)
    (office / "config" / "campaigns" / f"{name}.toml").write_text(text, encoding="utf-8")


def test_a_campaign_nobody_took_part_in_is_said(small_month, govrank):
    """After the month was drafted, a theme without a match is doubtful."""
    campaign(small_month, "书展", "书展")
    assert "书展" in govrank("campaign", "list").out
    govrank("draft", "2020-05")
    run = govrank("campaign", "check", "--strict", "--json")
    assert run.code == 3
    assert [note["code"] for note in run.json] == ["no_match"]


def test_ambiguous_keywords_are_said(small_month, govrank):
    """A one-character word, and a word of two themes at one time."""
    campaign(small_month, "一", "篇")
    campaign(small_month, "二", "篇")
    codes = {note["code"] for note in govrank("campaign", "check", "--json").json}
    assert codes == {"short_keyword", "ambiguous_keyword"}


def test_points_are_capped_and_listed(small_month, govrank):
    """Two posts of a unit at 0.2 give 0.4; both boards show the bonus apart."""
    campaign(small_month, "全部", "第")
    govrank("draft", "2020-05")
    shown = govrank("show", "2020-05", "--json").json
    assert {row["bonus"] for board in shown["boards"] for row in board["rows"]} == {0.4}
    listed = govrank("campaign", "list", "--json").json[0]
    assert (listed["posts"], listed["cap"]) == (4, 1.0)
    for board in shown["boards"]:
        for row in board["rows"]:
            assert row["total"] == row["value"] + row["bonus"]


def test_a_faulty_campaign_file_is_refused_by_key(small_month, govrank):
    """A campaign that ends before it starts stops the draft with file and key."""
    campaign(small_month, "反", "第")
    path = small_month / "config" / "campaigns" / "反.toml"
    path.write_text(path.read_text("utf-8").replace("2020-05-31", "2020-04-01"), "utf-8")
    run = govrank("draft", "2020-05")
    assert run.code == 1
    assert "反.toml" in run.err
    assert "end" in run.err
