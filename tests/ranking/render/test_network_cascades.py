"""How posts travelled, as tables."""

from __future__ import annotations

from dataclasses import replace

import pytest
from rich.cells import cell_len
from rich.console import Group

from ranking.model.reprint_cascade import CascadeFault
from ranking.model.reprint_network import ReprintNetwork
from ranking.render.network_cascades import cascade_table
from tests.builders.carried import ALIKE, CASCADES
from tests.builders.hostile import HOSTILE

DEEP = replace(CASCADES[1], depth=4, breadth=12, virality=2.345)
FAULTS = tuple(CascadeFault("weibo:1", f"r{n}", "gone", "orphan") for n in range(5))


@pytest.fixture
def shown(printed):
    def show(network: ReprintNetwork, tr, width: int = 130) -> str:
        return printed(Group(*cascade_table(network, tr, width)), width)

    return show


def test_posts_that_went_from_hand_to_hand_are_shown_with_their_shape(shown, en):
    text = shown(replace(ALIKE, cascades=(DEEP, CASCADES[0])), en)
    row = text.split("Deepest cascades")[1].splitlines()[3]
    assert row.split() == [
        *("第1篇", "市公安局", "29", "4", "12", "2.35"),
        *("10", "min", "weibo:1"),
    ]
    assert "第0篇" not in text
    assert "No reprint names" not in text


def test_thousands_are_separated_in_every_column_and_below_the_table(shown, en):
    long = replace(DEEP, reprints=30_000, depth=2_999, breadth=1_200, virality=1_345.5)
    text = shown(replace(ALIKE, cascades=(long,) * 1_050), en)
    row = text.split("Deepest cascades")[1].splitlines()[3]
    assert row.split()[2:6] == ["30,000", "2,999", "1,200", "1,345.50"]
    assert "and 1,030 more" in text


def test_where_all_are_one_step_deep_those_carried_most_are_shown_and_it_says_so(shown, en):
    text = shown(ALIKE, en)
    rows = text.split("Posts carried most")[1].splitlines()[3:6]
    assert [row.split()[0] for row in rows] == ["第0篇", "第1篇", "第2篇"]
    assert "Levels" not in text
    assert "上级转载" in text


def test_without_a_time_the_time_to_half_is_a_dash(shown, en):
    text = shown(replace(ALIKE, cascades=(replace(CASCADES[0], seconds_to_half=None),)), en)
    assert "—" in text.splitlines()[4]


def test_faults_are_counted_and_the_first_named(shown, en):
    circle = CascadeFault("weibo:2", "x", "y", "cycle")
    text = shown(replace(ALIKE, cascade_faults=(*FAULTS, circle)), en, 400)
    assert "same post that counts: 5;" in text
    assert "r2 of weibo:1 (names gone) and 2 more" in text
    assert "in a circle from one another: 1;" in text
    assert "x of weibo:2 (names y)" in text
    assert "No reprint names" not in text


@pytest.mark.parametrize("width", [140, 100, 60, 40])
@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_titles_fit_every_width(shown, zh, name, width):
    deep = replace(DEEP, title=name, unit=name, post_id=name)
    fault = CascadeFault(name, name, name, "orphan")
    text = shown(replace(ALIKE, cascades=(deep,), cascade_faults=(fault,)), zh, width)
    assert max(cell_len(line) for line in text.splitlines()) <= width
    assert all(character.isprintable() for character in text.replace("\n", ""))
