"""Trees as lists of parents."""

from __future__ import annotations

import networkx as nx
from hypothesis import given
from hypothesis import strategies as st

from ranking.network.forest import ROOT, cut_cycles, measure

PARENTS = st.integers(1, 30).flatmap(
    lambda size: st.lists(st.integers(ROOT, size - 1), min_size=size, max_size=size)
)


@given(PARENTS)
def test_each_cycle_is_cut_once_at_its_greatest_number(parents: list[int]) -> None:
    drawn = nx.DiGraph((node, above) for node, above in enumerate(parents) if above != ROOT)
    cycles = sorted(max(cycle) for cycle in nx.simple_cycles(drawn))
    cut = list(parents)
    assert cut_cycles(cut) == cycles
    assert cut == [ROOT if node in cycles else above for node, above in enumerate(parents)]


@given(PARENTS)
def test_depths_and_sizes_are_those_of_networkx(parents: list[int]) -> None:
    cut_cycles(parents)
    drawn = nx.DiGraph((above, node) for node, above in enumerate(parents))
    below = [len(nx.descendants(drawn, node)) + 1 for node in range(len(parents))]
    away = nx.single_source_shortest_path_length(drawn, ROOT)
    assert measure(parents) == ([away[node] for node in range(len(parents))], below)


def test_a_long_chain_needs_no_recursion() -> None:
    size = 50_000
    depths, sizes = measure([*range(1, size), ROOT])
    assert (depths[0], sizes[-1]) == (size, size)
