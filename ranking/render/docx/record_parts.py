"""Posts, topics and campaigns as attachments."""

from __future__ import annotations

from collections.abc import Sequence

from ranking.render.campaigns import CampaignView
from ranking.render.docx.parts import Attachment, Column, Part, Table, cells
from ranking.render.headings import Headings
from ranking.render.labels import Labels
from ranking.render.posts import PostsView
from ranking.render.topics import TopicsView


def posts_attachment(tables: Sequence[PostsView], title: str, words: Labels) -> list[Attachment]:
    """Return the tables of posts that have rows as one attachment, or none."""
    parts = tuple(
        Part(posts.title, table=_posts(posts, words), notes=posts.notes)
        for posts in tables
        if posts.rows
    )
    return [Attachment(title, parts)] if parts else []


def _posts(posts: PostsView, words: Labels) -> Table:
    columns = (
        Column(words.rank, "centre"),
        *(Column(heading, "text") for heading in (words.title, words.unit, words.account)),
        Column(words.platform, "centre"),
        *(Column(heading, "number") for heading in (posts.main, *posts.measures)),
    )
    rows = [
        cells(
            post.rank.text,
            post.title,
            post.unit,
            post.account,
            post.platform,
            post.main.text,
            *(figure.text for figure in post.counts),
        )
        for post in posts.rows
    ]
    return Table(columns, tuple(rows))


def topics_attachment(topics: TopicsView, labels: Labels, headings: Headings) -> list[Attachment]:
    """Return the hot topics as one attachment, or none."""
    columns = (
        Column(labels.rank, "centre"),
        Column(headings.topic, "text"),
        Column(labels.posts, "number"),
        Column(headings.units, "number"),
    )
    rows = [cells(t.rank.text, t.topic, t.posts.text, t.units.text) for t in topics.rows]
    part = Part(table=Table(columns, tuple(rows)))
    return [Attachment(topics.title, (part,))] if rows else []


def campaigns_attachment(campaigns: Sequence[CampaignView], words: Labels) -> list[Attachment]:
    """Return what each unit did for each campaign as one attachment, or none."""
    parts = tuple(_campaign(campaign, words) for campaign in campaigns)
    return [Attachment(words.campaigns, parts)] if parts else []


def _campaign(campaign: CampaignView, words: Labels) -> Part:
    columns = (
        Column(words.unit, "text"),
        Column(words.group, "text"),
        Column(words.posts, "number"),
        Column(words.points, "number"),
    )
    rows = tuple(cells(r.unit, r.group, r.posts.text, r.points.text) for r in campaign.rows)
    table = Table(columns, rows) if rows else None
    return Part(campaign.name, (campaign.summary,), table, campaign.notes)
