import polars as pl

from ranking.reprints.boilerplate import LONGEST, edge_lines, learned, of_anybody, stripped
from ranking.reprints.frames import BOILERPLATE
from ranking.reprints.normal import Texts, normalise
from tests.builders.feeds import Writer
from tests.builders.matching_rules import RULES
from tests.ranking.reprints.test_normal import spelled

FOOTER = "责任编辑小王"
TEXTS = RULES.texts
MANY = TEXTS.boilerplate_texts.value


def with_footer(count: int) -> list[str]:
    writer = Writer(1)
    return [f"{writer.text(200)}\n{FOOTER}" for _ in range(count)]


def read(texts: list[str], owner: str | None = "甲网") -> tuple[Texts, pl.DataFrame]:
    flat = normalise(pl.Series(texts))
    return flat, edge_lines(flat, pl.Series([owner] * len(texts), dtype=pl.String))


def test_a_line_of_many_texts_of_a_source_is_taken_out_of_its_texts() -> None:
    texts, lines = read(with_footer(MANY))
    boilerplate = learned(lines, TEXTS)
    assert boilerplate.height == 1
    assert boilerplate.schema == BOILERPLATE
    before = spelled(texts)
    assert spelled(stripped(texts, lines, boilerplate, TEXTS)) == [
        text.removesuffix(FOOTER) for text in before
    ]


def test_fewer_texts_teach_nothing() -> None:
    assert learned(read(with_footer(MANY - 1))[1], TEXTS).height == 0


def test_one_text_printed_often_teaches_nothing() -> None:
    assert learned(read(with_footer(1) * 20)[1], TEXTS).height == 0


def test_what_one_source_prints_is_no_boilerplate_of_another() -> None:
    boilerplate = learned(read(with_footer(9))[1], TEXTS)
    texts, lines = read(with_footer(9), "乙网")
    assert stripped(texts, lines, boilerplate, TEXTS) is texts


def test_an_unknown_source_teaches_nothing() -> None:
    assert learned(read(with_footer(9), None)[1], TEXTS).height == 0


def test_lines_of_posts_are_never_boilerplate_of_a_feed() -> None:
    _, lines = read(with_footer(9))
    assert learned(lines, TEXTS, read([FOOTER])[1].select("line")).height == 0


def test_a_text_that_is_nearly_all_boilerplate_keeps_it() -> None:
    boilerplate = learned(read(with_footer(9))[1], TEXTS)
    texts, lines = read([f"早安。{FOOTER}"])
    assert spelled(stripped(texts, lines, boilerplate, TEXTS)) == ["早安" + FOOTER]


def test_a_paragraph_is_no_boilerplate() -> None:
    texts = [f"{number}号。{'政' * (LONGEST + 1)}" for number in range(9)]
    assert learned(read(texts)[1], TEXTS).height == 0


def test_days_may_be_put_together_in_any_order() -> None:
    _, whole = read(with_footer(9))
    first, second = whole.filter(pl.col("row") < 4), whole.filter(pl.col("row") >= 4)
    assert learned(pl.concat([second, first, second]), TEXTS).equals(learned(whole, TEXTS))


def test_the_footer_of_an_account_is_taken_out_of_whatever_carries_it_along() -> None:
    boilerplate = learned(read(with_footer(MANY))[1], TEXTS)
    texts, lines = read(with_footer(1), "乙网")
    carried = of_anybody(lines, boilerplate)
    assert carried.select("owner").to_series().to_list() == ["乙网"]
    assert spelled(stripped(texts, lines, carried, TEXTS)) == [
        text.removesuffix(FOOTER) for text in spelled(texts)
    ]
