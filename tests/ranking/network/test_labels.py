"""Names from outside in XML and in a drawing."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ranking.network.labels import fitted, markup, visible


def test_plain_names_are_left_alone() -> None:
    assert visible("上海 发布 & Co.") == "上海 发布 & Co."


def test_nothing_that_moves_hides_or_turns_is_left() -> None:
    assert (
        visible("新\x00浪\x1b\u202e网\u200b\n\t客户端\ufffe\U0001ffff")
        == "新浪网 客户端\ufffd\ufffd"
    )


@given(st.text())
def test_any_text_is_well_formed_xml_and_reads_as_it_is_shown(text: str) -> None:
    read = ET.fromstring(f'<a b="{markup(text)}">{markup(text)}</a>')
    assert (read.get("b"), read.text or "") == (visible(text), visible(text))


@pytest.mark.parametrize(
    ("text", "columns", "shown"),
    [
        ("浦东新区", 8, "浦东新区"),
        ("浦东新区", 7, "浦东新…"),
        ("浦东新区", 6, "浦东…"),
        ("abcdef", 4, "abc…"),
        ("ab cdef", 4, "ab…"),
        ("", 4, ""),
    ],
)
def test_a_name_is_cut_to_its_columns(text: str, columns: int, shown: str) -> None:
    assert fitted(text, columns) == shown
