import polars as pl

from ranking.reprints.frames import NAMES
from ranking.reprints.normal import normalise
from ranking.reprints.slots import NAME, NUMBER, Names, agreement, prepared_names, slots

COUNTS = ("names_same", "names_other", "numbers_same", "numbers_other")


def names(*pairs: tuple[str, str]) -> Names:
    return prepared_names(pl.DataFrame(pairs, schema=NAMES, orient="row"))


DISTRICTS = names(("浦东新区", "浦东"), ("浦东", "浦东"), ("静安区", "静安"), ("静安", "静安"))


def agreed(article: str, post: str) -> tuple[int, ...]:
    pairs = pl.DataFrame({"article": [0], "post": [0]})
    here, there = (slots(normalise(pl.Series([text])), DISTRICTS) for text in (article, post))
    return agreement(pairs, here, there).select(COUNTS).row(0)


def test_the_same_text_agrees_in_all() -> None:
    text = "记者从浦东新区获悉，全区今年新增岗位3000个，同比增长12%。"
    assert agreed(text, text) == (1, 0, 2, 0)


def test_another_district_and_other_numbers_in_the_same_places_differ() -> None:
    post = "记者从浦东新区获悉，全区今年新增岗位3000个，同比增长12%。"
    article = "记者从静安区获悉，全区今年新增岗位4100个，同比增长12%。"
    assert agreed(article, post) == (0, 1, 1, 1)


def test_two_spellings_of_one_unit_agree() -> None:
    assert agreed("记者从浦东获悉，今日开放", "记者从浦东新区获悉，今日开放")[:2] == (1, 0)


def test_what_was_cut_does_not_differ() -> None:
    post = "记者从浦东新区获悉，全区今年新增岗位3000个。另有800个岗位招聘中。"
    assert agreed("另有800个岗位招聘中，静安区也将跟进", post)[1:] == (0, 0, 0)


def test_of_a_place_that_comes_again_one_equal_filling_is_enough() -> None:
    post = "一号线新增班次3趟，车站不变。二号线新增班次5趟，车站不变。"
    assert agreed("二号线新增班次5趟，车站不变。", post)[2:] == (1, 0)


def test_the_longest_name_counts_once() -> None:
    found = slots(normalise(pl.Series(["浦东新区"])), DISTRICTS)
    assert found["kind"].to_list() == [NAME]


def test_a_spelling_of_two_units_is_no_name() -> None:
    both = names(("新区", "浦东"), ("新区", "滨海"))
    assert slots(normalise(pl.Series(["在新区举行"])), both).height == 0


def test_the_end_of_a_text_ends_a_number() -> None:
    found = slots(normalise(pl.Series(["共12", "34人", ""])), names())
    assert found["row"].to_list() == [0, 1]
    assert found["kind"].to_list() == [NUMBER, NUMBER]
    assert found["filling"].n_unique() == 2


def test_no_text_has_no_place() -> None:
    assert slots(normalise(pl.Series([], dtype=pl.String)), DISTRICTS).height == 0
