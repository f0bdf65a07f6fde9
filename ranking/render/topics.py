"""The view of the month's hot topics."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ranking.i18n import Translator
from ranking.model.month_record import HotTopic
from ranking.render.figures import Figure, count
from ranking.render.safe import line


@dataclass(frozen=True)
class TopicView:
    """One topic."""

    rank: Figure
    topic: str
    posts: Figure
    units: Figure


@dataclass(frozen=True)
class TopicsView:
    """The hot topics under their heading."""

    title: str
    rows: tuple[TopicView, ...]


def topics_view(topics: Sequence[HotTopic], tr: Translator) -> TopicsView:
    """Decide texts and figures of the topics."""
    return TopicsView(
        title=tr("Hot topics"),
        rows=tuple(
            TopicView(count(t.rank), f"#{line(t.topic)}#", count(t.posts), count(t.units))
            for t in topics
        ),
    )
