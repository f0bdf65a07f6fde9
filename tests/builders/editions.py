"""Editions of small offices."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import UTC, datetime

from ranking.campaigns import Campaign
from ranking.editions.assemble import assemble
from ranking.lists import ListFile
from ranking.methods.model import Method
from ranking.model.edition import Board, BoardRow, Edition, Match
from tests.builders.month import Office, Row, account, day, make_list, post, shanghai

NOW = datetime(2026, 11, 1, tzinfo=UTC)


def make_edition(
    office: Office,
    list_file: ListFile | None = None,
    campaigns: Sequence[Campaign] = (),
    previous: Edition | None = None,
    earlier: Collection[str] = (),
    method: Method | None = None,
) -> tuple[Edition, tuple[Match, ...]]:
    listed = list_file or make_list()
    return assemble(
        office.features(listed, method),
        method or shanghai(),
        listed,
        campaigns,
        previous,
        earlier,
        office.adjustments,
        created_at=NOW,
        revision=1,
        state="draft",
        inputs={"facts": "f" * 64},
        engine="0.1.0",
    )


def simple_office(*units: str, **reads: int | None) -> Office:
    """Return an office with one WeChat account a unit and one post for every unit with reads."""
    names = [*units, *reads]
    roster: list[Row] = [account(f"wechat:{name}", name) for name in names]
    posts = [
        post(f"p-{name}", f"wechat:{name}", reads=count, likes=count, comments=count)
        for name, count in reads.items()
    ]
    return Office(roster, posts)


def campaign(name: str, points: str, cap: str, **more: object) -> Campaign:
    """Return a campaign of October 2026 whose keyword is its name."""
    content = {"id": name, "name": name, "start": day(1), "end": day(31), "keywords": [name]}
    return Campaign.model_validate(content | {"points_per_post": points, "cap": cap} | more)


def board(edition: Edition, index: str = "influence", group: str = "各区") -> Board:
    return next(b for b in edition.boards if (b.index, b.group) == (index, group))


def row(edition: Edition, unit: str, index: str = "influence") -> BoardRow:
    return next(r for b in edition.boards if b.index == index for r in b.rows if r.unit == unit)
