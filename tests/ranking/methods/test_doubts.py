"""What is doubtful in sound method files."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from ranking.methods.doubts import doubts
from ranking.methods.load import load_method
from tests.builders.methods import derived, small_method
from tests.builders.month import CONFIG, shipped_cards

Doubts = Callable[..., list[str]]


@pytest.fixture
def said(tmp_path: Path) -> Doubts:
    """Return the doubts about a small method, each as ``key: sentence``."""

    def find(*nodes: str, **parts: str) -> list[str]:
        written = ",\n".join(f"{{ {node} }}" for node in nodes)
        method = small_method(tmp_path, written, **parts)
        return [str(doubt) for doubt in doubts(method, shipped_cards())]

    return find


READS, LIKES = 'feature = "reads"', 'feature = "likes"'
BOTH = "reads likes"


def test_the_default_method_leaves_no_doubt() -> None:
    """Ours, and as it should be."""
    method = load_method(CONFIG / "methods" / "shanghai.toml", shipped_cards())
    assert doubts(method, shipped_cards()) == ()


def test_a_formula_only_read_has_something_unknown(said: Doubts) -> None:
    """A verified one need not."""
    (found,) = said(READS, top='certainty = "public_source"')
    assert found.startswith("unknown: Nothing is listed as unknown")
    assert said(READS, top='certainty = "verified"') == []


@pytest.mark.parametrize(
    ("weights", "aggregate", "text"),
    [
        (("0.5", "0.4"), "amean", "add up to 0.9, not to 1; only their proportions count."),
        (("0.7", "0.40"), "copeland", "add up to 1.10, not to 1; only their proportions count."),
        (("0.5", "0.4"), "wproduct", "add up to 0.9, not to 1; a product takes them as they"),
        (("0.1", "0.9"), "amean", ""),
        (("3", "3.0"), "amean", ""),
    ],
)
def test_weights_that_differ_and_do_not_add_up_to_one_are_said(
    said: Doubts, weights: tuple[str, str], aggregate: str, text: str
) -> None:
    """Exactly added; equal ones are left alone."""
    nodes = [f"{n}, weight = {w}" for n, w in zip((READS, LIKES), weights, strict=True)]
    rule = ', normalisation = { kind = "rank" }'
    found = said(*(n + rule for n in nodes), inputs=BOTH, index=f'aggregate = "{aggregate}"')
    sums = [line for line in found if "add up" in line]
    assert len(sums) == bool(text)
    assert all(line.startswith("indexes[0].nodes: The weights " + text) for line in sums)


def test_a_logarithm_without_one_is_said(said: Doubts) -> None:
    """One zero would stop the calculation."""
    assert said(f'{READS}, transform = "log10"') == [
        (
            "indexes[0].nodes[0].transform: log10 is not defined at 0: a table where 'reads' is "
            "0 is refused."
        )
    ]


def test_means_that_need_values_above_zero_are_said_with_those_that_may_not_be(
    said: Doubts,
) -> None:
    """At the level where they meet; ranks are above 0 and not named."""
    inner = f'{READS}, normalisation = {{ kind = "zscore" }} }}, {{ {LIKES}'
    level = f'id = "in", aggregate = "hmean", nodes = [{{ {inner} }}]'
    rank = 'id = "place", feature = "likes", normalisation = { kind = "rank" }'
    assert said(level, rank, inputs=BOTH, index='aggregate = "gmean"') == [
        (
            "indexes[0].nodes[0].aggregate: hmean needs values above 0, and these may be 0 or "
            "less: reads, likes. A table where one is, is refused; normalise them to a "
            "range above 0."
        )
    ]


@pytest.mark.parametrize(
    ("inputs", "expected"),
    [("reads", True), ("reads:total_reads", True), ("reads:posts", False)],
)
def test_a_missing_number_that_counts_as_zero_is_said(
    said: Doubts, inputs: str, expected: bool
) -> None:
    """A cell of a table can be empty and most cards can be null; the number of posts cannot."""
    found = said(f'{READS}, missing = "zero"', inputs=inputs)
    text = "Where 'reads' is missing it counts as 0, as if it had been observed."
    assert found == [f"indexes[0].nodes[0].missing: {text}"] * expected


def test_numbers_without_which_a_unit_has_no_index_are_listed(said: Doubts) -> None:
    """Those a month may lack, also by way of a formula; not those that are filled or reweighted."""
    found = said(
        READS,
        'feature = "posts"',
        'feature = "mean"',
        'id = "filled", feature = "reads", imputation = { kind = "value", value = 1 }',
        'id = "open", feature = "reads", imputation = { kind = "none" }',
        'id = "light", feature = "likes", missing = "reweight"',
        'id = "in", aggregate = "amean", missing = "reweight", nodes = [{ feature = "likes" }]',
        'id = "need", aggregate = "amean", nodes = [{ id = "more", feature = "shares" }]',
        inputs="reads:total_reads posts:posts likes:total_likes shares:wechat_shares table",
        tables=derived("mean", "reads / posts + table"),
    )
    assert found == [
        (
            "indexes[0]: A unit of which one of these was not observed gets no index: reads, mean, "
            "shares."
        )
    ]


def test_an_input_of_tables_is_not_taken_for_the_card_of_its_name(said: Doubts) -> None:
    """Only a month fills columns from cards; a method without inputs is filled from them alone."""
    assert said('feature = "total_reads"', inputs="total_reads") == []
    (found,) = said('feature = "total_reads"', inputs="")
    assert found.endswith("gets no index: total_reads.")


@pytest.mark.parametrize(
    ("weights", "aggregate", "percent"),
    [(("0.6", "0.4"), "copeland", "60"), (("1", "1"), "copeland", ""), (("3", "1"), "amean", "")],
)
def test_a_majority_under_copeland_is_said(
    said: Doubts, weights: tuple[str, str], aggregate: str, percent: str
) -> None:
    """Exactly half is no majority, and a mean is no vote."""
    nodes = [f"{n}, weight = {w}" for n, w in zip((READS, LIKES), weights, strict=True)]
    found = said(*nodes, inputs=BOTH, index=f'aggregate = "{aggregate}"')
    votes = [line for line in found if "copeland" in line]
    text = f"indexes[0].nodes[0].weight: 'reads' carries {percent}% of the weight: under copeland"
    assert [line[: len(text)] for line in votes] == [text] * bool(percent)


def test_a_single_child_has_nobody_to_outvote(said: Doubts) -> None:
    """All of the weight, and nothing to say."""
    assert said(READS, index='aggregate = "copeland"') == []


MONTHLY = {"inputs": "reads:posts"}


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ('kind = "minmax"', True),
        ('kind = "zscore"', True),
        ('kind = "borda"', True),
        ('kind = "distance_to_target", target = 9', True),
        ('kind = "ratio", reference = "best"', True),
        ('kind = "ratio", reference = 9', False),
        ('kind = "goalposts", lower = 0, upper = 9', False),
        ('kind = "none"', False),
    ],
)
def test_a_scale_of_the_month_s_own_values_is_said(said: Doubts, rule: str, expected: bool) -> None:
    """In a method that can score months; tables are compared with nothing."""
    node = f"{READS}, normalisation = {{ {rule} }}"
    key = "indexes[0].nodes[0].normalisation"
    assert [line.split(": ")[0] for line in said(node, **MONTHLY)] == [key] * expected
    assert said(node, inputs="reads") == []


def test_the_index_s_own_scale_is_said_once_and_only_where_it_is_used(said: Doubts) -> None:
    """Not for every indicator, and not where each has its own."""
    index = 'aggregate = "amean"\nnormalisation = { kind = "minmax" }'
    again = 'id = "again", feature = "reads"'
    (found,) = said(READS, again, index=index, **MONTHLY)
    assert found.startswith("indexes[0].normalisation: 'minmax' makes its scale")
    own = f'{READS}, normalisation = {{ kind = "goalposts", lower = 0, upper = 9 }}'
    assert said(own, index=index, **MONTHLY) == []


def test_doubts_are_data(tmp_path: Path) -> None:
    """A template and its fields, so that each can be said in another language."""
    method = small_method(tmp_path, f'{{ {READS}, transform = "log10" }}')
    (found,) = doubts(method, shipped_cards())
    assert "{feature}" in found.template
    assert json.dumps(dict(found.params)) == '{"feature": "reads"}'
