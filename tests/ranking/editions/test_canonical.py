"""RFC 8785: the examples of the standard, one spelling for one value, nothing lost."""

from __future__ import annotations

import json
import struct
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ranking.editions.canonical import canonical_json
from ranking.errors import DataError
from ranking.model.edition import MethodRef

NUMBERS = {
    "0000000000000000": "0",
    "8000000000000000": "0",
    "0000000000000001": "5e-324",
    "8000000000000001": "-5e-324",
    "7fefffffffffffff": "1.7976931348623157e+308",
    "ffefffffffffffff": "-1.7976931348623157e+308",
    "4340000000000000": "9007199254740992",
    "c340000000000000": "-9007199254740992",
    "4430000000000000": "295147905179352830000",
    "44b52d02c7e14af5": "9.999999999999997e+22",
    "44b52d02c7e14af6": "1e+23",
    "44b52d02c7e14af7": "1.0000000000000001e+23",
    "444b1ae4d6e2ef4e": "999999999999999700000",
    "444b1ae4d6e2ef4f": "999999999999999900000",
    "444b1ae4d6e2ef50": "1e+21",
    "3eb0c6f7a0b5ed8c": "9.999999999999997e-7",
    "3eb0c6f7a0b5ed8d": "0.000001",
    "41b3de4355555553": "333333333.3333332",
    "41b3de4355555554": "333333333.33333325",
    "41b3de4355555555": "333333333.3333333",
    "41b3de4355555556": "333333333.3333334",
    "41b3de4355555557": "333333333.33333343",
    "becbf647612f3696": "-0.0000033333333333333333",
    "43143ff3c1cb0959": "1424953923781206.2",
}
"""Appendix B of the RFC: the bits of a double, and how it is written."""

STRUCTURE = r"""{
  "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
  "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
  "literals": [null, true, false]
}"""
STRUCTURE_BYTES = (
    '{"literals":[null,true,false],'
    '"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],'
    r'"string":"€$\u000f\nA' + r"'B\"\\\\\"/" + '"}'
)
"""Sections 3.2.2 and 3.2.4."""

KEYS = {
    "\u20ac": "Euro Sign",
    "\r": "Carriage Return",
    "\ufb33": "Hebrew Letter Dalet With Dagesh",
    "1": "One",
    "\U0001f600": "Emoji: Grinning Face",
    "\u0080": "Control",
    "\u00f6": "Latin Small Letter O With Diaeresis",
}
"""Section 3.2.3: sorted by UTF-16 units, so that the emoji comes before U+FB33."""

VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53) + 1, 2**53 - 1)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)


@pytest.mark.parametrize(("bits", "text"), NUMBERS.items())
def test_numbers_are_written_as_the_standard_writes_them(bits: str, text: str) -> None:
    """Every finite number of its appendix B."""
    (number,) = struct.unpack(">d", bytes.fromhex(bits))
    assert canonical_json(number) == text.encode()


def test_the_example_of_the_standard_gives_its_bytes() -> None:
    """Escapes, whole floats, order of keys."""
    assert canonical_json(json.loads(STRUCTURE)) == STRUCTURE_BYTES.encode()


def test_keys_are_sorted_by_utf_16_units() -> None:
    """By code points an emoji would come last."""
    values = list(json.loads(canonical_json(KEYS)).values())
    assert [value.split()[0] for value in values] == [
        "Carriage",
        "One",
        "Control",
        "Latin",
        "Euro",
        "Emoji:",
        "Hebrew",
    ]


@given(value=VALUES)
def test_nothing_is_lost_and_one_value_has_one_spelling(value: Any) -> None:
    """Reading gives the same value, to the last bit of a float; writing that, the same bytes."""
    data = canonical_json(value)
    read = json.loads(data, parse_int=number)
    assert read == value
    assert canonical_json(read) == data


def number(text: str) -> int | float:
    """Whole floats beyond 2^53 are written as digits; they are still floats."""
    return int(text) if abs(int(text)) < 2**53 else float(text)


def test_records_and_instants_are_written_as_editions_write_them() -> None:
    """Dataclasses as objects, tuples as lists, instants as ISO text with their offset."""
    shanghai = timezone(timedelta(hours=8))
    value = {
        "at": datetime(2026, 11, 1, 8, tzinfo=shanghai),
        "utc": datetime(2026, 11, 1, tzinfo=UTC),
        "day": date(2026, 11, 1),
        "method": (MethodRef("甲", "1", "00"),),
    }
    assert canonical_json(value).decode() == (
        '{"at":"2026-11-01T08:00:00+08:00","day":"2026-11-01",'
        '"method":[{"id":"甲","sha256":"00","version":"1"}],'
        '"utc":"2026-11-01T00:00:00+00:00"}'
    )


@pytest.mark.parametrize(
    "value",
    [float("nan"), float("inf"), -float("inf"), 2**53, -(2**53), "\ud800", {"\ud800": 1}],
    ids=str,
)
def test_what_json_cannot_say_is_refused(value: Any) -> None:
    """Also deep inside."""
    with pytest.raises(DataError, match="cannot be written as canonical JSON"):
        canonical_json({"rows": [{"value": value}]})


@pytest.mark.parametrize("value", [{1: "one"}, {"set": {1}}, {"bytes": b""}], ids=str)
def test_a_value_without_a_json_form_is_refused(value: Any) -> None:
    """A key that is a number would come back as text."""
    with pytest.raises(DataError, match="cannot be written as canonical JSON"):
        canonical_json(value)
