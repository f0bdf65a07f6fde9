"""Who carries whom, on terminals of all widths."""

from __future__ import annotations

from dataclasses import replace

import pytest
from rich.cells import cell_len

from ranking.render.network_console import network_tables
from tests.builders.carried import ALIKE, CHANNELS, FLOWS, ONE, SPLIT, UNITS
from tests.builders.hostile import HOSTILE


@pytest.mark.parametrize("width", [160, 120, 80, 60, 40])
@pytest.mark.parametrize("network", [SPLIT, ONE])
def test_tables_fit_every_width(edition, network, width, printed, en, zh):
    for tr in (en, zh):
        text = printed(network_tables(edition, None, network, tr, width), width)
        assert max(cell_len(line) for line in text.splitlines()) <= width
        assert "浦东新区" in text
        text.encode("gbk")


def test_units_are_shown_with_the_channels_that_carry_them_most(edition, printed, en):
    text = printed(network_tables(edition, None, ALIKE, en, 140), 140)
    row = next(line for line in text.splitlines() if line.startswith("浦东新区"))
    assert row.split() == [
        *("浦东新区", "1,200", "600", "人民日报客户端", "25.0%,"),
        *("新华网", "25.0%,", "某号", "25.0%"),
    ]
    narrow = printed(network_tables(edition, None, ALIKE, en, 80), 80)
    assert "新华网 25.0%" not in narrow.split("Channels by authority")[0]


def test_those_that_hang_most_on_few_channels_come_first(edition, printed, en):
    text = printed(network_tables(edition, None, ALIKE, en, 100), 100)
    rows = text.split("Dependence on few channels")[1].splitlines()[3:]
    assert [row.split()[:2] for row in rows] == [
        ["浦东新区", "100.0%"],
        ["市公安局", "87.5%"],
        ["静安区", "75.0%"],
    ]


def test_communities_and_bridges_are_told_only_where_there_is_more_than_chance(
    edition, printed, en
):
    split = printed(network_tables(edition, None, SPLIT, en, 120), 120)
    assert "Communities of channels" in split
    bridges = split.split("Bridges between communities")[1].splitlines()[3:]
    assert [row.split()[:2] for row in bridges] == [["某号", "20.0%"], ["新华网", "10.0%"]]
    alike = printed(network_tables(edition, None, ALIKE, en, 120), 120)
    assert "ommunit" not in alike


def test_authority_that_did_not_settle_is_a_dash(edition, printed, en):
    unsettled = tuple(replace(channel, authority=None) for channel in CHANNELS)
    text = printed(network_tables(edition, None, replace(ALIKE, channels=unsettled), en, 100), 100)
    row = next(line for line in text.splitlines() if line.startswith("新华网"))
    assert row.split()[:6] == ["新华网", "news", "site", "1.5", "—", "12.500%"]


def test_a_method_without_weights_has_no_column_of_them(edition, printed, en):
    bare = tuple(replace(channel, weight=None) for channel in CHANNELS)
    text = printed(network_tables(edition, None, replace(ALIKE, channels=bare), en, 120), 120)
    assert "Weight" not in text


def test_long_tables_say_how_many_more_there_are(edition, printed, en):
    many = tuple(replace(CHANNELS[0], channel_id=f"c{n}", name=f"第{n}") for n in range(25))
    text = printed(network_tables(edition, None, replace(ALIKE, channels=many), en, 100), 100)
    assert "第19" in text
    assert "第20" not in text
    assert "and 5 more" in text


def test_synthetic_data_is_labelled(edition, printed, en):
    made_up = replace(edition, synthetic=True)
    text = printed(network_tables(made_up, None, ONE, en, 100), 100)
    assert text.startswith("[SYNTHETIC]")
    assert "not real results" in text


@pytest.mark.parametrize("name", HOSTILE)
def test_names_move_no_cursor_and_are_no_markup(edition, printed, en, name):
    network = replace(
        ONE,
        unit=name,
        units=(replace(UNITS[0], unit=name),),
        channels=(replace(CHANNELS[0], name=name, type=name),),
        flows=(replace(FLOWS[0], unit=name),),
    )
    for shown in (network, replace(network, unit=None)):
        text = printed(network_tables(edition, None, shown, en, 80), 80)
        assert all(character.isprintable() for character in text.replace("\n", ""))
        assert max(cell_len(line) for line in text.splitlines()) <= 80
