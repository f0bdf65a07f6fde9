"""Editions as JSON and back."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import UTC, date, datetime

import pytest

from ranking.editions.canonical import canonical_json
from ranking.errors import DataError
from ranking.model.adjustment import Adjustment, Kind
from ranking.model.edition import (
    Board,
    BoardRow,
    CampaignResult,
    CampaignUnit,
    Coverage,
    Edition,
    Match,
    MeasureCoverage,
    MethodRef,
    Note,
    Part,
    PlatformStatistics,
    Statistics,
    TopPost,
    TopPosts,
)
from ranking.model.edition_json import edition_from_dict, edition_to_dict, from_json, to_json
from ranking.model.roster import Channel
from tests.builders.adjusted import adjustment

WHEN = datetime(2026, 11, 1, 8, 30, 0, 123456, tzinfo=UTC)
STATISTICS = Statistics({"weibo": PlatformStatistics(3, 1, 2)}, {"reads": None, "likes": 4}, None)
PART = Part("channels", None, "missing", 0.2, None, None, "No reprint table was imported.")
ROW = BoardRow(1, "甲区", 0.1 + 0.2, 0.0, 1 / 3, None, "first", None, {"channels": PART})
POST = TopPost(1, "p", "题", "甲区", "a", "甲", "weibo", WHEN, None, {"reads": 5}, ("reads",), 2)
CAMPAIGN = CampaignResult(
    "c", "主题", date(2026, 10, 1), date(2026, 10, 7), 1, (CampaignUnit("甲区", "各区", 1, 0.1),)
)
EDITION = Edition(
    list_id="main",
    title="榜",
    offices=("某办",),
    month="2026-10",
    revision=1,
    state="draft",
    created_at=WHEN,
    method=MethodRef("shanghai", "1", "0" * 64),
    inputs={"roster": "1" * 64},
    engine="0.1.0",
    synthetic=True,
    decimals=2,
    boards=(Board("communication", "传播力指数", "各区", (ROW,), ("乙区",)),),
    statistics=STATISTICS,
    previous_statistics=None,
    top_posts=TopPosts("reads", (POST,)),
    campaigns=(CAMPAIGN,),
    coverage=Coverage(
        1, 1, 1, 1, {"weibo": 3}, {"weibo": {"reads": MeasureCoverage(1, 2, 0)}}, False, 0, 0
    ),
    notes=(Note("x", "{n} posts", {"n": 1, "f": 0.5, "s": "文"}),),
    footnotes=("注",),
)


def test_an_edition_survives_json_without_loss() -> None:
    """Every float keeps its last bit, dates and tuples come back as they were."""
    text = json.dumps(edition_to_dict(EDITION), ensure_ascii=False)
    assert edition_from_dict(json.loads(text)) == EDITION


def test_a_float_that_json_wrote_as_an_integer_is_a_float_again() -> None:
    """Some writers turn 1.0 into 1."""
    data = to_json(CAMPAIGN) | {
        "units": [to_json(CampaignUnit("甲", "组", 1, 1.0)) | {"points": 1}]
    }
    points = from_json(CampaignResult, data).units[0].points
    assert isinstance(points, float)


def test_other_objects_of_the_model_survive_too() -> None:
    """Matches are stored beside the edition."""
    match = Match("c", "p", "甲区", "题", "词", "text")
    assert from_json(Match, json.loads(json.dumps(to_json(match)))) == match


def test_decimals_and_enumerations_survive_as_text() -> None:
    """Points keep every digit, and the zeros written after them."""
    one = adjustment(1, Kind.AWARD, "甲区", points="0.10")
    data = to_json(one)
    assert (data["kind"], data["points"], data["status"]) == ("award", "0.10", "confirmed")
    assert type(data["kind"]) is str
    back = from_json(Adjustment, json.loads(canonical_json(one)))
    assert (back, str(back.points), back.kind) == (one, "0.10", Kind.AWARD)


@pytest.mark.parametrize("points", [0.1, 1, "x", "NaN", "-Infinity", True, ["1"]])
def test_a_decimal_is_read_from_the_text_of_a_number_alone(points: object) -> None:
    """A float has lost digits already."""
    data = to_json(adjustment(1, Kind.AWARD, "甲区", points="0.10")) | {"points": points}
    with pytest.raises(DataError, match="stored adjustment cannot be read"):
        from_json(Adjustment, data)


def test_what_an_older_program_did_not_know_is_as_by_default() -> None:
    """A channel of a snapshot of before; a key that is needed may not be missing."""
    channel = Channel("c", "甲", "client", ("乙",), 0.5, "x.csv", "central", ("d",))
    data = to_json(channel)
    assert (data["tier"], data["merged"]) == ("central", ["d"])
    assert from_json(Channel, data) == channel
    old = {name: value for name, value in data.items() if name not in ("tier", "merged")}
    assert from_json(Channel, old) == Channel("c", "甲", "client", ("乙",), 0.5, "x.csv")
    with pytest.raises(DataError, match="stored channel cannot be read"):
        from_json(Channel, {name: value for name, value in data.items() if name != "origin"})


@pytest.mark.parametrize(
    "change",
    [
        {"created_at": "yesterday"},
        {"boards": [{}]},
        {"unknown": 1},
        {"statistics": None},
        {"boards": 3},
    ],
)
def test_another_shape_is_refused_with_what_to_do(change: dict[str, object]) -> None:
    """Never a half-read edition."""
    with pytest.raises(DataError, match="stored edition cannot be read") as caught:
        edition_from_dict(edition_to_dict(EDITION) | change)
    assert "draft the month again" in caught.value.hint


def test_reading_an_edition_needs_no_heavy_library() -> None:
    """So that showing a stored edition starts fast."""
    code = (
        "import sys, ranking.model.edition_json;"
        "print([m for m in ('polars', 'pydantic', 'numpy', 'sqlalchemy') if m in sys.modules])"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"
