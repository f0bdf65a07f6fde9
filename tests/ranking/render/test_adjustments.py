"""Adjustments for people and for machines; whatever somebody wrote, it stays a text."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from ranking.i18n import Translator
from ranking.model.adjustment import Adjustment, Kind, Status
from ranking.render.adjustments import lines, logged, machine_columns, record, sentence
from ranking.render.wire import json_text
from tests.builders.adjusted import PROPOSED, adjustment

EN = Translator("en")
HOSTILE = "=1+1\x1b[31m\u202e原因\x01\n第二行 [b]x[/b]"


@dataclass(frozen=True)
class Target:
    title: str | None
    name: str | None = "账号100"
    unit: str | None = "甲"
    withdrawn: bool = False


@dataclass(frozen=True)
class Adjusted:
    adjustment: Adjustment
    target: Target | None = None
    undone_by: int | None = None
    evidence: Path = Path("evidence", "e" * 64 + ".pdf")


OF_TARGETS = [
    ("exclude_post", Target("题"), "The post '题' (weibo:1, 甲) does not count."),
    (
        "include_post",
        Target("题", withdrawn=True),
        "The post '题' (weibo:1, 甲, withdrawn) counts.",
    ),
    ("exclude_account", Target(None), "No post of the account 账号100 (weibo:1, 甲) counts."),
    (
        "include_account",
        Target(None, None, None),
        "The posts of the account - (weibo:1, no unit) count.",
    ),
    ("attribute_post", None, "The post weibo:1 counts for 乙."),
    ("attribute_account", None, "The posts of the account weibo:1 count for 乙."),
]
OF_UNITS = [
    ("award", "甲", {"points": "0.50"}, "甲 gets 0.50 bonus point(s)."),
    ("deduct", "甲", {"points": "1"}, "甲 loses 1 bonus point(s)."),
    ("note", "", {"text": "停更"}, "Below the boards stands: 停更"),
    ("note", "甲", {"text": "停更"}, "Below the boards stands, on 甲: 停更"),
    ("undo", "3", {}, "Number 3 counts no more."),
]


@pytest.mark.parametrize(("kind", "target", "said"), OF_TARGETS)
def test_a_post_or_account_is_told_with_its_owner(kind, target, said) -> None:
    """With title, account and unit where they are known, else by its id."""
    assert sentence(Adjusted(adjustment(1, kind, "weibo:1", unit="乙"), target), EN) == said


@pytest.mark.parametrize(("kind", "target", "more", "said"), OF_UNITS)
def test_points_notes_and_undoings_are_told(kind, target, more, said) -> None:
    """Points as they were written; a note says on whom it is."""
    assert sentence(Adjusted(adjustment(1, kind, target, **more)), EN) == said


def test_no_kind_is_without_a_sentence() -> None:
    """A kind that is added has to be told."""
    assert all(sentence(Adjusted(adjustment(1, kind, "x", unit="乙")), EN) for kind in Kind)


@pytest.mark.parametrize("width", [40, 80, 120])
def test_texts_from_outside_steer_no_terminal(width) -> None:
    """Escape sequences, directions and line breaks go; the rest is wrapped and none of it cut."""
    one = adjustment(
        1,
        "note",
        "",
        text=HOSTILE,
        reason=HOSTILE * 9,
        evidence_name=HOSTILE,
        person=HOSTILE,
        status=Status.REJECTED,
        decision=HOSTILE,
    )
    printed = "\n".join(lines([Adjusted(one, Target(HOSTILE), undone_by=4)], EN, width))
    assert all(c == "\n" or c.isprintable() for c in printed)
    assert printed.count("原") == printed.count("因") == 9 + 4
    assert "rejected, undone by #4" in printed


def test_a_record_is_plain_values(zh) -> None:
    """Instants in UTC, points as they were written; the columns of a pipe are its keys."""
    one = Adjusted(adjustment(1, "award", "甲", points="0.50"))
    found = record(one)
    assert list(found) == [column.key for column in machine_columns()]
    assert (found["points"], found["at"]) == ("0.50", "2026-11-02T01:00:00Z")
    assert (found["evidence_file"], found["title"]) == (f"evidence/{'e' * 64}.pdf", None)
    waiting = record(Adjusted(adjustment(1, "award", "甲", points="1", **PROPOSED)))
    assert waiting["decided_at"] is None
    assert json_text([found, waiting])


def test_an_event_tells_which_adjustment_and_why() -> None:
    """The decision's reason where there is one, else that of the proposal."""
    detail = {"number": 2, "kind": "award", "target": "甲", "points": "1", "reason": HOSTILE}
    assert logged(detail, EN) == "no. 2, points awarded 甲 1: =1+1原因 第二行 [b]x[/b]"
    assert logged(detail | {"decision": "证据不足"}, EN).endswith(": 证据不足")
