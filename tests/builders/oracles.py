"""Published numbers beside the checkout, and shipped methods evaluated on them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from ranking.methods.load import load_method
from ranking.methods.model import Method
from ranking.methods.vocabulary import Stage
from ranking.scoring.engine import evaluate
from tests.builders.month import CONFIG, shipped_cards

ORACLES = Path(__file__).resolve().parents[3] / "shared" / "oracles"
needs_oracles = [
    pytest.mark.shared,
    pytest.mark.skipif(not ORACLES.is_dir(), reason="the shared published numbers are not here"),
]
Row = dict[str, Any]


@cache
def public_method(method_id: str) -> Method:
    """Return a shipped method."""
    return load_method(CONFIG / "methods" / f"{method_id}.toml", shipped_cards())


def changed_copy(method_id: str, folder: Path, *changes: tuple[str, str]) -> Method:
    """Return a shipped method with texts of its file replaced, each of which stands there once."""
    text = (CONFIG / "methods" / f"{method_id}.toml").read_text("utf-8")
    for old, new in changes:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    path = folder / f"{method_id}.toml"
    path.write_text(text, "utf-8")
    return load_method(path, shipped_cards())


@cache
def oracle(name: str) -> pl.DataFrame:
    """Return a file of published numbers, empty where they are absent."""
    path = ORACLES / name
    return pl.read_csv(path, infer_schema_length=None) if path.exists() else pl.DataFrame()


def published_rows(name: str, key: str = "id") -> list[Any]:
    """Return the rows of a file as parameters of a test, each named after its ``key``."""
    return [pytest.param(row, id=str(row[key])) for row in oracle(name).iter_rows(named=True)]


def judged(
    method: Method,
    table: pl.DataFrame,
    columns: Mapping[str, str] | None = None,
    stage: Stage = "raw",
) -> pl.DataFrame:
    """Evaluate a method's first index; ``columns`` maps features to the table's own names."""
    mapped = table.with_columns(pl.col(own).alias(name) for name, own in (columns or {}).items())
    if method.days and method.days.table and "days" not in mapped.columns:
        mapped = mapped.with_columns(days=method.days.table)
    return evaluate(method.indexes[0], mapped, method.features, stage)


def index_of(method: Method, row: Row, columns: Mapping[str, str] | None = None) -> Any:
    """Return the first index of one row, None where it has none."""
    return judged(method, pl.DataFrame([row]), columns)[method.indexes[0].id].item()


def with_companions(method: Method, table: pl.DataFrame, folder: str) -> pl.DataFrame:
    """Return a table with the columns of the method's companion files beside it."""
    for companion in method.companions:
        beside = oracle(f"{folder}/{companion.file}").select(companion.key, *companion.columns)
        table = table.join(beside, on=companion.key, how="left", maintain_order="left")
    return table


def worst(found: Sequence[float | None], wanted: Sequence[float | None]) -> float:
    """Return the largest error, absolute below 1 and relative above.

    Fails unless nulls stand at the same places.
    """
    pairs = list(zip(found, wanted, strict=True))
    assert [a is None for a, _ in pairs] == [b is None for _, b in pairs]
    return max(abs(a - b) / max(1.0, abs(b)) for a, b in pairs if a is not None and b is not None)
