"""Indexes and tables for tests of the engine."""

from __future__ import annotations

from typing import Any

import polars as pl

from ranking.methods.model import Index
from ranking.scoring.engine import evaluate


def indicator(feature: str, weight: str, **more: Any) -> dict[str, Any]:
    node = {"feature": feature, "weight": weight, "transform": "ln1p", "reference": 100}
    return node | {"missing": "reweight", "reason": "test"} | more


def level(level_id: str, weight: str, *nodes: dict[str, Any], **more: Any) -> dict[str, Any]:
    node = {"id": level_id, "weight": weight, "aggregate": "amean", "nodes": nodes}
    return node | {"missing": "reweight", "reason": "test"} | more


def tree(*nodes: dict[str, Any], relative: bool = True, **more: Any) -> Index:
    finish = {"multiplier": 100, "relative_to_reference": relative, "reason": "test"}
    content = {"id": "power", "name": "力", "aggregate": "amean", "finish": finish, "nodes": nodes}
    return Index.model_validate(content | more)


def bare(*features: str | dict[str, Any], **more: Any) -> Index:
    """An index without finish; a name alone is an indicator with the defaults of a method file."""
    nodes = [{"feature": node} if isinstance(node, str) else node for node in features]
    content = {"id": "power", "name": "力", "aggregate": "amean", "nodes": nodes}
    return Index.model_validate(content | more)


def table(**columns: list[int | float | None]) -> pl.DataFrame:
    return pl.DataFrame(columns, schema=dict.fromkeys(columns, pl.Int64))


def frame(**columns: list[float | None]) -> pl.DataFrame:
    return pl.DataFrame(columns, schema=dict.fromkeys(columns, pl.Float64))


def scores(index: Index, units: pl.DataFrame, **more: Any) -> list[float | None]:
    return evaluate(index, units, **more)[index.id].to_list()


def everything(aggregate: str) -> Index:
    """An index with every kind of stage, all of whose normalised values are above 0."""
    winsorise = {"kind": "winsorise", "max_points": 2, "otherwise": "log_shifted"}
    nodes = [
        {
            "feature": "a",
            "per": "post",
            "imputation": {"kind": "group_mean", "group": "area"},
            "treatment": winsorise,
            "normalisation": {"kind": "minmax", "lower": 1, "upper": 100},
        },
        {"feature": "b", "normalisation": {"kind": "zscore", "mean": 50, "sd": 5}, "direction": -1},
        {"feature": "b", "id": "b2", "transform": "ln1p", "normalisation": {"kind": "rank"}},
        {
            "feature": "c",
            "missing": "zero",
            "normalisation": {"kind": "goalposts", "lower": -5, "upper": 9},
        },
    ]
    open_ = [{"missing": "reweight"} | node for node in nodes]
    inner = {"id": "r", "aggregate": aggregate, "exponent": 2, "missing": "reweight"}
    top = {"id": "t", "aggregate": "amean", "missing": "reweight", "nodes": open_[2:]}
    return bare(inner | {"nodes": open_[:2]}, top, finish={"power": 2})
