import polars as pl

from ranking.reprints.frames import NAMES
from ranking.reprints.normal import normalise
from ranking.reprints.slots import NUMBER, Slots, agreement, slots
from ranking.reprints.unit_names import Names, prepared_names
from tests.builders.feeds import Writer

COUNTS = ("names_same", "names_other", "numbers_same", "numbers_other")


def names(*pairs: tuple[str, str]) -> Names:
    return prepared_names(pl.DataFrame(pairs, schema=NAMES, orient="row"))


DISTRICTS = names(("浦东新区", "浦东"), ("浦东", "浦东"), ("静安区", "静安"), ("静安", "静安"))


def kinds(found: Slots) -> list[int]:
    return [place % 2 for place in found.places.tolist()]


def agreed(article: str, post: str) -> tuple[int, ...]:
    pairs = pl.DataFrame({"article": [0], "post": [0]})
    here, there = (normalise(pl.Series([text])) for text in (article, post))
    return agreement(pairs, here, DISTRICTS, slots(there, DISTRICTS)).select(COUNTS).row(0)


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


def test_the_end_of_a_text_ends_a_number() -> None:
    found = slots(normalise(pl.Series(["共12", "34人", ""])), names())
    assert found.starts.tolist() == [0, 1, 2, 2]
    assert kinds(found) == [NUMBER, NUMBER]
    assert len(set(found.fillings.tolist())) == 2


def test_a_number_is_another_one_by_any_of_its_digits() -> None:
    digits = "1" * 30
    assert agreed(f"共计{digits}2人参加", f"共计{digits}2人参加")[2:] == (1, 0)
    assert agreed(f"共计{digits}2人参加", f"共计{digits}3人参加")[2:] == (0, 1)
    assert agreed(f"共计{digits}人参加", f"共计{digits}1人参加")[2:] == (0, 1)


def test_other_pairs_do_not_matter() -> None:
    writer = Writer(8)
    posts = [
        f"{writer.text(90)}新增{n}个，{writer.text(40)}静安区{writer.text(30)}" for n in range(9)
    ]
    written = [post.replace("静安区", "浦东") if n % 2 else post for n, post in enumerate(posts)]
    articles, there = normalise(pl.Series(["", *written])), normalise(pl.Series(posts))
    found = slots(there, DISTRICTS)
    rows = [(article, post) for post in range(9) for article in range(10)]
    pairs = pl.DataFrame(rows, schema=["article", "post"], orient="row")
    together = agreement(pairs, articles, DISTRICTS, found)
    alone = [agreement(pairs[at : at + 1], articles, DISTRICTS, found) for at in range(len(rows))]
    assert together.equals(pl.concat(alone).sort("article", "post"))
    assert together.select(pl.sum("names_same", "names_other", "numbers_other")).row(0) == (5, 4, 0)


def test_no_text_has_no_place() -> None:
    nothing = normalise(pl.Series([], dtype=pl.String))
    found = slots(nothing, DISTRICTS)
    assert found.starts.tolist() == [0]
    none = pl.DataFrame(schema={"article": pl.Int64, "post": pl.Int64})
    assert set(agreement(none, nothing, DISTRICTS, found).columns) == {"article", "post", *COUNTS}
