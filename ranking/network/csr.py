"""A directed weighted graph in compressed sparse rows: three arrays instead of dictionaries."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar

import networkx as nx
import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.int64]
Values = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class CsrGraph:
    """Nodes by number; the edges of node i are ``indices[indptr[i]:indptr[i + 1]]``, ascending.

    ``nx.pagerank`` and ``nx.hits`` take it as they take a networkx graph (see backend.py).
    Products are summed edge by edge in one order, without threads or BLAS: same bits every run.
    """

    __networkx_backend__: ClassVar[str] = "govrank"

    nodes: tuple[Hashable, ...]
    indptr: Numbers
    indices: Numbers
    data: Values

    @classmethod
    def from_edges(
        cls, nodes: Sequence[Hashable], source: Numbers, target: Numbers, weight: Values
    ) -> CsrGraph:
        """Return the graph of edges between node numbers, in any order; parallel ones are added."""
        size = len(nodes)
        keys = source * size + target
        if (np.diff(keys) <= 0).any():
            order = np.lexsort((weight, keys))
            keys, weight = keys[order], weight[order]
            first = np.flatnonzero(np.diff(keys, prepend=-1))
            keys, weight = keys[first], np.add.reduceat(weight, first)
        sources, targets = np.divmod(keys, max(size, 1))
        starts = np.zeros(size + 1, np.int64)
        np.cumsum(np.bincount(sources, minlength=size), out=starts[1:])
        return cls(tuple(nodes), starts, targets, weight.astype(np.float64))

    def __len__(self) -> int:
        return len(self.nodes)

    def __iter__(self) -> Iterator[Hashable]:
        return iter(self.nodes)

    def is_directed(self) -> bool:
        """Return True: an undirected graph is held as two edges a pair."""
        return True

    def is_multigraph(self) -> bool:
        """Return False: parallel edges were added up."""
        return False

    def number_of_edges(self) -> int:
        """Return the number of edges."""
        return len(self.indices)

    @cached_property
    def sources(self) -> Numbers:
        """The source's number of each edge."""
        return np.repeat(np.arange(len(self)), np.diff(self.indptr))

    def unweighted(self) -> CsrGraph:
        """Return the same edges with weight 1."""
        return CsrGraph(self.nodes, self.indptr, self.indices, np.ones_like(self.data))

    def out(self, values: Values) -> Values:
        """Return A·x: for each node the weighted sum over the nodes it points to."""
        return self._summed(self.sources, self.data * values[self.indices])

    def into(self, values: Values, weight: Values | None = None) -> Values:
        """Return xᵀ·A: for each node the weighted sum over the nodes that point to it.

        ``weight`` one an edge, None = the graph's own.
        """
        used = self.data if weight is None else weight
        return self._summed(self.indices, used * values[self.sources])

    def _summed(self, places: Numbers, values: Values) -> Values:
        return np.bincount(places, weights=values, minlength=len(self)).astype(np.float64)

    @classmethod
    def from_networkx(cls, graph: nx.Graph, weight: str | None, absent: float = 1.0) -> CsrGraph:
        """Return any networkx graph; ``weight`` names the edge attribute, None = 1 an edge.

        ``absent`` is the weight of an edge without the attribute.
        """
        number = {node: i for i, node in enumerate(graph)}
        triples = [
            (number[a], number[b], absent if weight is None else more.get(weight, absent))
            for a in graph
            for _, b, more in _edges_of(graph, a)
        ]
        source, target, weights = zip(*triples, strict=True) if triples else ((), (), ())
        return cls.from_edges(
            tuple(graph),
            np.array(source, np.int64),
            np.array(target, np.int64),
            np.array(weights, np.float64),
        )

    def to_networkx(self) -> nx.DiGraph:
        """Return a networkx graph with the attribute ``weight``."""
        graph = nx.DiGraph()
        graph.add_nodes_from(self.nodes)
        triples = zip(self.sources.tolist(), self.indices.tolist(), self.data.tolist(), strict=True)
        graph.add_weighted_edges_from((self.nodes[a], self.nodes[b], w) for a, b, w in triples)
        return graph


def _edges_of(
    graph: nx.Graph, node: Hashable
) -> Iterator[tuple[Hashable, Hashable, dict[str, float]]]:
    """Yield (node, other, attributes) of a node's edges, those of an undirected graph both ways."""
    for other, more in graph.adj[node].items():
        parallel = more.values() if graph.is_multigraph() else [more]
        yield from ((node, other, attributes) for attributes in parallel)
