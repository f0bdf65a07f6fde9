"""The graph of arrays."""

from __future__ import annotations

import networkx as nx
import numpy as np
from hypothesis import given

from ranking.network.csr import CsrGraph
from tests.builders.network import digraphs


def graph(*edges: tuple[int, int, float], size: int = 3) -> CsrGraph:
    source, target, weight = zip(*edges, strict=True)
    return CsrGraph.from_edges(
        "abc"[:size], np.array(source), np.array(target), np.array(weight, float)
    )


def test_edges_are_sorted_and_parallel_ones_added() -> None:
    made = graph((2, 0, 1.0), (0, 1, 0.1), (0, 1, 0.2), (0, 0, 3.0))
    assert made.indptr.tolist() == [0, 2, 2, 3]
    assert made.indices.tolist() == [0, 1, 0]
    assert made.data.tolist() == [3.0, 0.1 + 0.2, 1.0]


def test_the_order_of_parallel_edges_does_not_move_a_bit() -> None:
    weights = [0.1, 1e16, 0.7, -1e16, 0.3]
    one = graph(*((0, 1, w) for w in weights))
    other = graph(*((0, 1, w) for w in reversed(weights)))
    assert one.data.tobytes() == other.data.tobytes()


def test_it_multiplies_from_both_sides() -> None:
    made = graph((0, 1, 2.0), (0, 2, 3.0), (1, 2, 5.0))
    values = np.array([1.0, 10.0, 100.0])
    assert made.out(values).tolist() == [320.0, 500.0, 0.0]
    assert made.into(values).tolist() == [0.0, 2.0, 53.0]


@given(digraphs())
def test_to_networkx_and_back_changes_nothing(plain: nx.DiGraph) -> None:
    made = CsrGraph.from_networkx(plain, "weight")
    assert len(made) == len(plain)
    assert made.number_of_edges() == plain.number_of_edges()
    assert list(made) == list(plain)
    back = made.to_networkx()
    assert nx.utils.graphs_equal(back, plain)


def test_an_undirected_graph_is_two_edges_a_pair_and_one_a_loop() -> None:
    plain = nx.Graph([("a", "b", {"weight": 2}), ("a", "a", {"weight": 7})])
    made = CsrGraph.from_networkx(plain, "weight")
    assert made.data.tolist() == [7.0, 2.0, 2.0]
    assert made.is_directed()
    assert not made.is_multigraph()


def test_parallel_edges_of_a_multigraph_are_added() -> None:
    plain = nx.MultiDiGraph([("a", "b", {"weight": 2}), ("a", "b", {})])
    assert CsrGraph.from_networkx(plain, "weight", absent=5).data.tolist() == [7.0]


def test_without_a_weight_each_edge_counts_one() -> None:
    plain = nx.DiGraph([("a", "b", {"weight": 2})])
    assert CsrGraph.from_networkx(plain, None).data.tolist() == [1.0]
    assert CsrGraph.from_networkx(plain, "weight").unweighted().data.tolist() == [1.0]


def test_an_empty_graph_has_no_nodes() -> None:
    assert len(CsrGraph.from_networkx(nx.DiGraph(), "weight")) == 0
