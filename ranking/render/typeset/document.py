"""The data of a document: the view as plain lists and texts, with the places of what is drawn.

Every text is the view's own. Drawn lengths are shares of 1, computed from the view's numbers.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any

from ranking.i18n import Translator
from ranking.render.boards import BoardView, RowView
from ranking.render.campaigns import CampaignView
from ranking.render.figures import Figure
from ranking.render.method_view import IndexView
from ranking.render.month_figures import Fact
from ranking.render.posts import PostsView, PostView
from ranking.render.publication_view import PublicationView
from ranking.render.text_view import Sentence, TextSection
from ranking.render.topics import TopicsView
from ranking.render.trend import TrendPoint
from ranking.render.view import EditionView

Data = dict[str, Any]
"""What JSON can hold; the keys are those the templates read."""
_LONGEST_LINK = 2000


def document(view: PublicationView, tr: Translator) -> Data:
    """Return everything that may be printed of a publication; ``tr`` is of the view's language."""
    edition = view.edition
    return {
        "language": view.language,
        **_head(view),
        "words": asdict(view.headings) | asdict(edition.labels) | _words(tr),
        "facts": [_fact(fact) for fact in edition.statistics],
        "text": [_section(section) for section in view.text],
        "boards": [_board(board) for board in edition.boards],
        "posts": [_posts(posts) for posts in (edition.top_posts, view.most_reprinted)],
        "topics": _topics(view.topics),
        "campaigns": [_campaign(campaign) for campaign in edition.campaigns],
        "indexes": [_index(index) for index in view.formula.indexes],
        **_foot(edition),
    }


def _words(tr: Translator) -> Data:
    """Return the few words that no other format needs."""
    return {
        "summary": tr("The month in words"),
        "of_account": tr("Unit and account"),
    }


def _head(view: PublicationView) -> Data:
    edition, rules = view.edition, view.rules
    return {
        "title": edition.title,
        "subtitle": edition.subtitle,
        "offices": edition.offices,
        "warning": edition.warning,
        "synthetic": edition.synthetic,
        "red_header": rules.red_header or "",
        "document_number": rules.document_number or "",
    }


def _foot(edition: EditionView) -> Data:
    return {
        "remarks": {"notes": edition.notes},
        "coverage": {"notes": edition.coverage},
        "provenance": [{"label": f.label, "text": f.figure.text} for f in edition.provenance],
    }


def _fact(fact: Fact) -> Data:
    return {"label": fact.label, "figure": fact.figure.text, "detail": fact.detail}


def _section(section: TextSection) -> Data:
    return {
        "heading": section.heading,
        "paragraphs": [
            [piece for sentence in paragraph for piece in _pieces(sentence)]
            for paragraph in section.paragraphs
        ],
    }


def _pieces(sentence: Sentence) -> list[Data]:
    """Return words that may come from outside (a title, a name) apart from our own."""
    return [
        {"plain": piece} if isinstance(piece, str) else {"word": piece.text}
        for piece in sentence.pieces
    ]


def _board(board: BoardView) -> Data:
    legend = tuple(dict.fromkeys(part.label for row in board.rows for part in row.parts))
    return {
        "title": board.title,
        "features": [feature.label for feature in board.features],
        "legend": legend,
        "has_bonus": board.has_bonus,
        "has_trend": any(row.trend for row in board.rows),
        "rows": [_row(row, legend) for row in board.rows],
        "dropped": board.dropped,
        "notes": board.footnotes,
    }


def _row(row: RowView, legend: Sequence[str]) -> Data:
    return {
        "rank": row.rank.text,
        "place": row.rank.value if row.honoured else 0,
        "change": row.change.text,
        "tone": row.change.tone,
        "unit": row.unit,
        "index": row.index.text,
        "bonus": row.bonus.text,
        "total": row.total.text,
        "previous": row.previous.text,
        "counts": _texts(row.counts),
        "segments": _segments(row, legend),
        "trend": _curve(row.trend),
    }


def _segments(row: RowView, legend: Sequence[str]) -> list[Data]:
    """Return the pieces of the bar, as shares of the longest bar; ``part`` -1 is the bonus.

    An index that is not a sum of points is one piece, coloured as a first part would be.
    """
    if not row.total.value or row.total.value < 0:
        return []
    index = max(0.0, row.index.value or 0.0) / row.total.value
    bonus = max(0.0, row.bonus.value or 0.0) / row.total.value
    parts = [(legend.index(part.label), part.share) for part in row.parts] or [(0, 1.0)]
    drawn = [*((place, share * index) for place, share in parts if share > 0), (-1, bonus)]
    whole = max(1.0, sum(length for _, length in drawn))
    return [
        {"part": place, "length": length / whole * row.share} for place, length in drawn if length
    ]


def _curve(trend: Sequence[TrendPoint]) -> list[float | None]:
    """Return the totals between the least (0) and the greatest (1); null = no total."""
    known = [value for point in trend if (value := point.total.value) is not None]
    if not known:
        return []
    least, reach = min(known), max(known) - min(known)
    return [
        None if (value := point.total.value) is None else (value - least) / reach if reach else 0.5
        for point in trend
    ]


def _posts(posts: PostsView) -> Data:
    return {
        "title": posts.title,
        "main": posts.main,
        "measures": posts.measures,
        "rows": [_post(post) for post in posts.rows],
        "notes": posts.notes,
    }


def _post(post: PostView) -> Data:
    return {
        "rank": post.rank.text,
        "headline": post.title,
        "unit": post.unit,
        "account": post.account,
        "platform": post.platform,
        "published": post.published,
        "url": post.url if _may_be_followed(post.url) else "",
        "main": post.main.text,
        "counts": _texts(post.counts),
    }


def _may_be_followed(url: str) -> bool:
    """Tell whether an address is a plain one of the web: nothing else becomes a link."""
    web = url.startswith(("https://", "http://"))
    return web and url.isascii() and " " not in url and len(url) <= _LONGEST_LINK


def _topics(topics: TopicsView) -> Data:
    return {
        "title": topics.title,
        "rows": [
            {
                "rank": row.rank.text,
                "topic": row.topic,
                "posts": row.posts.text,
                "units": row.units.text,
            }
            for row in topics.rows
        ],
    }


def _campaign(campaign: CampaignView) -> Data:
    return {
        "name": campaign.name,
        "summary": campaign.summary,
        "rows": [
            {"unit": r.unit, "group": r.group, "posts": r.posts.text, "points": r.points.text}
            for r in campaign.rows
        ],
        "notes": campaign.notes,
    }


def _index(index: IndexView) -> Data:
    return {
        "name": index.name,
        "formula": [index.formula, index.rules] if index.rules else [index.formula],
        "rows": [
            {
                "depth": node.depth,
                "label": node.label,
                "effective": node.effective.text,
                "formula": node.formula,
                "missing": node.missing,
            }
            for node in index.nodes
        ],
    }


def _texts(figures: Iterable[Figure]) -> list[str]:
    return [figure.text for figure in figures]
