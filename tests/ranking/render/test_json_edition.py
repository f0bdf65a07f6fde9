"""The JSON contract: keys, full precision, null for missing, the same bytes every time."""

import json
from dataclasses import replace

import pytest

from ranking.render.json_edition import edition_json, explanation_json
from ranking.render.wire import json_text


def test_the_contract_has_its_keys(edition):
    """What the design promises of ``show`` is there under these names."""
    record = json.loads(edition_json(edition))
    assert record["list"] == "shanghai"
    assert record["created_at"] == "2026-11-03T01:00:00.123456Z"
    assert record["method"] == {"id": "shanghai", "version": "1", "sha256": "5f" * 32}
    assert {"title", "synthetic", "month", "revision", "state", "inputs", "coverage"} <= set(record)
    assert {"statistics", "boards", "top_posts", "campaigns", "notes"} <= set(record)
    board = record["boards"][0]
    assert list(board) == ["index", "index_name", "group", "rows", "shown", "dropped"]
    assert set(board["rows"][0]) == {
        "rank",
        "unit",
        "value",
        "bonus",
        "total",
        "previous_rank",
        "change",
        "moved",
        "parts",
        "notes",
    }


def test_numbers_keep_every_digit(edition):
    """Floats come back equal to the last bit."""
    rows = json.loads(edition_json(edition))["boards"][0]["rows"]
    assert [row["total"] for row in rows] == [row.total for row in edition.boards[0].rows]


def test_missing_is_null_and_has_its_reason(without_reads):
    """A count nobody observed is null, with status and reason, and never 0."""
    row = json.loads(edition_json(without_reads))["boards"][2]["rows"][0]
    part = row["parts"]["total_reads"]
    assert (part["count"], part["status"], part["reason"]) == (
        None,
        "missing",
        "No post has reads.",
    )
    note = row["notes"][0]
    assert note == {
        "code": "reweighted",
        "text": "computed without total_reads",
        "params": {"feature": "total_reads"},
    }


def test_pooled_rate_is_there_and_null_where_unknown(edition, without_reads):
    """The rate is originals by posts of known originality, over all platforms."""
    assert json.loads(edition_json(edition))["statistics"]["original_rate"] == 973 / 1600
    assert json.loads(edition_json(without_reads))["statistics"]["original_rate"] is None


def test_hostile_text_survives_exactly_and_harmlessly(hostile, hostile_texts):
    """Parsed, it is the same text; as bytes it holds nothing that acts on a terminal."""
    text = edition_json(hostile)
    assert json.loads(text)["footnotes"] == list(hostile_texts)
    assert not set(text) & set("\x1b\x07\x9b\u202e\u2066\u200f\u200b\x00")
    text.encode("utf-8")


def test_two_texts_are_identical_and_readable(edition):
    """Chinese is not escaped, and nothing depends on the run."""
    assert edition_json(edition) == edition_json(edition)
    assert "浦东新区" in edition_json(edition)


def test_a_part_names_its_feature(edition):
    """Parts are keyed by indicator; several may rest on one feature."""
    board = edition.boards[0]
    row = board.rows[0]
    part = row.parts["channels"]
    twice = replace(row, parts={"day": part, "post": part})
    stored = replace(edition, boards=(replace(board, rows=(twice,)),))
    found = json.loads(edition_json(stored))["boards"][0]["rows"][0]["parts"]
    assert {name: p["feature"] for name, p in found.items()} == {
        "day": "channels",
        "post": "channels",
    }


def test_an_explanation_has_its_parts(explanation):
    """Steps, gains and matches arrive under their names."""
    record = json.loads(explanation_json(explanation))
    assert record["boards"][0]["gains"][1]["needed"] is None
    assert record["boards"][0]["row"]["unit"] == "黄浦区"
    assert record["campaigns"][0]["campaign"] == "国庆主题宣传"
    assert record["matches"][0]["word"] == "国庆"
    assert record["top_posts"][0]["published_at"].endswith("Z")


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_what_json_has_no_form_for_is_refused(value):
    """NaN and infinity are not JSON."""
    with pytest.raises(ValueError, match="not JSON compliant"):
        json_text({"x": value})


def test_an_unknown_type_is_refused():
    """Nothing is turned into text by accident."""
    with pytest.raises(TypeError, match="set has no JSON form"):
        json_text({"x": {1}})
