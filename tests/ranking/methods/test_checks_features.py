"""Names of features: known, unlike one another, used."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from tests.builders.methods import changed_method, derived, method_faults, small_faults
from tests.builders.month import CONFIG


def test_an_unknown_feature_is_named_with_what_may_have_been_meant(tmp_path: Path) -> None:
    """Wherever a feature can be named: nodes, denominators, minimum, formulas."""
    found = small_faults(
        tmp_path,
        '{ feature = "raeds", denominator = "people" }, { feature = "mean" },\n'
        '{ feature = "reads" }',
        tables=derived("mean", "reads / post"),
        index='aggregate = "amean"\nminimum = [{ feature = "meen", at_least = 1, reason = "r" }]',
    )
    known = "is not a feature (known: mean, reads)"
    assert found == [
        f"features.mean.formula: 'post' {known}",
        f"indexes[0].minimum[0].feature: 'meen' {known}; did you mean 'mean'?",
        f"indexes[0].nodes[0].denominator: 'people' {known}",
        f"indexes[0].nodes[0].feature: 'raeds' {known}; did you mean 'reads'?",
    ]


def test_a_method_without_inputs_may_use_every_feature_card(tmp_path: Path) -> None:
    """One with inputs may not: there a card comes in by an input's month."""
    nodes = '{ feature = "total_reads" }'
    (found,) = small_faults(tmp_path, nodes + ', { feature = "totl_reads" }', inputs="")
    assert "did you mean 'total_reads'?" in found
    (found,) = small_faults(tmp_path, nodes + ', { feature = "reads" }', inputs="reads")
    assert found == (
        "indexes[0].nodes[0].feature: 'total_reads' is not a feature (known: reads); "
        "did you mean 'reads'?"
    )


@pytest.mark.parametrize(
    ("formulas", "circle"),
    [
        ({"a": "a + 1"}, "a -> a"),
        ({"a": "b + 1", "b": "c", "c": "reads * a"}, "a -> b -> c -> a"),
    ],
)
def test_a_circle_of_derived_features_is_shown(
    tmp_path: Path, formulas: dict[str, str], circle: str
) -> None:
    """In the direction of the formulas; each rests on the next."""
    tables = "".join(derived(name, formula) for name, formula in formulas.items())
    nodes = '{ feature = "a" }, { feature = "reads" }'
    (found,) = small_faults(tmp_path, nodes, tables=tables)
    text = found.split("a circle: ")[1]
    steps = text.split(";")[0].split(" -> ")
    assert text.endswith("; a feature cannot rest on itself")
    assert steps[0] == steps[-1]
    expected = circle.split(" -> ")
    assert set(pairwise(steps)) == set(pairwise(expected))


@pytest.mark.parametrize(
    ("parts", "key", "other"),
    [
        ({"tables": derived("reads", "1")}, "features.reads", "an input"),
        (
            {"tables": derived("posts", "1"), "inputs": "", "nodes": '{ feature = "posts" }'},
            "features.posts",
            "a feature card",
        ),
        (
            {"tables": '[[companions]]\nfile = "f"\nkey = "k"\ncolumns = ["reads", "size"]\n'},
            "companions[0].columns[0]",
            "an input",
        ),
        (
            {"tables": '[[companions]]\nfile = "f"\nkey = "k"\ncolumns = ["size", "size"]\n'},
            "companions[0].columns[1]",
            "'companions[0].columns[0]'",
        ),
        (
            {
                "tables": '[days]\nmonth = 30\nreason = "r"\n',
                "inputs": "days",
                "nodes": '{ feature = "days" }',
            },
            "inputs.days",
            "the table [days]",
        ),
        ({"inputs": "one", "nodes": '{ feature = "one" }'}, "indexes[0].id", "an input"),
    ],
)
def test_one_name_for_two_things_is_refused(
    tmp_path: Path, parts: dict[str, str], key: str, other: str
) -> None:
    """One of them would hide the other."""
    (found,) = small_faults(tmp_path, **parts)
    assert found.startswith(f"{key}: '")
    assert found.endswith(f"is also the name of {other}; give one of them another name")


def test_inputs_and_derived_features_that_nobody_uses_are_refused(tmp_path: Path) -> None:
    """A part of an unused feature is not named too: what uses it is the mistake."""
    found = small_faults(tmp_path, inputs="reads posts likes", tables=derived("mean", "likes / 2"))
    text = "nothing uses it; use it in an index or take it out"
    assert found == [f"features.mean: {text}", f"inputs.posts: {text}"]


def test_every_way_of_using_an_input_counts(tmp_path: Path) -> None:
    """As a divisor, denominator, group, minimum, in a formula, for a reference per day."""
    nodes = (
        '{ feature = "mean", per = "post", denominator = "people", transform = "log1p_ratio",'
        ' reference = 5, reference_per = "day", weight = 0,'
        ' imputation = { kind = "group_mean", group = "region" } }'
    )
    found = small_faults(
        tmp_path,
        nodes,
        inputs="posts people region active reads days",
        tables=derived("mean", "reads * 2"),
        index='aggregate = "amean"\nminimum = [{ feature = "active", at_least = 1, reason = "r" }]',
    )
    assert [fault.split(":")[0] for fault in found] == ["indexes[0].nodes[0].weight"]


def test_the_month_of_an_input_is_a_feature_card(tmp_path: Path) -> None:
    """With what may have been meant."""
    found = small_faults(tmp_path, inputs="reads:total_raeds")
    assert found == [
        "inputs.reads.month: 'total_raeds' is not a feature card; did you mean 'total_reads'?"
    ]


def test_weighted_reprints_need_their_weights(tmp_path: Path) -> None:
    """As an input's month, and as a card that is used directly."""
    text = "weighted_reprints needs a table [reprints] that says how they are weighted"
    found = small_faults(tmp_path, inputs="reads:weighted_reprints")
    assert found == [f"inputs.reads.month: {text}"]
    found = small_faults(tmp_path, '{ feature = "weighted_reprints" }', inputs="")
    assert found == [f"indexes[0].nodes[0].feature: {text}"]


def test_each_card_of_reprints_needs_its_own_part_of_the_table(tmp_path: Path) -> None:
    """Weights of channels for the one, the factor of unseen reposts for the other."""
    message = method_faults(
        changed_method(tmp_path, ('"weighted_reprints"', '"authority_reprints"'))
    )
    assert "authority_reprints needs reprints.unseen that says how they count" in message
    path = tmp_path / "mine.toml"
    text = (CONFIG / "methods" / "shanghai-authority.toml").read_text("utf-8")
    path.write_text(text.replace('"authority_reprints"', '"weighted_reprints"', 1), "utf-8")
    message = method_faults(path)
    assert "weighted_reprints needs reprints.channels that says how they count" in message


def test_the_shipped_method_has_their_weights(tmp_path: Path) -> None:
    """Only what was changed is at fault."""
    message = method_faults(changed_method(tmp_path, ('"channels"', '"chanels"')))
    assert "1 fault(s)" in message
    assert "did you mean 'channels'?" in message
