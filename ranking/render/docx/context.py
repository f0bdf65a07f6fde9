"""What an office's own Word template may print: plain texts, lists and dictionaries of them.

Every text is ready to be printed; docs/word.md describes each name.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from ranking.render.boards import BoardView, RowView
from ranking.render.campaigns import CampaignView
from ranking.render.docx.words import day
from ranking.render.figures import Figure
from ranking.render.month_figures import Fact
from ranking.render.posts import PostsView, PostView
from ranking.render.publication_view import PublicationView
from ranking.render.safe import line
from ranking.render.text_view import TextSection
from ranking.render.topics import TopicsView

Values = dict[str, Any]


def context(view: PublicationView) -> Values:
    """Return name → value of everything a template may ask for."""
    edition, rules = view.edition, view.rules
    return {
        "title": edition.title,
        "subtitle": edition.subtitle,
        "offices": edition.offices,
        "month": view.month,
        "revision": view.revision,
        "language": view.language,
        "date": day(edition.created_at, view.language),
        "warning": edition.warning,
        "synthetic": edition.synthetic,
        "red_header": line(rules.red_header or ""),
        "document_number": line(rules.document_number or ""),
        "labels": asdict(edition.labels),
        "text": [_section(section) for section in view.text],
        "boards": [_board(board) for board in edition.boards],
        "statistics": _facts(edition.statistics),
        "top_posts": _posts(edition.top_posts),
        "most_reprinted": _posts(view.most_reprinted),
        "topics": _topics(view.topics),
        "campaigns": [_campaign(campaign) for campaign in edition.campaigns],
        "coverage": list(edition.coverage),
        "notes": list(edition.notes),
        "provenance": _facts(edition.provenance),
    }


def _section(section: TextSection) -> Values:
    paragraphs = [line("".join(s.text for s in sentences)) for sentences in section.paragraphs]
    return {"heading": line(section.heading), "paragraphs": paragraphs}


def _board(board: BoardView) -> Values:
    return {
        "title": board.title,
        "index": board.index_name,
        "group": board.group,
        "features": [feature.label for feature in board.features],
        "has_bonus": board.has_bonus,
        "rows": [_row(row) for row in board.rows],
        "dropped": board.dropped,
        "footnotes": list(board.footnotes),
    }


def _row(row: RowView) -> Values:
    return {
        "rank": row.rank.text,
        "change": row.change.text,
        "tone": row.change.tone,
        "unit": row.unit,
        "index": row.index.text,
        "bonus": row.bonus.text,
        "total": row.total.text,
        "previous": row.previous.text,
        "counts": _texts(row.counts),
    }


def _posts(posts: PostsView) -> Values:
    return {
        "title": posts.title,
        "main": posts.main,
        "measures": list(posts.measures),
        "rows": [_post(post) for post in posts.rows],
        "notes": list(posts.notes),
    }


def _post(post: PostView) -> Values:
    return {
        "rank": post.rank.text,
        "title": post.title,
        "unit": post.unit,
        "account": post.account,
        "platform": post.platform,
        "published": post.published,
        "url": post.url,
        "main": post.main.text,
        "counts": _texts(post.counts),
        "reads": post.reads.text,
        "reprints": post.passed_on.text,
    }


def _topics(topics: TopicsView) -> Values:
    rows = [
        {"rank": t.rank.text, "topic": t.topic, "posts": t.posts.text, "units": t.units.text}
        for t in topics.rows
    ]
    return {"title": topics.title, "rows": rows}


def _campaign(campaign: CampaignView) -> Values:
    rows = [
        {"unit": r.unit, "group": r.group, "posts": r.posts.text, "points": r.points.text}
        for r in campaign.rows
    ]
    return {
        "name": campaign.name,
        "start": campaign.start,
        "end": campaign.end,
        "summary": campaign.summary,
        "rows": rows,
        "notes": list(campaign.notes),
    }


def _facts(facts: Sequence[Fact]) -> list[Values]:
    return [{"label": f.label, "text": f.figure.text, "detail": f.detail} for f in facts]


def _texts(figures: Sequence[Figure]) -> list[str]:
    return [figure.text for figure in figures]
