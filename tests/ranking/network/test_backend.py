"""PageRank and HITS against plain networkx, and the dispatch that reaches them."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any

import networkx as nx
import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from networkx.algorithms.link_analysis.hits_alg import _hits_python as plain_hits
from networkx.algorithms.link_analysis.pagerank_alg import _pagerank_python as plain_pagerank

from ranking.network import backend
from ranking.network.csr import CsrGraph
from tests.builders.network import digraphs

ROOT = Path(__file__).parents[3]
EXACT = {"tol": 1e-15, "max_iter": 100_000}


def csr(graph: nx.Graph) -> CsrGraph:
    return CsrGraph.from_networkx(graph, "weight")


def close(ours: Any, theirs: Any, within: float = 1e-12) -> bool:
    return ours.keys() == theirs.keys() and all(abs(ours[n] - theirs[n]) <= within for n in ours)


@given(digraphs(), st.sampled_from([0.5, 0.85, 0.95]))
def test_pagerank_is_that_of_networkx(graph: nx.DiGraph, alpha: float) -> None:
    ours = backend.pagerank(csr(graph), alpha, tol=1e-15, max_iter=10_000)
    assert close(ours, plain_pagerank(graph, alpha, tol=1e-15, max_iter=10_000))


@given(digraphs(), st.data())
def test_pagerank_takes_all_of_networkx_arguments(graph: nx.DiGraph, data: st.DataObject) -> None:
    shares = st.dictionaries(st.sampled_from(sorted(graph)), st.integers(1, 5), min_size=1)
    given_ = {k: data.draw(shares) for k in ("personalization", "dangling", "nstart")}
    weight = data.draw(st.sampled_from(["weight", None]))
    options: dict[str, Any] = {"tol": 1e-15, "max_iter": 10_000, "weight": weight, **given_}
    full = {n: given_["nstart"].get(n, 0) for n in graph}
    plain = plain_pagerank(graph, **options | {"nstart": full})
    assert close(backend.pagerank(csr(graph), **options), plain)


@given(digraphs())
def test_hits_are_those_of_networkx(graph: nx.DiGraph) -> None:
    assume(graph.number_of_edges())
    strengths = np.linalg.svd(nx.to_numpy_array(graph), compute_uv=False)
    assume(all(s > 0.999 * strengths[0] or s < 0.9 * strengths[0] for s in strengths))
    assume(not any(0.999 < s / strengths[0] < 1 - 1e-12 for s in strengths))
    hubs, authorities = backend.hits(csr(graph), **EXACT)
    plain_hubs, plain_authorities = plain_hits(graph, **EXACT)
    assert close(hubs, plain_hubs)
    assert close(authorities, plain_authorities)


def test_hits_not_normalized_are_singular_vectors() -> None:
    graph = nx.DiGraph([("a", "x", {"weight": 3}), ("a", "y", {"weight": 4})])
    hubs, authorities = backend.hits(csr(graph), normalized=False)
    assert hubs["a"] == pytest.approx(5)
    assert authorities == pytest.approx({"a": 0, "x": 0.6, "y": 0.8})


def test_two_parts_alike_keep_their_shares() -> None:
    graph = nx.DiGraph([("a", "x"), ("b", "y")])
    hubs, authorities = backend.hits(csr(graph))
    assert hubs == {"a": 0.5, "x": 0, "b": 0.5, "y": 0}
    assert authorities == {"a": 0, "x": 0.5, "b": 0, "y": 0.5}


def test_graphs_of_nothing() -> None:
    assert backend.pagerank(csr(nx.DiGraph())) == {}
    assert backend.hits(csr(nx.DiGraph())) == ({}, {})
    alone = nx.empty_graph(2, nx.DiGraph)
    assert backend.hits(csr(alone)) == ({0: 0, 1: 0}, {0: 0, 1: 0})
    assert backend.pagerank(csr(alone)) == {0: 0.5, 1: 0.5}


def test_what_does_not_settle_is_said() -> None:
    graph = csr(nx.gnp_random_graph(20, 0.3, seed=1, directed=True))
    with pytest.raises(nx.PowerIterationFailedConvergence):
        backend.pagerank(graph, tol=0, max_iter=3)
    with pytest.raises(nx.PowerIterationFailedConvergence):
        backend.hits(graph, tol=0, max_iter=3)
    with pytest.raises(ZeroDivisionError):
        backend.pagerank(graph, personalization={0: 0})


def test_the_bits_do_not_depend_on_threads() -> None:
    """Sums of 200,000 edges: BLAS would share them out among threads."""
    code = (
        "import hashlib, numpy as np\n"
        "from ranking.network import backend\n"
        "from ranking.network.csr import CsrGraph\n"
        "draw = np.random.default_rng(1)\n"
        "a, b = draw.integers(0, 20_000, (2, 200_000))\n"
        "graph = CsrGraph.from_edges(range(20_000), a, b, draw.random(200_000))\n"
        "scores = [backend.pagerank(graph), *backend.hits(graph, tol=1e-3)]\n"
        "print(hashlib.sha256(repr(scores).encode()).hexdigest())\n"
    )
    runs = {
        run(code, {"OMP_NUM_THREADS": n, "OPENBLAS_NUM_THREADS": n, "PYTHONHASHSEED": n})
        for n in ("1", "2")
    }
    assert len(runs) == 1


DISPATCHED = """
import networkx as nx
from ranking.network.csr import CsrGraph
nx.config.cache_converted_graphs = False  # it warns each time it uses its cache
plain = nx.DiGraph()
plain.add_weighted_edges_from([("a", "x", 2), ("b", "x", 1), ("b", "y", 1)])
graph = CsrGraph.from_networkx(plain, "weight")
print(nx.pagerank(graph) == nx.pagerank(plain, backend="govrank"))
print(nx.hits(graph) == nx.hits(plain, backend="govrank"))
print(nx.pagerank(graph, weight=None) == nx.pagerank(plain, weight=None, backend="govrank"))
print(list(nx.weakly_connected_components(graph, backend="networkx")) == [{"a", "b", "x", "y"}])
print("ranking.network.csr.CsrGraph" in nx.pagerank.__doc__)
"""


def test_networkx_finds_the_backend_by_its_entry_point(tmp_path: Path) -> None:
    path = str(declared(tmp_path))
    assert run(DISPATCHED, {"PYTHONPATH": path}).split() == ["True"] * 5


def declared(folder: Path) -> Path:
    """Return a folder that declares the backend, unless the installed program does."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    groups = {g: e for g, e in project["entry-points"].items() if g.startswith("networkx.")}
    if not entry_points(group="networkx.backends", name="govrank"):
        record = folder / "declared-1.dist-info"
        record.mkdir()
        (record / "METADATA").write_text("Metadata-Version: 2.1\nName: declared\nVersion: 1\n")
        lines = [
            f"[{g}]\n" + "".join(f"{k} = {v}\n" for k, v in e.items()) for g, e in groups.items()
        ]
        (record / "entry_points.txt").write_text("\n".join(lines))
    return folder


def run(code: str, environment: dict[str, str]) -> str:
    path = os.pathsep.join(filter(None, [environment.get("PYTHONPATH"), str(ROOT)]))
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code],
        env=os.environ | environment | {"PYTHONPATH": path},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout
