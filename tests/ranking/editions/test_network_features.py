"""Features of the network beside the others: computed where they are named, missing with reason."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from ranking.editions import network_features
from ranking.editions.month_table import month_table
from ranking.editions.network_features import NETWORK_FEATURES
from ranking.methods.model import Method
from tests.builders.methods import derived, small_method
from tests.builders.month import (
    Office,
    Row,
    account,
    at,
    channel,
    post,
    reprint,
    shanghai,
)

ROSTER = [account(f"wechat:{unit}", unit) for unit in "甲乙静"]
CHANNELS = [channel(name, "client") for name in "abcd"]
POSTS = [post("p", "wechat:甲", at(10)), post("q", "wechat:甲", at(10)), post("o", "wechat:乙")]


def naming(*features: str) -> Method:
    """Return shanghai with these features in place of those of its first index."""
    index = shanghai().indexes[0]
    nodes = tuple(index.nodes[0].model_copy(update={"feature": name}) for name in features)
    changed = index.model_copy(update={"nodes": nodes})
    return shanghai().model_copy(update={"indexes": (changed,)})


def hours(number: float) -> datetime:
    return at(10) + timedelta(hours=number)


def chain() -> list[Row]:
    """p went to a, from there to b and d; q to c alone, and to a channel nobody knows."""
    return [
        reprint("1", "p", "a", published_at=hours(2)),
        reprint("2", "p", "b", published_at=hours(4), parent="1"),
        reprint("3", "p", "d", published_at=hours(9), parent="2"),
        reprint("4", "q", "c", published_at=hours(1)),
        reprint("5", "q", "unknown", published_at=hours(0)),
    ]


def row(office: Office, unit: str, *features: str) -> tuple[object, ...]:
    found = office.unit(unit, method=naming(*features))
    return tuple(found[name] for name in features)


TREES = ("deepest_cascade", "structural_virality", "hours_to_half")


def test_trees_are_measured_by_unit() -> None:
    """A chain of 3 has a mean distance of 5/3, one reprint 1; half after 4 and 1 hours."""
    office = Office(ROSTER, POSTS, chain(), CHANNELS)
    assert row(office, "甲", *TREES) == (3, pytest.approx((5 / 3 + 1) / 2), 2.5)
    assert row(office, "乙", *TREES) == (0, None, None)
    assert row(office, "静", *TREES) == (0, None, None)


def test_dependence_is_the_part_of_the_three_largest_channels() -> None:
    """Null, and not 0, where there is nothing of which it could be a part."""
    rows = [*chain(), reprint("6", "q", "a"), reprint("7", "q", "a")]
    office = Office(ROSTER, POSTS, rows, CHANNELS)
    assert row(office, "甲", "dependence") == (5 / 6,)
    assert row(office, "乙", "dependence") == row(office, "静", "dependence") == (None,)


def test_without_any_parent_the_shape_of_trees_is_not_known() -> None:
    """All hung on their post would be a guess; the speed needs no parent."""
    rows = [{**one, "parent": None} for one in chain()]
    office = Office(ROSTER, POSTS, rows, CHANNELS)
    assert row(office, "甲", *TREES) == (None, None, 2.5)
    reasons = office.features(method=naming(*TREES)).missing_reasons
    assert reasons["deepest_cascade"] == reasons["structural_virality"]
    assert reasons["structural_virality"].startswith("No reprint of this month says which one")
    assert reasons["hours_to_half"] == "No reprint of this unit's posts has a time."


def test_reprints_that_name_themselves_say_nothing_of_the_shape() -> None:
    """As if they named nobody."""
    rows = [{**one, "parent": one["reprint_id"]} for one in chain()]
    assert row(Office(ROSTER, POSTS, rows, CHANNELS), "甲", *TREES) == (None, None, 2.5)
    rows[1]["parent"] = "1"
    assert row(Office(ROSTER, POSTS, rows, CHANNELS), "甲", "deepest_cascade") == (2,)


def test_without_a_reprint_table_nothing_of_the_network_is_observed() -> None:
    office = Office(ROSTER, POSTS, feed=False)
    names = ("dependence", *TREES)
    assert row(office, "甲", *names) == (None,) * 4
    reasons = office.features(method=naming(*names)).missing_reasons
    assert {reasons[name] for name in names} == {"No reprint table was imported for this month."}


def test_times_that_nobody_wrote_down_leave_the_speed_unknown() -> None:
    rows = [{**one, "published_at": None} for one in chain()]
    assert row(Office(ROSTER, POSTS, rows, CHANNELS), "甲", "hours_to_half") == (None,)


def test_a_method_that_names_none_costs_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing of the network is even looked at, and no column is there."""
    monkeypatch.setattr(network_features, "_SOURCES", {(n,): None for n in NETWORK_FEATURES})
    units = Office(ROSTER, POSTS, chain(), CHANNELS).features().units
    assert not set(NETWORK_FEATURES) & set(units.columns)


def test_only_what_is_named_is_computed() -> None:
    """With its mark of lower bounds; the other columns stay as they were."""
    office = Office(ROSTER, POSTS, chain(), CHANNELS)
    plain, more = office.features().units, office.features(method=naming("dependence")).units
    assert more.columns == [*plain.columns, "dependence", "dependence_censored"]
    assert more.select(plain.columns).equals(plain)


def test_an_inputs_month_and_a_formula_name_them_too(tmp_path: Path) -> None:
    """As a card in months, as a part of a derived feature."""
    method = small_method(
        tmp_path,
        '{ feature = "free" }',
        inputs="part:dependence",
        tables=derived("free", "1 - part"),
    )
    office = Office(ROSTER, POSTS, [*chain(), reprint("6", "q", "a")], CHANNELS)
    features = office.features(method=method)
    assert features.units["dependence"].drop_nulls().to_list() == [0.8]
    assert month_table(method, features)["free"].drop_nulls().to_list() == [1 - 0.8]
