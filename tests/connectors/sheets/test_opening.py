"""Opening files: what is no file, what the reader reports about a good one."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import polars as pl
import pytest

from connectors.sheets import open_tables


def test_missing_file_is_refused(tmp_path, refusal):
    """A name without a file says so and tells to check the spelling."""
    error = refusal(tmp_path / "十月.xlsx")
    assert "There is no file" in str(error)
    assert "十月.xlsx" in str(error)
    assert "spelling" in error.hint


def test_folder_is_refused(tmp_path, refusal):
    """A folder is told apart from a missing file."""
    assert "is a folder" in str(refusal(tmp_path))


def test_pipe_is_refused_without_waiting(tmp_path, refusal):
    """A named pipe is refused instead of being waited for."""
    os.mkfifo(tmp_path / "pipe.csv")
    assert "device or pipe" in str(refusal(tmp_path / "pipe.csv"))


def test_name_with_nul_is_refused(tmp_path, refusal):
    """A name that no system accepts is a missing file, not a crash."""
    assert "There is no file" in str(refusal(Path(f"{tmp_path}/a\0b.csv")))


def test_file_that_may_not_be_read_is_refused(tmp_path, refusal, monkeypatch):
    """A file without read permission says what the system said."""
    path = tmp_path / "a.csv"
    path.write_text("a,b\n")

    def denied(*args: object, **kwargs: object) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "open", denied)
    error = refusal(path)
    assert "Permission denied" in str(error)
    assert "may read" in error.hint


def test_hash_and_path_are_reported(tmp_path):
    """The SHA-256 is that of the bytes of the file."""
    path = tmp_path / "a.csv"
    path.write_bytes(b"a,b\n1,2\n")
    opened = open_tables(path)
    assert opened.path == path
    assert opened.sha256 == hashlib.sha256(b"a,b\n1,2\n").hexdigest()


def test_frames_have_the_promised_columns(tmp_path):
    """A frame has the Int64 row number and String cells named c0 on."""
    path = tmp_path / "a.csv"
    path.write_bytes(b"a,b\n1,2\n")
    (frame,) = open_tables(path).tables[0].chunks()
    assert frame.schema == {"row": pl.Int64, "c0": pl.String, "c1": pl.String}


def test_braces_in_a_file_name_do_not_break_the_message(tmp_path, refusal):
    """A name that looks like a template field is printed as it is."""
    path = tmp_path / "{0}{x}.csv"
    path.touch()
    assert "{0}{x}.csv is empty" in str(refusal(path))


@pytest.mark.shared
def test_real_weibo_export_is_read_whole():
    """The real weibo-search export has 853 posts under one header of 17 columns."""
    path = Path(__file__).parents[4] / "shared/data/weibo-2020-05-18/weibo-search.csv"
    if not path.exists():
        pytest.skip(f"no reference data at {path}")
    (table,) = open_tables(path).tables
    frame = pl.concat(table.chunks())
    assert table.width == 17
    assert frame["row"].to_list() == list(range(1, 855))
    assert frame.row(0)[1:4] == ("id", "bid", "user_id")
