import numpy as np
import polars as pl

from ranking.reprints.frames import NAMES
from ranking.reprints.normal import normalise
from ranking.reprints.unit_names import LONGEST, Names, named, prepared_names


def names(*pairs: tuple[str, str], simplified: bool = False) -> Names:
    return prepared_names(pl.DataFrame(pairs, schema=NAMES, orient="row"), simplified=simplified)


DISTRICTS = names(("浦东新区", "浦东"), ("浦东", "浦东"), ("静安区", "静安"), ("静安", "静安"))


def found(text: str, spellings: Names, *, simplified: bool = False) -> list[tuple[str, int]]:
    """What is named, by place, with the number of its unit."""
    read = normalise(pl.Series([text]), simplified=simplified)
    size = len(read.codes)
    taken = np.zeros(size, np.bool_)
    begins, ends, units = (np.zeros(size, np.int64) for _ in range(3))
    count = named(read.codes, spellings, taken, begins, ends, units)
    spans = sorted(zip(begins[:count], ends[:count], units[:count], strict=True))
    assert taken.sum() == sum(end - begin for begin, end, _ in spans)
    return [("".join(map(chr, read.codes[a:b])), int(unit)) for a, b, unit in spans]


def test_the_longest_of_overlapping_names_counts_once() -> None:
    assert found("在浦东新区和静安", DISTRICTS) == [("浦东新区", 1), ("静安", 2)]


def test_two_spellings_are_of_one_unit() -> None:
    assert found("浦东，浦东新区", DISTRICTS) == [("浦东", 1), ("浦东新区", 1)]


def test_a_spelling_of_two_units_is_no_name() -> None:
    assert found("在新区举行", names(("新区", "浦东"), ("新区", "滨海"))) == []


def test_a_spelling_given_twice_for_one_unit_is_a_name() -> None:
    assert found("在新区举行", names(("新区", "浦东"), ("新区", "浦东"))) == [("新区", 1)]


def test_names_are_found_in_traditional_characters_too() -> None:
    spellings = names(("黃浦區", "黄浦"), simplified=True)
    for text in ("在黄浦区", "在黃浦區"):
        assert found(text, spellings, simplified=True) == [("黄浦区", 1)]


def test_one_character_and_a_whole_sentence_are_no_names() -> None:
    long = "".join(chr(0x4E00 + n) for n in range(LONGEST + 1))
    assert found(f"沪{long}", names(("沪", "上海"), (long, "甲"), (long[1:], "乙"))) == [
        (long[1:], 2)
    ]


def test_without_names_nothing_is_named() -> None:
    assert found("在浦东", names()) == []
    assert found("", DISTRICTS) == []
