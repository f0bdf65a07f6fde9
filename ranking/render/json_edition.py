"""The JSON contract of ``show`` and ``explain``: full precision, the same bytes every time."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from ranking.model.adjustment import Adjustment
from ranking.model.edition import (
    Board,
    BoardRow,
    CampaignResult,
    Edition,
    Note,
    Statistics,
    TopPost,
    TopPosts,
)
from ranking.model.explanation import BoardExplanation, Explanation
from ranking.render.wire import instant, json_text

Record = dict[str, Any]


def edition_json(edition: Edition) -> str:
    """Return an edition as JSON text; null is "not observed", and language plays no part."""
    return json_text(edition_record(edition))


def explanation_json(explanation: Explanation) -> str:
    """Return an explanation as JSON text."""
    return json_text(explanation_record(explanation))


def edition_record(edition: Edition) -> Record:
    """Return an edition as plain dicts and lists in the order of the contract."""
    return {
        "list": edition.list_id,
        "title": edition.title,
        "offices": list(edition.offices),
        "synthetic": edition.synthetic,
        "month": edition.month,
        "revision": edition.revision,
        "state": edition.state,
        "created_at": instant(edition.created_at),
        "engine": edition.engine,
        "decimals": edition.decimals,
        "method": asdict(edition.method),
        "inputs": dict(edition.inputs),
        "coverage": asdict(edition.coverage) | {"notes": _notes(edition.coverage.notes)},
        "statistics": statistics_record(edition.statistics),
        "previous_statistics": edition.previous_statistics
        and statistics_record(edition.previous_statistics),
        "boards": [_board(board) for board in edition.boards],
        "top_posts": posts_record(edition.top_posts),
        "campaigns": [_campaign(result) for result in edition.campaigns],
        "notes": _notes(edition.notes),
        "footnotes": list(edition.footnotes),
    }


def _notes(notes: tuple[Note, ...]) -> list[Record]:
    return [
        {"code": n.code, "text": n.template.format(**n.params), "params": dict(n.params)}
        for n in notes
    ]


def statistics_record(figures: Statistics) -> Record:
    """Return a month in figures; the original rate is pooled over platforms, null = unknown."""
    known = sum(p.original_known for p in figures.platforms.values())
    originals = sum(p.originals for p in figures.platforms.values())
    return {
        "posts": sum(p.posts for p in figures.platforms.values()),
        "originals": originals if known else None,
        "original_known": known,
        "original_rate": originals / known if known else None,
        **asdict(figures),
    }


def _board(board: Board) -> Record:
    return {
        "index": board.index,
        "index_name": board.index_name,
        "group": board.group,
        "rows": [_row(row) for row in board.rows],
        "shown": board.shown,
        "dropped": list(board.dropped),
    }


def _row(row: BoardRow) -> Record:
    return asdict(row) | {"notes": _notes(row.notes)}


def posts_record(top: TopPosts) -> Record:
    """Return top posts and what they are ranked by."""
    return {"by": top.by, "rows": [_post(post) for post in top.rows]}


def _post(post: TopPost) -> Record:
    return asdict(post) | {
        "published_at": instant(post.published_at),
        "censored": list(post.censored),
    }


def _campaign(result: CampaignResult) -> Record:
    return asdict(result) | {
        "units": [asdict(unit) for unit in result.units],
        "notes": _notes(result.notes),
    }


def explanation_record(explanation: Explanation) -> Record:
    """Return an explanation as plain dicts and lists."""
    return {
        "month": explanation.month,
        "unit": explanation.unit,
        "group": explanation.group,
        "decimals": explanation.decimals,
        "method": asdict(explanation.method),
        "boards": [_board_explanation(board) for board in explanation.boards],
        "accounts": [asdict(account) for account in explanation.accounts],
        "top_posts": [_post(post) for post in explanation.top_posts],
        "channels": [asdict(channel) for channel in explanation.channels],
        "campaigns": [{"campaign": name, **asdict(unit)} for name, unit in explanation.campaigns],
        "matches": [asdict(match) for match in explanation.matches],
        "adjustments": [_adjustment(one) for one in explanation.adjustments],
        "notes": _notes(explanation.notes),
    }


def _board_explanation(board: BoardExplanation) -> Record:
    return asdict(board) | {"row": _row(board.row)}


def _adjustment(one: Adjustment) -> Record:
    """Return an adjustment in effect as plain values: instants in UTC, points as decimal text."""
    return {
        "number": one.number,
        "kind": one.kind.value,
        "target": one.target,
        "unit": one.unit,
        "points": None if one.points is None else f"{one.points:f}",
        "text": one.text,
        "reason": one.reason,
        "evidence_name": one.evidence_name,
        "evidence_sha256": one.evidence_sha256,
        "author": one.person,
        "author_user": one.actor,
        "at": instant(one.at),
        "decided_by": one.decided_by,
        "decided_user": one.decided_actor,
        "decided_at": one.decided_at and instant(one.decided_at),
    }
