"""What networkx asks when it is imported; apart from the backend, so that it costs nothing."""

from __future__ import annotations


def backend_info() -> dict[str, object]:
    """Return the description networkx shows in the help of the functions we run."""
    return {
        "backend_name": "govrank",
        "project": "govrank",
        "package": "ranking.network",
        "short_summary": "PageRank and HITS on arrays, with the same bits on every run.",
        "functions": {
            "pagerank": {"extra_docstring": "Runs on a ranking.network.csr.CsrGraph."},
            "hits": {"extra_docstring": "Runs on a ranking.network.csr.CsrGraph."},
        },
    }
