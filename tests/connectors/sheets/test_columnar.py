"""Parquet as text cells: every type in one fixed spelling, damage refused."""

from __future__ import annotations

import datetime as dt

import polars as pl
import pytest

from connectors.sheets import columnar, open_tables

_MOMENT = dt.datetime.fromisoformat("2026-10-31T08:05:01")


@pytest.mark.parametrize(
    ("values", "dtype", "expected"),
    [
        ([1, 2**53 + 1, None], pl.Int64, ["1", "9007199254740993", None]),
        ([2**64 - 1], pl.UInt64, ["18446744073709551615"]),
        ([45.0, 0.1, -0.0, 1e300], pl.Float64, ["45", "0.1", "0", "1e+300"]),
        ([float("nan")], pl.Float64, ["NaN"]),
        ([True, False, None], pl.Boolean, ["TRUE", "FALSE", None]),
        ([_MOMENT], pl.Datetime("us"), ["2026-10-31 08:05:01"]),
        ([_MOMENT], pl.Datetime("ms", "UTC"), ["2026-10-31 08:05:01+00:00"]),
        (
            [_MOMENT.replace(microsecond=7)],
            pl.Datetime("us", "UTC"),
            ["2026-10-31 08:05:01.000007+00:00"],
        ),
        ([dt.date(2026, 10, 31)], pl.Date, ["2026-10-31"]),
        ([dt.time(8, 5)], pl.Time, ["08:05:00"]),
        ([["a", "b"], ["c"], None], pl.List(pl.String), ["a,b", "c", None]),
        ([[1, 2]], pl.Array(pl.Int64, 2), ["1,2"]),
        (["x", "", "  ", "a\x00\t"], pl.String, ["x", None, None, "a�"]),
        (["x"], pl.Categorical, ["x"]),
    ],
)
def test_values_become_text(tmp_path, rows, values, dtype, expected):
    """Each type has one spelling; the column name is row 1 and the data start in row 2."""
    path = tmp_path / "a.parquet"
    keys = list(range(len(values)))
    pl.DataFrame({"key": keys, "值": pl.Series(values, dtype=dtype)}).write_parquet(path)
    (table,) = open_tables(path).tables
    assert rows(table)[0] == (1, "key", "值")
    assert [row[2] for row in rows(table)[1:]] == expected


def test_instants_are_written_in_utc(tmp_path, only):
    """A moment in another zone is converted, not relabelled."""
    path = tmp_path / "a.parquet"
    series = pl.Series("t", [_MOMENT]).dt.replace_time_zone("Asia/Shanghai")
    series.to_frame().write_parquet(path)
    assert only(path)[1] == (2, "2026-10-31 00:05:01+00:00")


def test_chunks_keep_row_numbers(tmp_path, monkeypatch):
    """Rows are numbered through all chunks, and wholly empty ones keep their number."""
    monkeypatch.setattr(columnar, "CHUNK_ROWS", 3)
    path = tmp_path / "a.parquet"
    pl.DataFrame({"a": [None if i == 4 else i for i in range(8)]}).write_parquet(path)
    frames = list(open_tables(path).tables[0].chunks())
    assert [frame.height for frame in frames] == [4, 2, 2]
    assert pl.concat(frames)["row"].to_list() == [1, 2, 3, 4, 5, 7, 8, 9]


def test_no_rows_leave_the_header(tmp_path, only):
    """A Parquet file without rows still shows its columns."""
    path = tmp_path / "a.parquet"
    pl.DataFrame(schema={"a": pl.Int64, "b": pl.String}).write_parquet(path)
    assert only(path) == [(1, "a", "b")]


@pytest.mark.parametrize("data", [[{"x": 1}], [b"\xff"], [dt.timedelta(1)], [[[1]]]])
def test_column_without_a_text_form_is_refused(tmp_path, refusal, data):
    """A column of structs, bytes, durations or nested lists is named."""
    path = tmp_path / "a.parquet"
    pl.DataFrame({"id": [1], "怪": data}).write_parquet(path)
    assert "Column '怪'" in str(refusal(path))


def test_glob_signs_in_the_name_are_taken_literally(tmp_path, only):
    """A name with [ ] or * names one file."""
    path = tmp_path / "a[1]*.parquet"
    pl.DataFrame({"a": [1]}).write_parquet(path)
    assert only(path) == [(1, "a"), (2, "1")]


def test_truncated_file_is_refused(tmp_path, refusal):
    """A Parquet file cut short is damaged."""
    path = tmp_path / "a.parquet"
    pl.DataFrame({"a": list(range(1000))}).write_parquet(path)
    path.write_bytes(path.read_bytes()[:-20])
    assert "damaged Parquet file" in str(refusal(path))


def test_rows_from_nothing_are_refused(tmp_path, refusal, monkeypatch):
    """A file that claims far more rows than its bytes can hold is refused."""
    monkeypatch.setattr(columnar, "MAX_ROWS_PER_BYTE", 1)
    path = tmp_path / "a.parquet"
    pl.DataFrame({"a": pl.repeat(0, 100_000, eager=True)}).write_parquet(path)
    assert "claims 100000 rows" in str(refusal(path))
