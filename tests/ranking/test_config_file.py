"""Reading configuration files."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from ranking.config_file import Fault, month_of, read_toml, suggestion
from ranking.errors import ConfigError
from ranking.model.month import Month


def test_numbers_are_read_as_decimals_and_a_bom_is_no_fault(tmp_path: Path) -> None:
    """0.1 is exactly a tenth; Notepad's byte order mark is skipped."""
    path = tmp_path / "a.toml"
    path.write_bytes(b"\xef\xbb\xbfx = 0.1")
    data, digest = read_toml(path)
    assert data == {"x": Decimal("0.1")}
    assert len(digest) == 64


@pytest.mark.parametrize(
    ("content", "part"), [(b"x = \n", "line 1"), ("x = '中'".encode("gb18030"), "utf-8")]
)
def test_what_is_not_toml_is_refused_with_its_place(
    tmp_path: Path, content: bytes, part: str
) -> None:
    """The message names the file and where it breaks."""
    path = tmp_path / "a.toml"
    path.write_bytes(content)
    with pytest.raises(ConfigError) as caught:
        read_toml(path)
    assert "a.toml' is not a TOML file" in str(caught.value)
    assert part in str(caught.value)


def test_a_missing_file_is_refused_by_name(tmp_path: Path) -> None:
    """With the system's reason."""
    with pytest.raises(ConfigError, match=r"gone.toml' cannot be read: No such file"):
        read_toml(tmp_path / "gone.toml")


def test_a_fault_of_the_whole_file_has_no_key() -> None:
    """Only its text is shown."""
    assert str(Fault("", "is empty")) == "is empty"


def test_a_month_is_taken_as_it_is_or_read() -> None:
    """Objects made in code need no text."""
    assert month_of(Month(2026, 10)) == month_of("2026-10")
    with pytest.raises(ValueError, match="YYYY-MM"):
        month_of("October")


def test_nothing_is_suggested_where_nothing_is_near() -> None:
    """A wild guess is no help."""
    assert suggestion("zzz", ["weight"]) == ""
