"""Values a rule is not defined for."""

from __future__ import annotations

from math import inf, nan

import polars as pl
import pytest

from ranking.scoring.domain import Check, OutOfDomainError, check_domains
from ranking.scoring.transforms import Domain
from tests.builders.trees import frame


@pytest.mark.parametrize(
    ("domain", "inside", "outside"),
    [
        ("any", [-5.0, 0.0, 1e300], [nan, inf, -inf]),
        ("not_negative", [0.0, -0.0, 5.0], [-1e-9, nan, inf]),
        ("positive", [1e-9, 5.0], [0.0, -1.0, nan, inf]),
    ],
)
def test_a_domain_is_what_it_says(
    domain: Domain, inside: list[float], outside: list[float]
) -> None:
    """What is inside passes, missing too; each value outside is refused."""
    check_domains(frame(x=[*inside, None]), [Check(pl.col("x"), domain, "reads", "rule")])
    for value in outside:
        with pytest.raises(OutOfDomainError):
            check_domains(frame(x=[*inside, value]), [Check(pl.col("x"), domain, "reads", "rule")])


def test_an_empty_table_is_in_every_domain() -> None:
    """There is nothing to refuse."""
    check_domains(frame(x=[]), [Check(pl.col("x"), "positive", "reads", "rule")])


def test_the_message_says_what_stands_where_and_what_to_do() -> None:
    """Name, value, row from 1, how many rows, the rule and what it needs."""
    units = frame(x=[1, -2, None, 0, 3])
    with pytest.raises(OutOfDomainError) as caught:
        check_domains(units, [Check(pl.col("x"), "positive", "reads", "gmean")])
    assert str(caught.value) == (
        "'reads' is -2.0 in row 2 of the table (2 such row(s)): gmean needs numbers above 0."
    )
    assert caught.value.places == (1, 3)
    assert "another transform or aggregate" in caught.value.hint_text()


def test_an_error_is_placed_as_the_file_numbers_its_rows() -> None:
    """The first wrong row of the table is row 9 of the file; all else stays."""
    with pytest.raises(OutOfDomainError) as caught:
        check_domains(frame(x=[1, -2]), [Check(pl.col("x"), "positive", "reads", "gmean")])
    placed = caught.value.at(pl.Series([7, 9]))
    assert "row 9 of the table" in str(placed)
    assert (placed.hint, placed.places) == (caught.value.hint, (1,))


def test_an_error_without_a_row_stays_as_it_is() -> None:
    """A whole column may be wrong."""
    error = OutOfDomainError("all of it")
    assert error.at(pl.Series([7])) is error


def test_many_are_checked_at_once_and_the_first_that_fails_is_said() -> None:
    """The order of the checks, not of the rows, decides."""
    units = frame(x=[1, -1], y=[-1, 1])
    checks = [Check(pl.col(name), "not_negative", name, "ln1p") for name in ("y", "x")]
    with pytest.raises(OutOfDomainError, match=r"'y' is -1\.0 in row 1"):
        check_domains(units, checks)
    check_domains(units, [])
