"""Channels in tables and sentences."""

from __future__ import annotations

from dataclasses import replace

from ranking.i18n import Translator
from ranking.model.reprint_matching import UnknownChannel
from ranking.render.channels import added_lines, channel_table, merged_lines, unknown_table
from ranking.workflow.channel_unknown import UnknownSource
from tests.builders.channels import made

EN = Translator("en")
SINA = made("client:新浪", "浪", "浪\x1b[31m花", tier="commercial", weight=0.5)
SITE = made("website:新浪网", weight=0.8)


def test_a_reader_sees_words_and_no_empty_column_and_a_machine_all() -> None:
    columns, rows = channel_table([SITE], EN, words=True)
    assert [column.key for column in columns] == ["channel_id", "name", "type", "weight"]
    assert rows[0]["type"] == "news site"
    columns, rows = channel_table([replace(SINA, merged=("x",))], EN, words=False)
    keys = ["channel_id", "name", "type", "tier", "weight", "aliases", "merged"]
    assert [column.key for column in columns] == keys
    assert (rows[0]["type"], rows[0]["tier"], rows[0]["merged"]) == ("client", "commercial", ["x"])
    assert channel_table([SINA], EN, words=True)[1][0]["tier"] == "commercial"


def test_unknown_sources_are_rows_with_their_volume() -> None:
    one = UnknownSource(UnknownChannel("某网", "website", 5, 3, 1, "题"), ("某",))
    other = UnknownSource(UnknownChannel("乙", None, 1, 0, 0, ""), ())
    columns, rows = unknown_table([one, other], EN, words=True)
    assert [rows[0][column.key] for column in columns] == [
        *("某网", "news site", 5, 3, 1),
        *(["某"], "题"),
    ]
    assert unknown_table([one, other], EN, words=False)[1][0]["type"] == "website"
    keys = [column.key for column in unknown_table([other], EN, words=True)[0]]
    assert keys == ["name", "articles", "accepted", "doubtful"]


def test_a_reader_sees_the_beginning_of_a_long_name_and_a_machine_all_of_it() -> None:
    """A name from a feed may be as long as it likes; a table is to stay readable."""
    long = "某报" * 100
    found = UnknownSource(UnknownChannel(long, "client", 1, 0, 0, long), (long,))
    begin = "某报" * 19 + "某…"
    read = unknown_table([found], EN, words=True)[1][0]
    assert (read["name"], read["example"], read["near"]) == (begin, begin, [begin])
    whole = unknown_table([found], EN, words=False)[1][0]
    assert (whole["name"], whole["example"], whole["near"]) == (long, long, [long])


def test_a_new_channel_is_told_with_what_was_said() -> None:
    assert list(added_lines(SINA, None, EN)) == [
        "Added: 新浪 (client:新浪), news client, commercial, weight 0.5."
    ]
    assert list(added_lines(SINA, SINA, EN)) == ["'新浪' is known, and nothing about it is new."]


def test_what_changed_is_told_harmlessly() -> None:
    before = replace(SINA, aliases=(), weight=1.0, tier=None)
    assert list(added_lines(SINA, before, EN)) == [
        "'新浪' was known; changed:",
        "  tier: not said -> commercial",
        "  weight: 1 -> 0.5",
        "  also called: 浪, 浪花",
    ]


def test_a_merger_tells_what_the_others_lose() -> None:
    """One that was of the same type, tier and weight, or said nothing of them, loses nothing."""
    alike = made("client:新浪新闻")
    merged = replace(SINA, aliases=("新浪网", "新浪新闻"))
    kept = "news client, commercial, weight 0.5"
    assert list(merged_lines(merged, [SITE, alike], EN)) == [
        "Merged into 新浪 (client:新浪): 新浪网 (website:新浪网), 新浪新闻 (client:新浪新闻).",
        "It is also called: 新浪网, 新浪新闻.",
        f"新浪网 was news site, weight 0.8; its reprints count from now on as those of {kept}.",
    ]
