"""Indexes and tables for tests of the engine."""

from __future__ import annotations

from typing import Any

import polars as pl

from ranking.methods.model import Index


def indicator(feature: str, weight: str, **more: Any) -> dict[str, Any]:
    node = {"feature": feature, "weight": weight, "transform": "ln1p", "reference": 100}
    return node | {"missing": "reweight", "reason": "test"} | more


def level(level_id: str, weight: str, *nodes: dict[str, Any]) -> dict[str, Any]:
    node = {"id": level_id, "weight": weight, "aggregate": "amean", "nodes": nodes}
    return node | {"reason": "test"}


def tree(*nodes: dict[str, Any], relative: bool = True) -> Index:
    finish = {"multiplier": 100, "relative_to_reference": relative, "reason": "test"}
    content = {"id": "power", "name": "力", "aggregate": "amean", "finish": finish, "nodes": nodes}
    return Index.model_validate(content)


def table(**columns: list[int | float | None]) -> pl.DataFrame:
    return pl.DataFrame(columns, schema=dict.fromkeys(columns, pl.Int64))
