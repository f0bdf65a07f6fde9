"""Cards, code and methods name the same features."""

from __future__ import annotations

from pathlib import Path

import pytest

from ranking.editions.network_features import NETWORK_FEATURES
from ranking.errors import ConfigError
from ranking.features.cards import load_cards
from ranking.features.units import FEATURES, MISSING_REASONS
from ranking.methods.load import load_method
from ranking.methods.needs import needed_columns
from tests.builders.methods import small_method
from tests.builders.month import CONFIG, Office, account, shipped_cards


def test_every_card_has_code_and_all_code_has_a_card() -> None:
    """The shipped cards are exactly the features that are computed, those of the network last."""
    assert tuple(shipped_cards()) == (*FEATURES, *NETWORK_FEATURES)
    assert set(MISSING_REASONS) == set(FEATURES)


def test_every_feature_is_a_column_of_the_result() -> None:
    """A month's units have one column a feature, and one that marks lower bounds."""
    columns = Office([account("weibo:a", "甲")]).features().units.columns
    assert columns[2:] == [*FEATURES, *(f"{feature}_censored" for feature in FEATURES)]


def test_every_feature_of_the_network_is_there_where_it_is_named_with_a_reason(
    tmp_path: Path,
) -> None:
    """A column, its mark of lower bounds, and why it is missing."""
    nodes = ", ".join(f'{{ feature = "{name}" }}' for name in NETWORK_FEATURES)
    rules = "[reprints]\nunseen = { factor = 1, reason = 'r' }\n"
    rules += "".join(
        f"originals.{kind} = {{ factor = 1, reason = 'r' }}\n"
        for kind in ("original", "other", "unknown")
    )
    method = small_method(tmp_path, nodes, inputs="", tables=rules)
    found = Office([account("weibo:a", "甲")]).features(method=method)
    named = [*NETWORK_FEATURES, *(f"{name}_censored" for name in NETWORK_FEATURES)]
    assert found.units.columns[-len(named) :] == named
    assert set(found.missing_reasons) == {*FEATURES, *NETWORK_FEATURES}


@pytest.mark.parametrize("path", sorted((CONFIG / "methods").glob("*.toml")), ids=lambda p: p.stem)
def test_shipped_methods_use_features_that_have_code(path: Path) -> None:
    """By the months of their inputs, or directly where they have no inputs."""
    method = load_method(path, shipped_cards())
    months = {item.month for item in method.inputs.values()} - {None}
    needs = [needed_columns(method, index) for index in method.indexes]
    direct = {name for need in needs for name in need.numbers} - {"days"}
    used = months if method.inputs else direct
    assert used <= {*FEATURES, *NETWORK_FEATURES}


def test_a_card_that_lacks_a_text_is_refused_by_key(tmp_path: Path) -> None:
    """The message names the feature and the key."""
    path = tmp_path / "features.toml"
    path.write_text('[posts]\nunit = "posts"\nname = { zh = "发稿数", en = "" }\n', "utf-8")
    with pytest.raises(ConfigError) as caught:
        load_cards(path)
    for part in ("posts.definition: is missing", "posts.null: is missing", "posts.name.en"):
        assert part in str(caught.value)
