"""Methods built like public indices, with inputs of their own."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from ranking.methods.model import Method

COMMON = {
    "version": "1",
    "title": "试",
    "certainty": "public_source",
    "source": "a test",
    "decimals": 2,
    "comparison_precision": Decimal("1e-9"),
    "ties": "competition",
    "days": {"month": 30, "reason": "test"},
}


def method(method_id: str, index: dict[str, Any], **more: Any) -> Method:
    """Return a method of one index."""
    return Method.model_validate({"id": method_id, **COMMON, "indexes": [index], **more})


def inputs(**cards: str | None) -> dict[str, Any]:
    """Return inputs, each with the card that fills it; names are the input's, in capitals."""
    return {
        name: {"name": {"zh": f"某{name}", "en": name.upper()}, "month": card}
        for name, card in cards.items()
    }


def _pair(node_id: str, weight: str, reads: str, likes: str, per: str) -> dict[str, Any]:
    nodes = [
        {"id": f"{node_id}_reads", "feature": reads, "per": per, "weight": "0.85"},
        {"id": f"{node_id}_likes", "feature": likes, "per": per, "weight": "0.15", "scale": 10},
    ]
    both = [node | {"transform": "ln1p"} for node in nodes]
    return {"id": node_id, "aggregate": "amean", "weight": weight, "nodes": both}


def wci_like(**more: Any) -> Method:
    """Return a method built like WCI V13: totals a day and a post, headlines, largest, squared."""
    cards = {
        "posts": "wechat_posts",
        "reads": "wechat_reads",
        "likes": "wechat_likes",
        "top_reads": "wechat_headline_reads",
        "top_likes": "wechat_headline_likes",
        "max_reads": "wechat_max_reads",
        "max_likes": "wechat_max_likes",
    }
    nodes = [
        _pair("day", "0.3", "reads", "likes", "day"),
        _pair("post", "0.3", "reads", "likes", "post"),
        _pair("top", "0.3", "top_reads", "top_likes", "day"),
        _pair("peak", "0.1", "max_reads", "max_likes", "period"),
    ]
    finish = {"power": 2, "multiplier": 10}
    index = {"id": "wci", "name": "WCI", "aggregate": "amean", "finish": finish, "nodes": nodes}
    censoring = {"counts_as": 100_001, "exact_too": True, "reason": "test"}
    given = {"inputs": inputs(**cards), "censoring": censoring} | more
    return method("wci-like", index, **given)


def nri_like(**more: Any) -> Method:
    """Return a method built like NRI: marks against references, some of them a day."""
    cards = {"posts": "wechat_posts", "reads": "wechat_reads", "max_reads": "wechat_max_reads"}
    average = {
        "name": {"zh": "平均阅读", "en": "Reads a post"},
        "formula": "reads / posts",
        "round": {"decimals": 0, "mode": "floor"},
        "reason": "test",
    }
    marks = [
        ("reads", "0.8", 800_000, "day"),
        ("average", "0.15", 100_000, "period"),
        ("max_reads", "0.05", 100_000, "period"),
    ]
    nodes = [
        {
            "feature": feature,
            "weight": weight,
            "transform": "log1p_ratio",
            "reference": reference,
            "reference_per": per,
        }
        for feature, weight, reference, per in marks
    ]
    finish = {"multiplier": 1000}
    index = {"id": "nri", "name": "NRI", "aggregate": "amean", "finish": finish, "nodes": nodes}
    given = {"inputs": inputs(**cards), "features": {"average": average}} | more
    return method("nri-like", index, **given)
