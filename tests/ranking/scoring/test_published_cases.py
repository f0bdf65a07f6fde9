"""Small cases that others published: COINr's tests and the OECD/JRC Handbook, case by case.

Each handler knows one kind of ``function``; a case that none knows fails. The numbers stand in the
shared reference data and nowhere here.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import permutations
from typing import Any

import polars as pl
import pytest

from ranking.scoring.domain import OutOfDomainError
from ranking.scoring.outranking import copeland
from tests.builders.published import (
    INDICATORS,
    WITHOUT_ORACLES,
    Matrix,
    ballots,
    cases,
    content,
    kemeny,
    matrix,
    read,
)
from tests.builders.trees import bare, frame, scores

pytestmark = WITHOUT_ORACLES

NOT_OF_AN_ENGINE = {"O2-T16": "eigenvalues of a correlation matrix are no business of an index"}
EXACT = 1e-9  # a share times votes, or a mean times weights, comes back with a rounding


def coinr_matrix(table: dict[str, list[float]], weights: Any = "equal") -> Matrix:
    names = [str(number + 1) for number in range(len(next(iter(table.values()))))]
    equal = [1.0] * len(table)
    return matrix(list(table.values()), equal if weights == "equal" else weights, names)


def one_pair(row: dict[str, str]) -> float:
    found = re.search(r"\[(\d+), ?(\d+)\]", row["function"])
    assert found is not None
    weights = content(row, "params").get("weights", "equal")
    return coinr_matrix(content(row, "input"), weights)[found[1], found[2]]


def diagonal(row: dict[str, str]) -> list[float]:
    pairs = coinr_matrix(content(row, "input"))
    return [share for (one, other), share in pairs.items() if one == other]


def dominant(row: dict[str, str]) -> int:
    return sum(share == 1 for share in coinr_matrix(content(row, "input")).values())


def fraction(row: dict[str, str]) -> float:
    return dominant(row) / content(row, "params")["pairs"]


def copeland_scores(row: dict[str, str]) -> list[float | None]:
    table = content(row, "input")
    return scores(bare(*table, aggregate="copeland"), frame(**table))


def treated(row: dict[str, str]) -> list[float | None]:
    params = content(row, "params")
    names = {"winmax": "max_points", "skew": "skew", "kurt": "kurtosis", "f2": "otherwise"}
    rule = {"kind": "winsorise"} | {names[key]: value for key, value in params.items()}
    return scores(bare("x", treatment=rule), frame(x=content(row, "input")))


def normalised(kind: str) -> Callable[[dict[str, str]], Any]:
    def handler(row: dict[str, str]) -> Any:
        values, params = content(row, "input"), content(row, "params")
        node = {"feature": "x", "direction": params.pop("direction", 1)}
        rule = {"cap" if key == "cap_max" else key: value for key, value in params.items()}
        column = values if isinstance(values, list) else [values]
        found = scores(bare(node, normalisation={"kind": kind} | rule), frame(x=column))
        return found if isinstance(values, list) else found[0]

    return handler


def averaged(aggregate: str) -> Callable[[dict[str, str]], Any]:
    def handler(row: dict[str, str]) -> Any:
        values, params = content(row, "input"), content(row, "params")
        weights = params.get("w", [1] * len(values))
        nodes = [{"feature": f"x{n}", "weight": w} for n, w in enumerate(weights)]
        index = bare(*nodes, aggregate=aggregate, exponent=params.get("p"))
        return scores(index, frame(**{f"x{n}": [value] for n, value in enumerate(values)}))[0]

    return handler


COINR: dict[str, Callable[[dict[str, str]], Any]] = {
    "outranking_matrix diagonal": diagonal,
    "outranking_matrix[": one_pair,
    "number of dominant pairs": dominant,
    "fraction of dominant pairs": fraction,
    "copeland": copeland_scores,
    "winsorise": treated,
    "goalposts": normalised("goalposts"),
    "distance_to_target": normalised("distance_to_target"),
    "minmax": normalised("minmax"),
    "harmonic_mean": averaged("hmean"),
    "geometric_mean": averaged("gmean"),
    "generalised_mean": averaged("pmean"),
}


@pytest.mark.parametrize("row", cases("coinr_microcases.csv", {}))
def test_a_case_of_coinr(row: dict[str, str]) -> None:
    """The engine gives what COINr's own tests ask for, or refuses what they refuse."""
    handler = found_by_start(COINR, row)
    wanted = content(row, "expected")
    if wanted == "error":
        with pytest.raises(OutOfDomainError):
            handler(row)
    else:
        assert handler(row) == pytest.approx(wanted, abs=max(float(row["tolerance"]), 1e-12))


