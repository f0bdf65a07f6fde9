"""Adjustments in an explanation: on a terminal and as JSON."""

import json
from dataclasses import replace

import pytest

from ranking.model.adjustment import Kind
from ranking.render.explain_console import explanation as page
from ranking.render.json_edition import explanation_json
from tests.builders.adjusted import adjustment

MADE = (
    adjustment(3, Kind.DEDUCT, "黄浦区", points="0.50"),
    adjustment(8, Kind.NOTE, "黄浦区", text="数据补报于三日。"),
)


def test_what_was_done_why_and_by_whom_is_told(explanation, en, printed):
    """Number, points, reason, both people, evidence by name and hash; the text of a note."""
    text = printed(page(replace(explanation, adjustments=MADE), en, 400), 400)
    told = text[text.index("Adjustments") :].split("\n")
    assert told[1].strip() == (
        "· Adjustment 3: 0.50 points are deducted from 黄浦区 "
        "(reason: 经核实; evidence: eeeeeeeeeeee)."
    )
    assert told[2].strip() == (
        f"Proposed by 张三, confirmed by 李四; evidence 函.pdf, SHA-256 {'e' * 64}"
    )
    assert told[4].strip() == "数据补报于三日。"


def test_without_adjustments_nothing_is_said_of_them(explanation, en, printed):
    """No heading over nothing."""
    assert "djustment" not in printed(page(explanation, en, 100), 100)


def test_as_json_an_adjustment_is_whole(explanation):
    """Points as decimal text, instants in UTC."""
    told = json.loads(explanation_json(replace(explanation, adjustments=MADE)))
    assert told["adjustments"][0] == {
        "number": 3,
        "kind": "deduct",
        "target": "黄浦区",
        "unit": None,
        "points": "0.50",
        "text": None,
        "reason": "经核实",
        "evidence_name": "函.pdf",
        "evidence_sha256": "e" * 64,
        "author": "张三",
        "author_user": "zhangsan",
        "at": "2026-11-02T01:00:00Z",
        "decided_by": "李四",
        "decided_user": "lisi",
        "decided_at": "2026-11-02T02:00:00Z",
    }


@pytest.mark.parametrize("width", [40, 100])
def test_hostile_texts_stay_inside(explanation, hostile_texts, zh, printed, width):
    """Reasons, names and notes neither act nor break the width."""
    made = [
        adjustment(n, Kind.NOTE, text, text=text, reason=text, person=text, evidence_name=text)
        for n, text in enumerate(hostile_texts, start=1)
    ]
    text = printed(page(replace(explanation, adjustments=tuple(made)), zh, width), width)
    assert "\x1b" not in text
    assert "\u202e" not in text
