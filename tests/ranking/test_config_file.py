"""Reading configuration files."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Literal

import pytest

from ranking.config_file import Fault, Strict, faulty, month_of, read_toml, validate
from ranking.errors import ConfigError
from ranking.model.month import Month


def test_numbers_are_read_as_decimals_and_a_bom_is_no_fault(tmp_path: Path) -> None:
    """0.1 is exactly a tenth; Notepad's byte order mark is skipped."""
    path = tmp_path / "a.toml"
    path.write_bytes(b"\xef\xbb\xbfx = 0.1")
    data, digest = read_toml(path)
    assert data == {"x": Decimal("0.1")}
    assert len(digest) == 64


def test_what_is_not_toml_is_refused_with_its_place(tmp_path: Path) -> None:
    """The message names the file and where it breaks."""
    path = tmp_path / "a.toml"
    path.write_bytes(b"x = \n")
    with pytest.raises(ConfigError, match=r"a\.toml' is not a TOML file: .*line 1"):
        read_toml(path)


@pytest.mark.parametrize(
    ("content", "line"),
    [
        ("a = 1\nx = '中'".encode("gb18030"), 2),
        ("a = 1\nx = '中'".encode("utf-16"), 1),
        (b"\xef\xbb\xbfa = 1\n\nx = '\xd6\xd0'", 3),
    ],
)
def test_a_file_in_another_encoding_is_refused_with_its_line_and_what_to_do(
    tmp_path: Path, content: bytes, line: int
) -> None:
    path = tmp_path / "a.toml"
    path.write_bytes(content)
    with pytest.raises(ConfigError) as caught:
        read_toml(path)
    assert str(caught.value).endswith(
        f"a.toml' is not saved as UTF-8: line {line} holds something else."
    )
    assert "Save it as UTF-8" in caught.value.hint_text()


def test_a_missing_file_is_refused_by_name(tmp_path: Path) -> None:
    """With the system's reason."""
    with pytest.raises(ConfigError, match=r"gone.toml' cannot be read: No such file"):
        read_toml(tmp_path / "gone.toml")


def test_a_fault_shows_what_is_known_of_its_place() -> None:
    """Line and key, one of them, or the text alone."""
    assert str(Fault("a.b", "is empty", 3)) == "line 3, a.b: is empty"
    assert str(Fault("a.b", "is empty")) == "a.b: is empty"
    assert str(Fault("", "is empty", 3)) == "line 3: is empty"
    assert str(Fault("", "is empty")) == "is empty"


class Inner(Strict):
    """One entry of the file of these tests."""

    count: Literal[1] = 1
    size: int


class Whole(Strict):
    """The file of these tests."""

    title: str
    inner: tuple[Inner, ...] = ()


def written(folder: Path, text: str) -> Path:
    path = folder / "a.toml"
    path.write_text(text, "utf-8")
    return path


def test_faults_stand_in_the_order_of_the_file_each_with_its_line(tmp_path: Path) -> None:
    """Those of no line first, then by line, then by key; one that is found twice is said once."""
    inner = "[[inner]]\ncount = 2\nsize = 1\n[[inner]]\nb = 1\na = 2\n" + "\n" * 9
    path = written(tmp_path, inner)
    across = [Fault("inner[1].a", "is odd"), Fault("inner[1].a", "is odd")]
    with pytest.raises(ConfigError) as caught:
        validate(Whole, read_toml(path)[0], path, faults=across)
    assert str(caught.value).splitlines() == [
        f"'{path}' has 6 fault(s):",
        "  - title: is missing",
        "  - line 2, inner[0].count: found 2, allowed: 1",
        "  - line 4, inner[1].size: is missing",
        "  - line 5, inner[1].b: is not a known key",
        "  - line 6, inner[1].a: is not a known key",
        "  - line 6, inner[1].a: is odd",
    ]


def test_what_fits_is_returned_unless_a_check_across_keys_fails(tmp_path: Path) -> None:
    """Content that is no file's has no lines."""
    assert validate(Whole, {"title": "t"}, tmp_path / "a.csv").title == "t"
    with pytest.raises(ConfigError, match=r"1 fault\(s\):\n  - title: is dull$"):
        validate(Whole, {"title": "t"}, tmp_path / "a.csv", faults=[Fault("title", "is dull")])


def test_lines_are_sorted_as_numbers(tmp_path: Path) -> None:
    """Line 10 comes after line 9."""
    message = str(faulty(tmp_path, [Fault("a", "x", 10), Fault("b", "x", 9)]))
    assert message.index("line 9") < message.index("line 10")


def test_a_file_nested_too_deeply_is_refused(tmp_path: Path) -> None:
    """In its values, and in the checks that follow tables by their headers."""
    path = written(tmp_path, "a = " + "[" * 5000 + "]" * 5000)
    with pytest.raises(ConfigError, match="nested too deeply"):
        read_toml(path)

    def checks() -> Iterator[Fault]:
        yield from checks()

    with pytest.raises(ConfigError, match=r"1 fault\(s\):\n  - it is nested too deeply"):
        validate(Whole, {}, path, faults=checks())


def test_a_month_is_taken_as_it_is_or_read() -> None:
    """Objects made in code need no text."""
    assert month_of(Month(2026, 10)) == month_of("2026-10")
    with pytest.raises(ValueError, match="YYYY-MM"):
        month_of("October")