def found_by_start(handlers: dict[str, Any], row: dict[str, str]) -> Any:
    found = [handler for start, handler in handlers.items() if row["function"].startswith(start)]
    assert found, f"no handler for {row['case_id']}: {row['function']}"
    return found[0]


def outranked(row: dict[str, str]) -> dict[str, float]:
    return {f"{a}-{b}": share for (a, b), share in tai_matrix(row).items()}


def tai_matrix(row: dict[str, str]) -> Matrix:
    asked = content(row, "input")
    table = {unit["iso3"]: unit for unit in read(asked["file"])}
    changed = asked.get("replace", {})
    rows = [table[name] | changed.get(name, {}) for name in asked["units"]]
    columns = [[float(unit[name]) for unit in rows] for name in INDICATORS]
    return matrix(columns, [1.0] * len(columns), asked["units"])


def best_orders(row: dict[str, str]) -> dict[str, float]:
    case = content(row, "input")["case"]
    other = next(r for r in read("oecd_microcases.csv") if r["case_id"] == case)
    pairs = tai_matrix(other)
    orders = [kemeny(order, pairs) for order in permutations({one for one, _ in pairs})]
    return {"best_score": max(orders), "number_of_best": orders.count(max(orders))}


def equal_geometric(row: dict[str, str]) -> float:
    return averaged("gmean")(row)


def borda(row: dict[str, str]) -> dict[str, float]:
    candidates, columns, votes = ballots(content(row, "input"))
    nodes = [{"feature": name, "weight": v} for name, v in zip(columns, votes, strict=True)]
    found = scores(bare(*nodes, normalisation={"kind": "borda"}), frame(**columns))
    total = sum(votes)
    return {c: mean * total for c, mean in zip(candidates, found, strict=True) if mean is not None}


def pairwise(row: dict[str, str]) -> dict[str, Any]:
    candidates, columns, votes = ballots(content(row, "input"))
    weights = [float(number) for number in votes]
    shares = matrix(list(columns.values()), weights, candidates)
    counts = {a + b: share * sum(votes) for (a, b), share in shares.items()}
    points = copeland([pl.Series(column) for column in columns.values()], weights).to_list()
    order = sorted(candidates, key=dict(zip(candidates, points, strict=True)).get, reverse=True)  # type: ignore[arg-type]
    return counts | {"matrix": counts, "order": "".join(order)}


def kemeny_scores(row: dict[str, str]) -> dict[str, float]:
    profile = content(row, "input")
    candidates, columns, votes = ballots(profile)
    shares = matrix(list(columns.values()), [float(number) for number in votes], candidates)
    total = sum(votes)
    return {"".join(o): kemeny(o, shares) * total for o in permutations(candidates)}


OECD: dict[str, Callable[[dict[str, str]], Any]] = {
    "outranking matrix": outranked,
    "best permutations": best_orders,
    "geometric mean": equal_geometric,
    "Borda scores": borda,
    "pairwise matrix": pairwise,
    "Kemeny scores": kemeny_scores,
}


@pytest.mark.parametrize("row", cases("oecd_microcases.csv", NOT_OF_AN_ENGINE))
def test_a_case_of_the_handbook(row: dict[str, str]) -> None:
    """The engine gives every number the Handbook prints."""
    found, wanted = found_by_start(OECD, row)(row), content(row, "expected")
    tolerance = max(float(row["tolerance"]), EXACT)
    for key, value in wanted.items() if isinstance(wanted, dict) else [("", wanted)]:
        mine = found[key] if isinstance(wanted, dict) else found
        if isinstance(value, dict):
            assert {k: mine[k] for k in value} == pytest.approx(value, abs=tolerance)
        else:
            assert mine == (
                value if isinstance(value, str) else pytest.approx(value, abs=tolerance)
            )
