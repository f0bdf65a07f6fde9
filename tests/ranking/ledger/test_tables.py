"""Every table says its grain, every column that may be null what null means."""

import pytest

from ranking.ledger.tables import metadata


@pytest.mark.parametrize("table", metadata.sorted_tables, ids=lambda table: table.name)
def test_a_table_says_its_grain_and_its_nulls(table) -> None:
    """Grain in the table's comment; each nullable column's comment explains null."""
    assert (table.comment or "").startswith("each row: one ")
    unexplained = [
        column.name
        for column in table.columns
        if column.nullable and "null =" not in (column.comment or "")
    ]
    assert unexplained == []


def test_every_constraint_has_a_name() -> None:
    """Later migrations can only drop what has the same name on every database."""
    for table in metadata.sorted_tables:
        assert all(constraint.name for constraint in table.constraints), table.name
