"""What is kept between matchings is never trusted blindly."""

import polars as pl
import pytest

from ranking.workflow.reprint_cache import ReprintCache

FRAME = pl.DataFrame({"row": [1, 2], "名": ["甲", None]})
KEY = "k" * 64


@pytest.fixture
def cache(tmp_path) -> ReprintCache:
    return ReprintCache(tmp_path / "cache" / "2026-10")


def test_what_was_kept_is_read(cache) -> None:
    """By its kind and by what it was made of; the last of both counts, and is the only one."""
    assert cache.read("seen", KEY) is None
    cache.write("seen", KEY, FRAME)
    cache.write("seen", KEY, FRAME.reverse())
    found = cache.read("seen", KEY)
    assert found is not None
    assert found.equals(FRAME.reverse())
    assert cache.read("lines", KEY) is None
    assert cache.read("seen", "l" * 64) is None
    assert len(list(cache.folder.iterdir())) == 1


@pytest.mark.parametrize("damage", [b"", b"PAR1", None])
def test_a_damaged_file_is_as_good_as_none(cache, damage) -> None:
    """Cut, replaced, or a single changed byte within the values."""
    cache.write("seen", KEY, FRAME)
    (path,) = cache.folder.iterdir()
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(bytes(content) if damage is None else damage)
    assert cache.read("seen", KEY) is None


def test_what_is_made_of_something_else_goes(cache) -> None:
    """With what a dead process left; other kinds stay."""
    for kind, key in (("lines", "a" * 64), ("lines", "b" * 64), ("seen", "a" * 64)):
        cache.write(kind, key, FRAME)
    (cache.folder / "lines-0123.part").touch()
    cache.keep_only("lines", ["b" * 64])
    assert cache.read("lines", "a" * 64) is None
    assert cache.read("lines", "b" * 64) is not None
    assert cache.read("seen", "a" * 64) is not None
    assert len(list(cache.folder.iterdir())) == 2


def test_a_folder_that_cannot_be_written_keeps_nothing(tmp_path) -> None:
    """And stops nobody: a file stands where the folder should be."""
    (tmp_path / "cache").touch()
    cache = ReprintCache(tmp_path / "cache")
    cache.write("seen", KEY, FRAME)
    cache.keep_only("seen", [])
    assert cache.read("seen", KEY) is None
