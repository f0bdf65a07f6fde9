"""networkx's dispatch for CsrGraph: ``nx.pagerank`` and ``nx.hits`` without dictionaries or scipy.

Declared in pyproject.toml as the entry point ``networkx.backends``; networkx calls the functions
here by name, with the arguments of its own. Results are those of networkx to the last few bits.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from typing import Any

import networkx as nx
import numpy as np

from ranking.network.csr import CsrGraph, Values

Scores = dict[Hashable, float]
_WEIGHT = "weight"


def convert_from_nx(
    graph: nx.Graph,
    edge_attrs: Mapping[str, float] | None = None,
    preserve_edge_attrs: bool = False,
    **_: Any,
) -> CsrGraph:
    """Return a networkx graph as CsrGraph, with the one edge attribute an algorithm needs."""
    wanted = dict(edge_attrs or ({_WEIGHT: 1} if preserve_edge_attrs else {}))
    name, absent = next(iter(wanted.items()), (None, 1))
    return CsrGraph.from_networkx(graph, name, absent)


def convert_to_nx(result: Any, **_: Any) -> Any:
    """Return a CsrGraph as a networkx graph, anything else as it is."""
    return result.to_networkx() if isinstance(result, CsrGraph) else result


def pagerank(
    G: CsrGraph,  # noqa: N803
    alpha: float = 0.85,
    personalization: Mapping[Hashable, float] | None = None,
    max_iter: int = 100,
    tol: float = 1e-6,
    nstart: Mapping[Hashable, float] | None = None,
    weight: str | None = _WEIGHT,
    dangling: Mapping[Hashable, float] | None = None,
) -> Scores:
    """Return the PageRank of each node, as networkx.pagerank.

    ``weight`` None counts each edge as 1; any name means the one weight the graph has. Ends when
    the scores move by less than ``tol`` times the number of nodes in all. Raises
    PowerIterationFailedConvergence, and ZeroDivisionError for shares that are all zero.
    """
    size = len(G)
    if size == 0:
        return {}
    graph = G if weight is not None else G.unweighted()
    given = graph.out(np.ones(size))
    ends = np.flatnonzero(given == 0)
    given[ends] = 1
    steps = graph.data / given[graph.sources]
    jump = _shares(graph, personalization)
    landing = jump if dangling is None else _shares(graph, dangling)
    scores = _shares(graph, nstart)
    for _ in range(max_iter):
        last = scores
        kept = graph.into(last, steps) + last[ends].sum() * landing
        scores = alpha * kept + (1 - alpha) * jump
        if np.abs(scores - last).sum() < size * tol:
            return _by_node(graph, scores)
    raise nx.PowerIterationFailedConvergence(max_iter)


def hits(
    G: CsrGraph,  # noqa: N803
    max_iter: int = 100,
    tol: float = 1e-8,
    nstart: Mapping[Hashable, float] | None = None,
    normalized: bool = True,
) -> tuple[Scores, Scores]:
    """Return (hubs, authorities), as networkx.hits, each adding up to 1 where ``normalized``.

    By power iteration from equal hubs (or ``nstart``), until the hubs, the best of which is 1, move
    by less than ``tol`` in all. Where two parts of the graph are equally strong, both keep their
    share. Without edges all are 0. Raises PowerIterationFailedConvergence.
    """
    hubs = _shares(G, nstart) if len(G) else np.zeros(0)
    if not G.number_of_edges():
        return _by_node(G, hubs * 0), _by_node(G, hubs * 0)
    for _ in range(max_iter):
        last = hubs
        authorities = _over(G.into(last), np.max)
        hubs = _over(G.out(authorities), np.max)
        if np.abs(hubs - last).sum() < tol:
            return _finished(G, authorities, normalized)
    raise nx.PowerIterationFailedConvergence(max_iter)


def _finished(graph: CsrGraph, authorities: Values, normalized: bool) -> tuple[Scores, Scores]:
    if normalized:
        hubs = _over(graph.out(authorities), np.sum)
        return _by_node(graph, hubs), _by_node(graph, _over(authorities, np.sum))
    unit = authorities / np.sqrt((authorities * authorities).sum())
    return _by_node(graph, graph.out(unit)), _by_node(graph, unit)


def _over(values: Values, measure: Callable[[Values], np.float64]) -> Values:
    """Divide by the maximum or the sum; all zero stays so."""
    return values / float(measure(values) or 1.0)


def _shares(graph: CsrGraph, given: Mapping[Hashable, float] | None) -> Values:
    """Return a share a node: equal, or as ``given`` (nodes not named get 0)."""
    if given is None:
        return np.full(len(graph), 1.0 / len(graph))
    values = np.array([given.get(node, 0) for node in graph.nodes], np.float64)
    total = float(values.sum())
    if total == 0:
        raise ZeroDivisionError
    return values / total


def _by_node(graph: CsrGraph, values: Values) -> Scores:
    return dict(zip(graph.nodes, values.tolist(), strict=True))
