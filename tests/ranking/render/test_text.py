"""The text of an edition: what is said, what is not, and how it reads."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

import pytest

from ranking.i18n import Translator
from ranking.model.difference import Causes
from ranking.model.edition import Board, CampaignUnit, TopPosts
from ranking.model.month_record import HotTopic, MonthRecord
from ranking.model.publication import Publication
from ranking.render.text import text_view
from ranking.render.text.compose import _THINGS
from ranking.render.text.phrases import Phrases
from ranking.text_files import FIELDS, Each, TextFile
from tests.builders.differences import made_board
from tests.builders.hostile import HOSTILE
from tests.builders.publications import (
    hostile_publication,
    make_publication,
    shipped_publishing,
    small_office,
    small_publication,
)

EN = Translator("en")


def told(publication: Publication, tr: Translator = EN) -> dict[str, str]:
    """Return section id → its text, a line for every paragraph."""
    return {
        section.id: "\n".join("".join(s.text for s in one) for one in section.paragraphs)
        for section in text_view(publication, shipped_publishing().text, tr)
    }


def one_sentence(publication: Publication, each: str, template: str, **more: object) -> list[str]:
    """Return what a text file of a single English sentence makes."""
    paragraph = {"each": each, "sentences": [{"en": template}], **more}
    section = {"id": "a", "heading": {"zh": "甲", "en": "A"}, "paragraphs": [paragraph]}
    text = text_view(publication, TextFile.model_validate({"sections": [section]}), EN)
    return [s.text for one in text for p in one.paragraphs for s in p]


def with_boards(*boards: Board) -> Publication:
    """Return the ordinary publication with these boards alone, the first of its list."""
    ordinary = small_publication()
    return replace(ordinary, edition=replace(ordinary.edition, boards=boards), difference=None)


def board(**totals: float) -> Board:
    """Return a board of units with these totals."""
    return made_board({unit: (total, 0.0) for unit, total in totals.items()})


def test_an_ordinary_month_in_chinese(zh: Translator) -> None:
    text = told(small_publication(), zh)
    assert list(text) == ["overview", "leaders", "changes", "topics", "campaigns", "posts"]
    assert text["overview"].replace("\n", "") == (
        "2026年10月，纳入统计的8家单位共发布稿件46篇，其中微信稿件23篇、微博稿件23篇。"
        "发稿量较上月增长21.1%，较去年同期增长15.0%。另有1家单位本月未发布稿件。"
        "在已知是否原创的34篇稿件中，原创稿件24篇，原创率70.6%，其中微信70.6%、微博70.6%。"
        "原创率较上月上升6.3个百分点，较去年同期上升3.9个百分点。"
        "稿件被各渠道转载357次，较上月增长42.8%，较去年同期增长58.7%。"
        "已获取阅读数的23篇稿件，阅读量合计不少于771,610次。"
    )
    assert text["changes"].splitlines()[2] == (
        "影响力榜（各区）中，黄浦区升幅最大，由第3位升至第1位，上升2位。"
        "对其指数拉动最大的是总阅读量，由43,311增至不少于330,770，带动指数提高7.60分。"
        "其阅读量最高的稿件为《国庆长假服务安排（1-0）》，阅读量10万+。"
    )
    assert (
        "鄠邑区新登上传播力榜（各区）。静安区重返传播力榜（各区）。崇明区退出传播力榜（各区）。"
        in (text["changes"])
    )
    assert text["topics"].startswith("本月热点话题中，#健康生活#相关稿件16篇，涉及7家单位；")


def test_an_ordinary_month_in_english() -> None:
    text = told(small_publication())
    assert text["leaders"].splitlines()[0] == (
        "传播力, 各区: 黄浦区 leads with 36.89, ahead of 徐汇区 (32.02) and 浦东新区 (29.77). "
        "The first is 4.87 ahead of the second, the second 2.25 ahead of the third."
    )
    assert " 1 unit published nothing." in text["overview"]
    assert "100,000+ reads" in text["posts"]
    assert text["campaigns"] == (
        "国庆主题宣传: 12 posts by 5 units; 黄浦区 gained the most points, 2.00."
    )


def test_a_first_edition_compares_with_nothing() -> None:
    text = told(make_publication(first=True))
    assert "changes" not in text
    assert "compared" not in "".join(text.values())
    assert "published 46 posts" in text["overview"]


def test_a_month_without_posts_says_that_and_no_more() -> None:
    office = small_office()
    office.posts, office.reprints = [], []
    assert told(make_publication(office=office)) == {
        "overview": "In 2026-10 none of the 8 units on the list published anything."
    }


def test_without_reads_and_reprints_nothing_is_said_of_them() -> None:
    office = small_office()
    office.reprints, office.feed = [], False
    for post in office.posts:
        post["reads"] = None
    text = told(make_publication(office=office))
    assert "reprinted the posts" not in text["overview"]
    assert "were read" not in text["overview"]
    assert text["posts"].startswith("Reads are not known; the posts with most reposts")
    # Points that grew because an indicator fell away explain no climb.
    assert "indicator that raised" not in text["changes"]


def test_changes_against_an_older_edition_name_its_month() -> None:
    ordinary = small_publication()
    assert ordinary.difference is not None
    before = replace(ordinary.difference.before, month="2026-07")
    older = replace(ordinary, difference=replace(ordinary.difference, before=before))
    assert "up 21.1% compared with 2026-07" in told(older)["overview"]


def test_last_year_is_the_same_month_or_none() -> None:
    ordinary = small_publication()
    past = [replace(one, month="2025-11") for one in ordinary.record.history[:1]]
    other = replace(ordinary, record=replace(ordinary.record, history=tuple(past)))
    assert "last year" not in told(other)["overview"]


def test_a_new_method_makes_ranks_incomparable() -> None:
    ordinary = small_publication()
    assert ordinary.difference is not None
    changed = replace(ordinary.difference, method="not_comparable")
    text = told(replace(ordinary, difference=changed))["changes"]
    assert text.startswith("This edition is computed by another method (shanghai 1)")
    assert "climbed" not in text
    assert "New on 传播力, 各区: 鄠邑区." in text


@pytest.mark.parametrize(
    ("totals", "said"),
    [
        ((3,), "A is first with 3.00."),
        ((3, 3), "A, B share first place with 3.00."),
        ((3, 3, 1), "A, B share first place with 3.00; C (1.00) is third."),
        ((3, 1, 1), "A leads with 3.00; B, C share second place with 1.00."),
        ((3, 2), "A leads with 3.00, ahead of B (2.00). The first is 1.00 ahead of the second."),
        ((3, 3, 3, 3, 3, 3), "A, B, C, D, E and others, 6 in all share first place with 3.00."),
    ],
)
def test_ties_share_their_place(totals: tuple[float, ...], said: str) -> None:
    units = dict(zip("ABCDEF", totals, strict=False))
    assert told(with_boards(board(**units)))["leaders"] == f"influence榜, 各区: {said}"


def test_nobody_leads_for_nothing() -> None:
    assert "leaders" not in told(with_boards(board(甲=0.0, 乙=0.0)))


def test_ranks_that_are_not_printed_are_not_told() -> None:
    ordinary = small_publication()
    boards = tuple(replace(one, shown=1) for one in ordinary.edition.boards)
    text = told(replace(ordinary, edition=replace(ordinary.edition, boards=boards)))
    assert "徐汇区" not in text["leaders"]
    assert "鄠邑区" not in text["changes"]


def test_units_that_lead_and_stand_on_every_board() -> None:
    many = {f"单位{n:02}": 100.0 - n for n in range(12)}
    other = {f"单位{n:02}": 100.0 - n for n in (0, 11, 2, 3, 4, 5, 6, 7, 8, 9, 10, 1)}
    boards = (board(**many), replace(board(**other), index="communication"))
    text = told(with_boards(*boards))["leaders"]
    assert "In 各区, 单位00 leads every board." in text
    assert "10 units are among the first ten of every board: 单位00, 单位01" in text
    few = tuple(replace(one, shown=5) for one in boards)
    assert "first ten" not in told(with_boards(*few))["leaders"]


def test_the_climb_is_taken_apart_where_others_had_a_part_in_it() -> None:
    ordinary = small_publication()
    assert ordinary.difference is not None
    first = ordinary.difference.boards[0]
    best = next(row for row in first.rows if row.unit == "黄浦区")
    mixed = replace(best, causes=Causes(moved=2, own=3, others=-2, bonus=1, method=0))
    rows = tuple(mixed if row is best else row for row in first.rows)
    boards = (replace(first, rows=rows), *ordinary.difference.boards[1:])
    text = told(replace(ordinary, difference=replace(ordinary.difference, boards=boards)))
    assert (
        "By cause: up 3 through its own index, and up 1 through its bonus, "
        "and down 2 through the other units." in text["changes"]
    )


def test_equal_climbs_are_told_together() -> None:
    ordinary = small_publication()
    assert ordinary.difference is not None
    first = ordinary.difference.boards[0]
    rows = tuple(
        replace(row, moved=2) if row.unit in ("黄浦区", "徐汇区") else row for row in first.rows
    )
    boards = (replace(first, rows=rows), *ordinary.difference.boards[1:])
    text = told(replace(ordinary, difference=replace(ordinary.difference, boards=boards)))
    assert "黄浦区, 徐汇区 climbed most, by 2 places each." in text["changes"]


def test_a_campaign_that_nobody_leads_has_no_leader() -> None:
    ordinary = small_publication()
    first = ordinary.edition.campaigns[0]
    units = tuple(CampaignUnit(f"单位{n}", "各区", 1, 0.5) for n in range(6))
    for known, said in (
        (units, "12 posts by 6 units."),
        (units[:2], "单位0, 单位1 gained the most"),
    ):
        edition = replace(ordinary.edition, campaigns=(replace(first, units=known),))
        assert said in told(replace(ordinary, edition=edition))["campaigns"]


def test_a_sentence_of_which_a_field_is_unknown_is_left_out() -> None:
    assert one_sentence(small_publication(), "campaign", "{campaign}: {posts}") == [
        "国庆主题宣传: 12"
    ]
    assert one_sentence(make_publication(first=True), "month", "{posts_change}") == []


def test_most_counts_what_is_told() -> None:
    publication = small_publication()
    assert one_sentence(publication, "topic", "{topic}", most=1) == ["健康生活"]
    between = {"zh": "；", "en": " / "}
    assert one_sentence(publication, "topic", "{topic}", most=2, between=between) == [
        "健康生活 / 安全出行"
    ]


@pytest.mark.parametrize(
    ("ranks", "said"),
    [
        ((1, 2, 3, 4), "A / B"),
        ((1, 2, 2, 4), "A / B / C"),
        ((1, 1, 1, 1), "A / B, among others"),
        ((1, 1, 3, 3), "A / B"),
    ],
)
def test_a_tie_at_the_cut_is_told_whole_or_said_to_be_longer(
    ranks: tuple[int, ...], said: str
) -> None:
    ordinary = small_publication()
    topics = tuple(HotTopic(r, t, 9, 3) for r, t in zip(ranks, "ABCD", strict=True))
    tied = replace(ordinary, record=replace(ordinary.record, topics=topics))
    between = {"zh": "；", "en": " / "}
    assert one_sentence(tied, "topic", "{topic}", most=2, between=between) == [said]


def test_climbs_as_far_as_the_last_one_told_are_told_too() -> None:
    ordinary = small_publication()
    assert ordinary.difference is not None
    first = ordinary.difference.boards[0]
    best = next(row for row in first.rows if row.unit == "黄浦区")

    def climbed(*moves: int) -> str:
        rows = tuple(replace(best, unit=f"{n}", moved=m) for n, m in enumerate(moves))
        boards = (replace(first, rows=rows), *ordinary.difference.boards[1:])
        found = replace(ordinary.difference, boards=boards)
        return told(replace(ordinary, difference=found))["changes"]

    assert "The next to climb: 1 (up 4), 2 (up 3), 3 (up 3)." in climbed(5, 4, 3, 3, 1)
    assert "The next to climb: 1 (up 4), 2 (up 3), among others." in climbed(5, 4, 3, 3, 3)


def test_the_month_and_a_post_name_their_two_counts_of_reprints(zh: Translator) -> None:
    text = told(small_publication(), zh)
    assert "稿件被各渠道转载" in text["overview"]
    assert "被转发转载" in text["posts"]


def test_without_sections_there_is_no_text() -> None:
    assert text_view(small_publication(), TextFile(), EN) == ()


def test_hostile_texts_stay_words(zh: Translator) -> None:
    publication = hostile_publication()
    for tr in (EN, zh):
        whole = "".join(told(publication, tr).values())
        assert whole.replace("\n", "").isprintable()
        assert "{0} {unit} %s \\n" in whole
        assert HOSTILE[10] not in whole


def test_the_same_edition_makes_the_same_text() -> None:
    assert told(make_publication()) == told(make_publication())


def test_every_field_that_is_promised_is_there_and_no_other() -> None:
    office = small_office()
    for post in office.posts:
        post["reads"] = None
    found: dict[str, set[str]] = {each: set() for each in get_args(Each)}
    crowd = made_board({f"单位{n:02}": (100.0 - n, 0.0) for n in range(12)})
    ties = board(甲=3.0, 乙=3.0, 丙=2.0, 丁=2.0)
    last = (board(甲=3.0, 乙=2.0, 丙=2.0), board(甲=3.0, 乙=2.0, 丙=1.0, 丁=1.0))
    ordinary = small_publication()
    publications = [
        ordinary,
        make_publication(office=office),
        _mixed(ordinary),
        replace(ordinary, record=_read(ordinary)),
        with_boards(crowd, replace(crowd, index="communication")),
        *(with_boards(one) for one in (ties, *last)),
    ]
    for publication in publications:
        for each, things in _THINGS.items():
            for fields in things(publication, Phrases(EN, 2)):
                found[each] |= {name for name, phrase in fields.items() if phrase}
    for each, names in FIELDS.items():
        assert found[each] == set(names), each


def _read(ordinary: Publication) -> MonthRecord:
    """Return the record with much read posts as those most passed on."""
    passed_on = TopPosts("reprints", ordinary.edition.top_posts.rows)
    return replace(ordinary.record, most_reprinted=passed_on)


def _mixed(ordinary: Publication) -> Publication:
    """Return a publication with a new method by which ranks are known, ties and other climbs."""
    assert ordinary.difference is not None
    first, second, *rest = ordinary.difference.boards
    causes = Causes(moved=2, own=1, others=1, bonus=0, method=0)
    rows = tuple(
        replace(row, moved={"黄浦区": 2, "徐汇区": 1}.get(row.unit, 0), causes=causes)
        for row in first.rows
    )
    tied = tuple(replace(row, moved=1) for row in second.rows)
    boards = (replace(first, rows=rows), replace(second, rows=tied), *rest)
    difference = replace(ordinary.difference, method="recomputed", boards=boards)
    result = ordinary.edition.campaigns[0]
    units = tuple(replace(unit, points=1.0) for unit in result.units[:2])
    edition = replace(ordinary.edition, campaigns=(replace(result, units=units),))
    return replace(ordinary, difference=difference, edition=edition)
