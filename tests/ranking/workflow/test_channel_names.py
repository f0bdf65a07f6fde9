"""Which channel is meant."""

from __future__ import annotations

import pytest

from ranking.errors import UsageError
from ranking.model.roster import Channel
from ranking.workflow.channel_names import (
    all_names,
    find_channel,
    owners_of_names,
    sound_name,
)

SINA = Channel("client:新浪", "新浪", "client", ("新浪 网", "新浪"), None, "x", merged=("s9",))
SITE = Channel("website:人民网", "人民网", "website", (), None, "x")
APP = Channel("client:人民网", "人民网", "client", ("人民",), None, "x")
ALL = [SINA, SITE, APP]


@pytest.mark.parametrize("wanted", ["client:新浪", "s9", "新　浪", "新浪网"])
def test_a_channel_is_found_by_its_ids_and_names(wanted: str) -> None:
    assert find_channel(ALL, wanted) is SINA


def test_a_row_of_its_own_wins_over_the_id_of_a_merged_one() -> None:
    again = Channel("s9", "另一家", "client", (), None, "x")
    assert find_channel([again, *ALL], "s9") is again


def test_a_name_of_several_is_told_with_their_ids() -> None:
    with pytest.raises(UsageError, match="website:人民网, client:人民网") as caught:
        find_channel(ALL, "人民网")
    assert "by its id" in caught.value.hint_text()


def test_an_unknown_name_is_told_with_near_ones() -> None:
    with pytest.raises(UsageError, match="Did you mean '人民', '人民网'"):
        find_channel(ALL, "人民 报")


def test_each_name_is_owned_within_its_type() -> None:
    assert list(all_names(SINA)) == ["新浪", "新浪网"]
    owners = owners_of_names(ALL)
    assert owners["client", "人民网"] is APP
    assert owners["website", "人民网"] is SITE
    assert ("website", "人民") not in owners


@pytest.mark.parametrize("text", ["", " \u200b", "长" * 201, "坏\x1b[31m"])
def test_what_is_no_name_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match="cannot be the name of a channel"):
        sound_name(text)


def test_a_name_is_stored_as_it_is_printed() -> None:
    assert sound_name(" 甲\u3000 报\u200b（上海） ") == "甲 报(上海)"
