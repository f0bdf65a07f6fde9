"""TOML files of entries."""

import polars as pl
import pytest

from connectors.sheets import open_tables
from connectors.tables import UnreadableFileError


def test_an_array_of_tables_is_a_table_with_its_keys_as_header(tmp_path):
    """Entries may lack keys; lists are joined; other values are told as left out."""
    path = tmp_path / "c.toml"
    path.write_text(
        'title = "x"\n[[channels]]\nname = "甲"\naliases = ["乙", "丙"]\n'
        '[[channels]]\nname = "丁"\nweight = 0.5\n',
        encoding="utf-8",
    )
    file = open_tables(path)
    (table,) = file.tables
    assert pl.concat(table.chunks()).rows() == [
        (1, "name", "aliases", "weight"),
        (2, "甲", "乙、丙", None),
        (3, "丁", None, "0.5"),
    ]
    assert [(sheet.name, sheet.reason) for sheet in file.skipped] == [
        ("title", "no list of entries")
    ]


def test_a_file_that_is_not_toml_is_refused_with_the_place(tmp_path):
    """The parser's word on line and column is passed on."""
    path = tmp_path / "c.toml"
    path.write_text("[[channels]\n", encoding="utf-8")
    with pytest.raises(UnreadableFileError, match="line 1"):
        open_tables(path)
