"""The view of one unit's month: its accounts, posts and channels."""

from __future__ import annotations

from dataclasses import dataclass

from ranking.i18n import Translator
from ranking.model.month_record import UnitRecord
from ranking.render.figures import Figure, count
from ranking.render.labels import channel_type_names, heading, measure_names, named, platform_names
from ranking.render.posts import PostsView, posts_view
from ranking.render.safe import line


@dataclass(frozen=True)
class AccountView:
    """One account; ``counts`` stand in the order of ``UnitView.measures``."""

    name: str
    platform: str
    posts: Figure
    counts: tuple[Figure, ...]


@dataclass(frozen=True)
class ChannelView:
    """One channel that carried the unit."""

    name: str
    type: str
    reprints: Figure


@dataclass(frozen=True)
class UnitView:
    """One unit, ready to be laid out; ``measures`` are the headings of the accounts' counts."""

    unit: str
    group: str
    measures: tuple[str, ...]
    accounts: tuple[AccountView, ...]
    top_posts: PostsView
    most_reprinted: PostsView
    channels: tuple[ChannelView, ...]


def unit_view(record: UnitRecord, tr: Translator) -> UnitView:
    """Decide texts and figures of a unit's month."""
    measures = measure_names(tr)
    platforms, types = platform_names(tr), channel_type_names(tr)
    return UnitView(
        unit=line(record.unit),
        group=line(record.group),
        measures=tuple(heading(name) for name in measures.values()),
        accounts=tuple(
            AccountView(
                name=line(a.name),
                platform=named(platforms, a.platform),
                posts=count(a.posts),
                counts=tuple(count(a.counts.get(m)) for m in measures),
            )
            for a in record.accounts
        ),
        top_posts=posts_view(record.top_posts, tr),
        most_reprinted=posts_view(record.most_reprinted, tr),
        channels=tuple(
            ChannelView(line(c.name), named(types, c.type), count(c.reprints))
            for c in record.channels
        ),
    )
