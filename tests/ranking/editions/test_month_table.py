"""The table a method scores for a month."""

from __future__ import annotations

import polars as pl
import pytest

from ranking.editions.month_table import month_table
from ranking.errors import ConfigError
from ranking.features.units import FEATURES
from ranking.methods.load import load_method
from tests.builders.month import CONFIG, Office, account, post, shanghai, shipped_cards
from tests.builders.public import inputs, method, nri_like, wci_like
from tests.builders.trees import indicator

OFFICE = Office(
    [account("wechat:a", "甲"), account("weibo:a", "甲")],
    [
        post("p", "wechat:a", reads=100_000, censored=["reads"], position=1),
        post("q", "wechat:a", reads=5, position=2),
        post("r", "weibo:a", likes=7),
    ],
)
PLAIN = {"id": "power", "name": "力", "aggregate": "amean"}


def test_a_method_without_inputs_finds_the_cards_and_its_days() -> None:
    """All features, and the days a month counts as where the method says so."""
    features = OFFICE.features()
    assert month_table(shanghai(), features).columns == features.units.columns
    daily = shanghai().model_copy(update={"days": wci_like().days})
    table = month_table(daily, features)
    assert set(FEATURES) < set(table.columns)
    assert table["days"].to_list() == [30]


def test_a_method_with_inputs_finds_its_own_names_alone() -> None:
    """Each takes the column of its card and its mark; ``posts`` is what the method calls so."""
    method = wci_like()
    row = month_table(method, OFFICE.features(method=method)).row(0, named=True)
    assert set(row) == {"unit", "group", "days", "days_censored"} | {
        name for feature in method.inputs for name in (feature, f"{feature}_censored")
    }
    assert (row["posts"], row["reads"], row["top_reads"]) == (2, 100_006, 100_001)
    assert (row["reads_censored"], row["posts_censored"]) == (True, False)


def test_features_made_of_others_are_in_it_and_are_bounds_where_a_part_is() -> None:
    """Rounded as the method says; marked as a lower bound with its part."""
    table = month_table(nri_like(), OFFICE.features())
    assert table["average"].to_list() == [50_002.0]
    assert table["average_censored"].to_list() == [True]


@pytest.mark.parametrize("name", ["tai-2001", "asem-connectivity", "dci"])
def test_a_method_for_tables_alone_is_refused(name: str) -> None:
    """The message names the method and its first input; the hint says what to do instead."""
    path = CONFIG / "methods" / f"{name}.toml"
    tables_only = load_method(path, shipped_cards())
    first = next(iter(tables_only.inputs))
    with pytest.raises(ConfigError, match=f"'{name}' scores tables only.*'{first}'") as caught:
        month_table(tables_only, OFFICE.features())
    assert f"govrank method eval {name}" in caught.value.hint_text()


def test_the_columns_of_a_second_table_are_refused() -> None:
    """No month has a companion table."""
    companion = {"file": "more.csv", "key": "unit", "columns": ["people"]}
    node = indicator("reads", "1", denominator="people")
    other = method(
        "m", PLAIN | {"nodes": [node]}, inputs=inputs(reads="wechat_reads"), companions=[companion]
    )
    with pytest.raises(ConfigError, match="no month has its input 'people'"):
        month_table(other, OFFICE.features())


def test_gaps_are_filled_by_groups_that_a_month_knows() -> None:
    """A column of labels that only a table has is refused."""
    gap = {"imputation": {"kind": "group_mean", "group": "continent"}}
    other = method("m", PLAIN | {"nodes": [indicator("total_reads", "1", **gap)]})
    with pytest.raises(ConfigError, match="same 'continent', and a month only knows unit, group"):
        month_table(other, OFFICE.features())


def test_derived_features_may_rest_on_one_another() -> None:
    """The second is made of the first, and is a bound because the first is."""
    words = {"zh": "某", "en": "some"}
    made = {
        "half": {"name": words, "formula": "double / 4", "reason": "test"},
        "double": {"name": words, "formula": "reads * 2", "reason": "test"},
    }
    other = nri_like(features={**nri_like().model_dump()["features"], **made})
    table = month_table(other, OFFICE.features())
    assert table.select("half", "half_censored").rows() == [(50_002.5, True)]
    assert table.schema["half_censored"] == pl.Boolean
