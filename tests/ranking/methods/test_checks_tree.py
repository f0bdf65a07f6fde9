"""Trees: ids, aggregates, and indexes relative to references."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.builders.methods import changed_method, method_faults, small_faults, small_method

RELATIVE = "finish = { relative_to_reference = true }"
TWO = '{ feature = "reads", weight = 2 }, { feature = "likes", weight = 1 }'


def test_two_indexes_of_one_name_are_refused(tmp_path: Path) -> None:
    """The id is what lists and boards go by."""
    message = method_faults(changed_method(tmp_path, ('id = "influence"', 'id = "communication"')))
    text = "indexes[1].id: 'communication' is used by two indexes; give one of them another id"
    assert text in message


@pytest.mark.parametrize(
    ("nodes", "fault"),
    [
        (
            '{ feature = "reads" }, { feature = "reads" }',
            (
                "indexes[0].nodes[1].feature: 'reads' stands twice in one index; "
                "give the node an id of its own"
            ),
        ),
        (
            (
                '{ feature = "reads" },\n'
                '{ id = "in", aggregate = "amean", nodes = [{ id = "reads", feature = "reads" }] }'
            ),
            (
                "indexes[0].nodes[1].nodes[0].id: 'reads' stands twice in one index; "
                "give the node an id of its own"
            ),
        ),
        (
            '{ id = "index", aggregate = "amean", nodes = [{ feature = "reads" }] }',
            (
                "indexes[0].nodes[0].id: 'index' is what the root is called in one index; "
                "give the node an id of its own"
            ),
        ),
    ],
)
def test_two_nodes_of_one_name_in_an_index_are_refused(
    tmp_path: Path, nodes: str, fault: str
) -> None:
    """At any depth, and the root's own name too: columns are named after nodes."""
    assert small_faults(tmp_path, nodes) == [fault]


@pytest.mark.parametrize(
    ("index", "fault"),
    [
        ('aggregate = "pmean"', "exponent: pmean needs an exponent that is not 0"),
        (
            'aggregate = "pmean"\nexponent = 0.0',
            "exponent: pmean needs an exponent that is not 0",
        ),
        (
            'aggregate = "gmean"\nexponent = 2',
            (
                "exponent: nothing uses it: the aggregate is 'gmean'; take it out, "
                "or aggregate by pmean"
            ),
        ),
        (
            'aggregate = "median"',
            "nodes: a median cannot weigh its children: give them equal weights",
        ),
        (
            'aggregate = "amaen"',
            (
                "aggregate: found 'amaen', allowed: 'amean', 'gmean', 'hmean', 'pmean', "
                "'wproduct', 'median' or 'copeland'; did you mean 'amean'?"
            ),
        ),
    ],
)
def test_an_aggregate_has_what_it_needs_and_no_more(tmp_path: Path, index: str, fault: str) -> None:
    """At the root and at any level below it."""
    assert small_faults(tmp_path, TWO, inputs="reads likes", index=index) == [f"indexes[0].{fault}"]
    inline = index.replace("\n", ", ")
    inner = f'{{ id = "in", {inline}, nodes = [\n{TWO}\n] }}'
    assert small_faults(tmp_path, inner, inputs="reads likes") == [f"indexes[0].nodes[0].{fault}"]


def test_a_generalised_mean_and_a_median_of_equals_are_accepted(tmp_path: Path) -> None:
    """With an exponent; with equal weights."""
    method = small_method(tmp_path, index='aggregate = "pmean"\nexponent = -2')
    assert method.indexes[0].root().exponent == -2
    nodes = '{ feature = "reads", weight = 3 }, { feature = "likes", weight = 3.0 }'
    method = small_method(tmp_path, nodes, inputs="reads likes", index='aggregate = "median"')
    assert method.indexes[0].aggregate == "median"


@pytest.mark.parametrize(
    ("index", "node", "fault"),
    [
        ('aggregate = "copeland"', "", "aggregate: 'copeland' does not go with"),
        ('aggregate = "gmean"', "", "aggregate: 'gmean' does not go with"),
        (
            'aggregate = "amean"\nnormalisation = { kind = "zscore" }',
            "",
            "normalisation: 'zscore' does not go with",
        ),
        (
            'aggregate = "amean"',
            ', treatment = { kind = "log_modulus" }',
            "nodes[0].treatment: 'log_modulus' does not go with",
        ),
        (
            'aggregate = "amean"',
            ', normalisation = { kind = "rank" }',
            "nodes[0].normalisation: 'rank' does not go with",
        ),
    ],
)
def test_an_index_relative_to_references_is_a_mean_of_single_rows(
    tmp_path: Path, index: str, node: str, fault: str
) -> None:
    """Rules that look at other units, or other aggregates, have no value at the references."""
    nodes = f'{{ feature = "reads", reference = 9{node} }}'
    (found,) = small_faults(tmp_path, nodes, index=f"{index}\n{RELATIVE}")
    assert found.startswith(f"indexes[0].{fault} finish.relative_to_reference: ")


def test_levels_of_a_relative_index_are_checked_and_no_rule_is_a_rule(tmp_path: Path) -> None:
    """A median below the root is refused; ``none`` is accepted."""
    inner = '{ feature = "reads", reference = 9, treatment = { kind = "none" } }'
    level = '{{ id = "in", aggregate = "{}", nodes = [' + inner.replace("{", "{{").replace(
        "}", "}}"
    )
    index = f'aggregate = "amean"\n{RELATIVE}'
    (found,) = small_faults(tmp_path, level.format("median") + "] }", index=index)
    assert found.startswith("indexes[0].nodes[0].aggregate: 'median' does not go with")
    assert small_method(tmp_path, level.format("amean") + "] }", index=index).id == "mine"


def test_bonus_points_go_to_indexes_that_exist(tmp_path: Path) -> None:
    """With what may have been meant."""
    bonus = '[bonus]\ntotal_cap = 5\nindexes = ["one", "oen"]\nreason = "r"\n'
    assert small_faults(tmp_path, tables=bonus) == [
        "bonus.indexes[1]: 'oen' is not an index of this method; did you mean 'one'?"
    ]
