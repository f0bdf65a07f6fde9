"""What the method is compared with: the first draft, other weights, other transforms."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from ranking.methods.model import Index
from study.variants import with_all, with_nodes, with_weights

FIRST_DRAFT: Mapping[str, Mapping[str, str]] = {
    "weighted_reprints": {"weight": "0.50", "reference": "50000"},
    "reprinted_posts": {"weight": "0.20", "reference": "2000"},
    "channels": {"weight": "0.20", "reference": "2000"},
    "max_reprints": {"weight": "0.10", "reference": "10000"},
    "total_reads": {"weight": "0.60", "reference": "10000000"},
    "total_likes": {"weight": "0.20", "reference": "100000"},
    "total_comments": {"weight": "0.20", "reference": "20000"},
}
"""The numbers that the study began with, before anything was measured."""
WEIGHTS = ("50/20/20/10", "50/15/25/10", "50/10/30/10", "60/05/30/05")
"""Candidate weights of weighted_reprints, reprinted_posts, channels, max_reprints, in percent."""


def first_draft(index: Index) -> Index:
    """Return the index with the numbers the study began with."""
    changes = {
        name: {key: Decimal(value) for key, value in FIRST_DRAFT[name].items()}
        for name in (node.feature for node in index.indicators())
    }
    return with_nodes(index, **changes).model_copy(update={"minimum_data": None})


def weighted_as(index: Index, percent: str) -> Index:
    """Return communication with candidate weights such as 50/10/30/10."""
    names = ("weighted_reprints", "reprinted_posts", "channels", "max_reprints")
    parts = (f"0.{part}" for part in percent.split("/"))
    return with_weights(index, **dict(zip(names, parts, strict=True)))


def forms_of(index: Index) -> dict[str, Index]:
    """Return alternatives: other transforms, and other weights of the best post."""
    forms = {
        "ln (chosen)": index,
        "square root": with_all(index, transform="sqrt"),
        "linear": with_all(index, transform="identity"),
    }
    if index.id == "communication":
        forms |= {weights: weighted_as(index, weights) for weights in WEIGHTS}
        forms |= {f"best post {w}": with_weights(index, max_reprints=w) for w in ("0", "0.05")}
    return forms
