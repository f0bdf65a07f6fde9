"""All that is published of a small office: eight units, two groups, and the months before."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from typing import Any

from ranking.campaigns import Campaign
from ranking.editions.diff import diff
from ranking.editions.outline import outline
from ranking.editions.record import month_record, past_month
from ranking.i18n import Language
from ranking.lists import ListFile
from ranking.methods.model import Method
from ranking.model.edition import Edition
from ranking.model.lifecycle import Reason, Standing, State
from ranking.model.month import Month
from ranking.model.publication import Publication
from ranking.publish_rules import PublishRules
from ranking.quality.rank_rule import rank_rule
from ranking.render.publishing import Publishing
from ranking.text_files import load_text
from ranking.workflow.feature_names import names_in
from tests.builders.editions import make_edition
from tests.builders.hostile import spoiled
from tests.builders.month import (
    CONFIG,
    OCTOBER,
    Office,
    Row,
    account,
    channel,
    make_list,
    post,
    reprint,
    shanghai,
    shipped_cards,
)

SEPTEMBER, LAST_YEAR = Month(2026, 9), Month(2025, 10)
_DISTRICTS, _BUREAUS = "各区", "委办局与人民团体"
_VIGOUR: Mapping[str, tuple[str, int | None, int | None, int | None]] = {
    "浦东新区": (_DISTRICTS, 4, 7, 5),
    "黄浦区": (_DISTRICTS, 5, 4, 8),
    "静安区": (_DISTRICTS, 3, None, 3),
    "徐汇区": (_DISTRICTS, 2, 5, 6),
    "鄠邑区": (_DISTRICTS, None, None, 2),
    "崇明区": (_DISTRICTS, 1, 1, None),
    "市公安局": (_BUREAUS, 6, 6, 4),
    "市卫生健康委": (_BUREAUS, 5, 3, 7),
    "团市委": (_BUREAUS, 2, 2, 0),
}
"""Unit → group, and how lively it was in last year's October, September and October (1 to 8).

