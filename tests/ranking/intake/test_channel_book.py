"""The channels a table of reprints names."""

from __future__ import annotations

import polars as pl
import pytest

from ranking.intake.channel_book import ChannelBook
from ranking.schemas import CHANNELS

CLIENT = ("client:新浪", "新浪", "client", ["新浪网"], None, None, ["website:新浪网", "s9"])
OTHERS = [
    ("website:人民网", "人民网", "website", [], None, None, []),
    ("client:人民网", "人民网", "client", [], None, None, []),
]


def book(*more: tuple[object, ...]) -> ChannelBook:
    return ChannelBook(pl.DataFrame([CLIENT, *OTHERS, *more], schema=CHANNELS, orient="row"))


def found(book: ChannelBook, name: str | None, kind: str | None) -> tuple[str | None, str | None]:
    asked = pl.DataFrame({"channel": [name], "kind": [kind]}, schema=dict.fromkeys(KEYS, pl.String))
    return book.find(asked).row(0)


KEYS = ("channel", "kind")


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("client:新浪", None),
        ("s9", "weibo"),
        ("website:新浪网", None),
        ("新 浪", "client"),
        ("新浪网", "client"),
        ("新浪网", "website"),
        ("新浪网", None),
    ],
)
def test_ids_and_names_of_merged_channels_mean_the_one_they_were_merged_into(
    name: str, kind: str | None
) -> None:
    """Under the type that the merged one had too, and where no type is given."""
    assert found(book(), name, kind) == ("client:新浪", None)


def test_a_channel_of_the_type_wins_over_one_merged_into_another_type() -> None:
    """Without a type nobody can tell which is meant."""
    again = ("x", "新浪网", "website", [], None, None, [])
    assert found(book(again), "新浪网", "website") == ("x", None)
    assert found(book(again), "新浪网", None) == (None, "channel_ambiguous")


def test_a_channel_with_a_row_of_its_own_again_is_itself() -> None:
    again = ("website:新浪网", "新浪网", "website", [], None, None, [])
    assert found(book(again), "website:新浪网", None) == ("website:新浪网", None)


@pytest.mark.parametrize(
    ("name", "kind", "fault"),
    [
        (None, None, "channel_missing"),
        ("新浪", "website", "channel_unknown"),
        ("人民网", None, "channel_ambiguous"),
        ("某网", None, "channel_unknown"),
    ],
)
def test_what_cannot_be_found_has_a_fault(name: str | None, kind: str | None, fault: str) -> None:
    """A name that was not merged is not known under another type."""
    assert found(book(), name, kind) == (None, fault)


def test_accounts_are_added_as_they_turn_up_and_merged_ones_are_not_added_again() -> None:
    """Each once, in the shape of the channels there are."""
    merged = ("wechat:甲", "甲", "wechat", [], None, None, ["wechat:乙"])
    known = book(merged)
    assert found(known, "乙", "wechat") == ("wechat:甲", None)
    assert found(known, "新浪", "weibo") == ("weibo:新浪", None)
    new = known.add(pl.Series(["weibo:新浪", "wechat:甲", "weibo:新浪"]))
    assert new.schema == CHANNELS
    assert new.rows() == [("weibo:新浪", "新浪", "weibo", [], None, None, [])]
    assert known.add(pl.Series(["weibo:新浪"])).is_empty()
