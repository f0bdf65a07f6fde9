"""The table of OpenCC, as we use it."""

import hashlib

from ranking.reprints.match import MATCHER
from ranking.reprints.simplified import simplified

KNOWN = {"2": "0d01894999f65de3b0cb8d442318d91aebd800131e4b8bbe496192f8877f5c76"}
"""Version of the matcher and the table's hash. Another table may change a verdict: when a release
of OpenCC brings one, raise MATCHER and write both here."""


def test_a_new_table_is_a_new_version_of_the_matcher() -> None:
    rows = "\n".join(f"{char}{other}" for char, other in sorted(simplified().items()))
    assert KNOWN[MATCHER] == hashlib.sha256(rows.encode()).hexdigest()


def test_usual_characters_are_simplified() -> None:
    table = simplified()
    assert [table[char] for char in "發佈臺灣後於裏"] == list("发布台湾后于里")
    assert not table.keys() & set("上海发布台湾后于里")


def test_no_character_is_simplified_twice() -> None:
    table = simplified()
    assert not set(table.values()) & table.keys()
    assert all(len(char) == len(other) == 1 for char, other in table.items())
