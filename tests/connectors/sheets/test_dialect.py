"""Encoding and separator are found from the text itself."""

from __future__ import annotations

import pytest

_TEXT = "单位,阅读数,备注\n上海发布,12,𠮷林\n浦东发布,34,“引”\n" * 3


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-32"])
def test_encodings(tmp_path, only, encoding):
    """UTF-8 with and without mark, GB18030 (four-byte characters too) and UTF-16 read alike."""
    path = tmp_path / "a.csv"
    path.write_bytes(_TEXT.encode(encoding))
    assert only(path)[1] == (2, "上海发布", "12", "𠮷林")
    assert only(path)[0] == (1, "单位", "阅读数", "备注")


def test_broken_utf8_is_not_read_as_gb18030(tmp_path, refusal):
    """UTF-8 with one broken byte is refused: as GB18030 it would come in as nonsense."""
    path = tmp_path / "a.csv"
    path.write_bytes(_TEXT.encode() + b"\x80\n")
    error = refusal(path)
    assert "UTF-8, UTF-16 or GB18030" in str(error)
    assert "save it there as .xlsx" in error.hint


def test_late_gb18030_is_found(tmp_path, only):
    """The whole file decides: the first Chinese character may come after a megabyte of ASCII."""
    path = tmp_path / "a.csv"
    path.write_bytes(b"a,b\n" * 300_000 + "上海,1\n".encode("gb18030"))
    assert only(path)[-1] == (300_001, "上海", "1")


def test_text_in_no_encoding_is_refused(tmp_path, refusal):
    """Bytes that fit no encoding are refused."""
    path = tmp_path / "a.csv"
    path.write_bytes(b"a,b\n\xff\xff,1\n")
    assert "is not text in UTF-8" in str(refusal(path))


@pytest.mark.parametrize(
    ("text", "width"),
    [
        ("a,b,c\n1,2,3\n", 3),
        ("a\tb\tc\n1\t2\t3\n", 3),
        ("a;b;c\n1,5;2,5;3,5\n", 3),
        ("标题\n\na\tb\n1,2,3\t4\n1,2,3\t4\n", 2),
        ('id,正文\n1,"甲\t乙;丙;丁"\n2,"甲\t乙;丙;丁"\n', 2),
        ("id,bid,text\n45\t,x,y\n46\t,x,y\n", 3),
        ("2026年10月,全市\na\tb\n1\t4\n", 2),
        ("a,b,c\n,;\n,,,x\n", 4),
        ("单列\n甲\n", 1),
    ],
)
def test_separator_is_the_one_of_the_header(tmp_path, only, text, width):
    """The separator divides the header; others inside the text do not mislead."""
    path = tmp_path / "a.csv"
    path.write_text(text, encoding="utf-8")
    assert len(only(path)[0]) == width + 1


def test_a_cell_longer_than_the_csv_module_takes_by_itself_is_read(tmp_path, only):
    """Among the first rows too, by which the separator is found."""
    path = tmp_path / "a.csv"
    path.write_text(f'标题,正文\n长文,"{"文" * 200_000}"\n', "utf-8")
    assert only(path)[1][2] == "文" * 200_000
