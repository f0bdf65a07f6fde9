"""Who carries whom, in a pipe and for machines."""

from __future__ import annotations

import json
from dataclasses import replace

from ranking.render.network_data import network_record, network_rows
from ranking.render.wire import json_text
from tests.builders.carried import CHANNELS, FLOWS, SPLIT


def table(text: str) -> list[dict[str, str]]:
    header, *rows = (line.split("\t") for line in text.splitlines())
    return [dict(zip(header, row, strict=True)) for row in rows]


def test_a_line_has_the_flow_and_the_measures_of_both_ends(edition):
    rows = table(network_rows(edition, SPLIT))
    assert len(rows) == len(FLOWS)
    first = rows[0]
    assert (first["times"], first["posts"], first["share"]) == ("10", "4", "0.25")
    assert (first["unit_times"], first["unit_posts"], first["unit_channels"]) == (
        "1200",
        "600",
        "3",
    )
    assert (first["channel_times"], first["channel_units"]) == ("900", "3")
    assert (first["channel"], first["authority"], first["unit_community"]) == (
        "人民日报客户端",
        "0.5",
        "1",
    )


def test_what_is_not_known_is_empty_and_synthetic_is_told(edition):
    unknown = tuple(replace(c, authority=None, community=None) for c in CHANNELS)
    rows = table(network_rows(replace(edition, synthetic=True), replace(SPLIT, channels=unknown)))
    assert {row["authority"] + row["channel_community"] for row in rows} == {""}
    assert {row["synthetic"] for row in rows} == {"true"}


def test_a_hostile_name_stays_in_its_cell(edition):
    spoilt = replace(CHANNELS[0], name="a\tb\nc\x1b[2J")
    rows = table(network_rows(edition, replace(SPLIT, channels=(spoilt, *CHANNELS[1:]))))
    assert rows[0]["channel"] == "a b c"


def test_the_record_is_headed_by_its_edition(edition):
    record = json.loads(json_text(network_record(edition, SPLIT)))
    assert (record["list_id"], record["month"], record["synthetic"]) == (
        edition.list_id,
        "2026-10",
        False,
    )
    assert record["channels"][1]["name"] == "新华网"
    assert (record["unit"], record["modularity"], record["split"]) == (None, 0.31, True)