0 = it posted nothing; null = it was not on the roster: so one is new, one is back, one is gone.
"""
_TOPICS = ("申城金秋", "安全出行", "健康生活")
_TITLES = ("金秋出行指南", "国庆长假服务安排", "办事服务有了新变化", "便民服务提示")
_CHANNELS = (("报业客户端", "client"), ("新闻网", "website"), ("观察号", "wechat"))


def make_publication(
    *,
    month: Month = OCTOBER,
    office: Office | None = None,
    before: Edition | None = None,
    history: Iterable[Edition] = (),
    standing: Standing | None = None,
    language: Language = "zh",
    list_file: ListFile | None = None,
    method: Method | None = None,
    first: bool = False,
) -> Publication:
    """Return what is published of a month of the small office, or of another ``office``.

    ``before``: the edition it is compared with, null = September's; ``history``: editions the
    record remembers, empty = last year's October and ``before``. ``first``: none of them.
    """
    listed, used = list_file or office_list(), method or shanghai()
    of = office or small_office(month)
    previous = None if first else before or _edition(SEPTEMBER)
    known = [] if first or previous is None else [*history] or [_edition(LAST_YEAR), previous]
    edition, _ = make_edition(
        of, listed, campaigns(), previous, _units(known[:-1]), used if method else None
    )
    cards, features = shipped_cards(), of.features(listed, method)
    return Publication(
        edition=edition,
        record=month_record(features, (), map(past_month, known)),
        difference=diff(previous, edition, None, rule=rank_rule(used)) if previous else None,
        outline=outline(used, cards),
        names=names_in((CONFIG / "features.toml", CONFIG / "methods" / "shanghai.toml"), language),
        standing=standing,
    )


@cache
def small_publication() -> Publication:
    """Return the ordinary one: October 2026, with all there is to publish."""
    return make_publication()


def hostile_publication() -> Publication:
    """Return the ordinary one, revised, with something hostile in every text from outside."""
    standing = Standing(State.REVISED, datetime(2026, 11, 9, tzinfo=UTC), 2, Reason.C, "更正")
    return spoiled(replace(small_publication(), standing=standing))


def shipped_publishing(**rules: Any) -> Publishing:
    """Return how an office publishes that changed nothing, or some rules only."""
    return Publishing(PublishRules.model_validate(rules), load_text(CONFIG / "text.toml"))


def office_list(**changes: Any) -> ListFile:
    """Return the list file of the small office."""
    return make_list(
        **{
            "title": "政务新媒体传播影响力榜",
            "offices": ["市委网信办", "市政府新闻办"],
            "notes": ["数据采集截至次月3日。"],
        }
        | changes
    )


def small_office(month: Month = OCTOBER) -> Office:
    """Return the office in a month; months that are not told are like October."""
    office = Office(month=month, channels=[channel(f"{t}:{n}", t) for n, t in _CHANNELS])
    column = {LAST_YEAR: 1, SEPTEMBER: 2}.get(month, 3)
    for place, (unit, known) in enumerate(_VIGOUR.items()):
        vigour = known[column]
        if isinstance(vigour, int):
            group, weibo = known[0], f"weibo:{1000 + place}"
            office.roster.append(account(f"wechat:{unit}", unit, group, name=f"{unit}发布"))
            office.roster.append(account(weibo, unit, group, name=f"{unit}微博"))
            _fill(office, place, unit, vigour)
    return office


def _fill(office: Office, place: int, unit: str, vigour: int) -> None:
    """Give a unit its posts and their reprints; who is liveliest has a post with 10万+ reads."""
    for number in range(1 + vigour // 2 if vigour else 0):
        key = f"{unit}-{office.month}-{number}"
        wechat = _post(key, f"wechat:{unit}", office.month, number, place)
        wechat |= {"reads": 900 * vigour**2 + 37 * number, "likes": 20 * vigour, "comments": vigour}
        if vigour == 8 and number == 0:
            wechat |= {"reads": 100_000, "censored": ["reads"]}
        weibo = _post(f"{key}-w", f"weibo:{1000 + place}", office.month, number, place)
        weibo |= {"likes": 30 * vigour, "comments": 2 * vigour, "reposts": 5 * vigour}
        office.posts += [wechat, weibo | {"title": None, "text": f"#健康生活#{wechat['title']}"}]
        office.reprints += _reprints(key, office.month, 3 * vigour - number)


def _post(post_id: str, account_id: str, month: Month, number: int, place: int) -> Row:
    """Return a post; every third one does not say whether it is original."""
    return post(
        post_id,
        account_id,
        _at(month, 3 + number),
        title=f"{_TITLES[(number + place) % len(_TITLES)]}（{place}-{number}）",
        topics=[_TOPICS[(place + number) % len(_TOPICS)]],
        url=f"https://example.com/{month}/{place}/{number}",
        original=(None, True, True, False)[(place + number) % 4],
    )


def _reprints(post_id: str, month: Month, count: int) -> list[Row]:
    channels = [f"{type_}:{name}" for name, type_ in _CHANNELS]
    return [
        reprint(f"{post_id}/{n}", post_id, channels[n % len(channels)], published_at=_at(month, 20))
        for n in range(max(count, 0))
    ]


def _at(month: Month, day: int) -> datetime:
    return datetime(month.year, month.number, day, 4, tzinfo=UTC)


def campaigns() -> tuple[Campaign, ...]:
    """Return the two campaigns of October 2026; nobody took part in the second."""
    common = {"points_per_post": "0.5", "cap": "5", "start": "2026-10-01", "end": "2026-10-31"}
    return (
        Campaign.model_validate(
            common | {"id": "national-day", "name": "国庆主题宣传", "keywords": ["国庆"]}
        ),
        Campaign.model_validate(common | {"id": "expo", "name": "进博会", "keywords": ["进博"]}),
    )


@cache
def _edition(month: Month) -> Edition:
    return make_edition(small_office(month), office_list())[0]


def _units(editions: Iterable[Edition]) -> set[str]:
    return {row.unit for edition in editions for board in edition.boards for row in board.rows}
