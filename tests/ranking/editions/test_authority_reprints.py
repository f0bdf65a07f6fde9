"""Reprints by the authority of their channels, counted by hand."""

from __future__ import annotations

import random
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ranking.methods.load import load_method
from ranking.methods.model import Method
from tests.builders.month import CONFIG, Office, Row, account, channel, post, reprint, shipped_cards

NAME = "authority_reprints"
METHOD: Method = load_method(CONFIG / "methods" / "shanghai-authority.toml", shipped_cards())
CHANNELS = [channel("a", "client", 9.0), channel("b", "website"), channel("own", "wechat")]
CHANNELS += [channel("wb", "weibo"), channel("new", "client", merged=["old"])]
UNITS = "甲乙丙"
ROSTER = [account(f"{p}:{unit}", unit) for p in ("wechat", "weibo") for unit in UNITS]


def wechat(unit: str, **more: object) -> Row:
    return post(f"p{unit}", f"wechat:{unit}", **{"original": True, **more})


def carried(*rows: tuple[str, str, int]) -> list[Row]:
    """Return reprints of (post, channel, times)."""
    again = [(p, c) for p, c, times in rows for _ in range(times)]
    return [reprint(f"r{n}", p, c) for n, (p, c) in enumerate(again)]


def values(office: Office, method: Method = METHOD) -> dict[str, float | None]:
    units = office.features(method=method).units
    return dict(units.select("unit", NAME).iter_rows())


def test_a_reprint_counts_by_what_its_channel_carried_of_the_others() -> None:
    """In a: 0.5, 0.75, 0.5, in b nothing; the mean over the 23 reprints is 9.75 / 23.

    The channel's declared weight (9 for a) has no part in it.
    """
    rows = [("p甲", "a", 3), ("p甲", "b", 1), ("p乙", "a", 5), ("p乙", "b", 5), ("p丙", "a", 9)]
    office = Office(ROSTER, [wechat(unit) for unit in UNITS], carried(*rows), CHANNELS)
    mean = Fraction("9.75") / 23
    raw = {"甲": Fraction("1.5"), "乙": Fraction("3.75"), "丙": Fraction("4.5")}
    assert values(office) == {unit: float(value / mean) for unit, value in raw.items()}


def test_posts_that_are_no_originals_count_by_their_factor() -> None:
    """Half, as the method says, also where the source does not say."""
    rows = carried(("p甲", "a", 4), ("p乙", "a", 4), ("p丙", "a", 4))
    originals = {"甲": True, "乙": False, "丙": None}
    posts = [wechat(unit, original=mark) for unit, mark in originals.items()]
    assert values(Office(ROSTER, posts, rows, CHANNELS)) == {"甲": 4.0, "乙": 2.0, "丙": 2.0}


def test_reposts_of_unknown_channels_are_what_weibo_counts_beyond_those_observed() -> None:
    """Of 30 reposts 10 are in a known account: they count by its authority, 20 count 0.1 each.

    A platform count below what was observed adds nothing.
    """
    posts = [
        post("w甲", "weibo:甲", reposts=30, original=True),
        post("w乙", "weibo:乙", reposts=3, original=True),
        post("w丙", "weibo:丙", original=True),
    ]
    rows = carried(*((f"w{unit}", "wb", 10) for unit in UNITS))
    assert values(Office(ROSTER, posts, rows, CHANNELS)) == {"甲": 12.0, "乙": 10.0, "丙": 10.0}


def test_an_own_channel_brings_nothing_however_often_it_reprints() -> None:
    """甲 has what it had, 4 times three shares of the others, and 1,000 times nothing.

    What falls is its share in a for the others, and with it the mean, which all units have alike.
    """
    units = "甲乙丙丁戊"
    roster = [account(f"wechat:{unit}", unit) for unit in units]
    rows = [*((f"p{unit}", "a", 4) for unit in units), ("p甲", "own", 1000)]
    found = values(Office(roster, [wechat(unit) for unit in units], carried(*rows), CHANNELS))
    others = 4 * (2 + 4 / 1004)
    mean = (4 * 3 + 4 * others) / 1020
    expected = dict.fromkeys(units, others / mean) | {"甲": 4 * 3 / mean}
    assert found == pytest.approx(expected, rel=1e-11)


def test_a_channel_that_was_merged_counts_as_the_one_it_became() -> None:
    """甲 in the old one, 乙 and 丙 in the new one are three units of one channel."""
    rows = carried(("p甲", "old", 2), ("p乙", "new", 2), ("p丙", "new", 2))
    office = Office(ROSTER, [wechat(unit) for unit in UNITS], rows, CHANNELS)
    assert values(office) == dict.fromkeys(UNITS, 2.0)


def test_without_a_reprint_table_only_weibos_own_count_is_there() -> None:
    """Null for whoever has neither; 0 for a unit without posts."""
    posts = [wechat("甲"), post("w乙", "weibo:乙", reposts=50, original=True)]
    office = Office(ROSTER, posts, feed=False)
    assert values(office) == {"甲": None, "乙": 5.0, "丙": 0.0}
    reason = office.features(method=METHOD).missing_reasons[NAME]
    assert reason.startswith("No reprint table was imported")


def test_where_no_channel_carried_three_units_nothing_can_be_told() -> None:
    """Null with its reason, and not 0: a month of two units says nothing of channels."""
    rows = carried(("p甲", "a", 2), ("p乙", "a", 2))
    office = Office(ROSTER, [wechat("甲"), wechat("乙")], rows, CHANNELS)
    assert values(office) == {"甲": None, "乙": None, "丙": 0.0}
    found = office.features(method=METHOD).missing_reasons[NAME]
    assert found == "No channel carried three units of this month: authority cannot be told."


def test_a_10_wan_plus_counts_as_the_method_says_and_is_a_lower_bound() -> None:
    """清博 writes one more than the limit for it."""
    posts = [post("w甲", "weibo:甲", reposts=100_001, original=True, censored=["reposts"])]
    row = Office(ROSTER, posts, [], CHANNELS).unit("甲", method=METHOD)
    assert (row[NAME], row[f"{NAME}_censored"]) == (10_000.0, True)


def test_a_method_without_rules_for_it_has_none() -> None:
    """A file that lacks them is refused; one made in another way gets no guess."""
    bare = METHOD.model_copy(update={"reprints": None})
    office = Office(ROSTER, [wechat("甲")], carried(("p甲", "a", 1)), CHANNELS)
    assert values(office, bare)["甲"] is None


PAIRS = st.tuples(st.sampled_from([f"p{u}" for u in UNITS]), st.sampled_from(["a", "b", "own"]))
TIMES = st.lists(st.tuples(PAIRS, st.integers(1, 30)), min_size=1, max_size=12)


@pytest.mark.slow
@settings(max_examples=40, deadline=None)
@given(TIMES, st.integers(0, 999))
def test_all_reprints_of_the_month_add_up_and_no_order_matters(
    rows: list[tuple[tuple[str, str], int]], seed: int
) -> None:
    """Of originals alone the sum over units is the number of reprints: the average counts 1."""
    reprints = carried(*((p, c, times) for (p, c), times in rows))
    office = Office(ROSTER, [wechat(unit) for unit in UNITS], reprints, CHANNELS)
    found = values(office)
    shuffled = replace(office, reprints=reprints.copy(), posts=office.posts[::-1])
    random.Random(seed).shuffle(shuffled.reprints)
    shuffled.channels = CHANNELS[::-1]
    assert values(shuffled) == found
    if None not in found.values():
        assert sum(found.values()) == pytest.approx(len(reprints), rel=1e-12)
