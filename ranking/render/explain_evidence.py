"""What a unit's month is made of: its accounts, channels, campaigns and matching posts."""

from __future__ import annotations

from rich.console import RenderableType

from ranking.i18n import Translator
from ranking.model.edition import Match
from ranking.model.explanation import AccountShare, Explanation
from ranking.render.figures import count, points
from ranking.render.labels import (
    channel_type_names,
    heading,
    labels,
    measure_names,
    named,
    platform_names,
)
from ranking.render.safe import line
from ranking.render.tables import Column, Row, table


def accounts(explained: Explanation, tr: Translator, width: int) -> list[RenderableType]:
    """Return the unit's accounts with their posts and counts."""
    if not explained.accounts:
        return []
    names, words = measure_names(tr), labels(tr)
    measures = [m for m in names if any(m in a.counts for a in explained.accounts)]
    columns = [
        Column("name", words.account, flexible=True),
        Column("platform", words.platform),
        Column("posts", words.posts, right=True),
        *([Column(m, heading(names[m]), right=True) for m in measures] if width >= 60 else []),
    ]
    rows = [_account(share, measures, tr) for share in explained.accounts]
    return [table(tr("Accounts"), columns, rows, width)]


def _account(share: AccountShare, measures: list[str], tr: Translator) -> Row:
    return {
        "name": line(share.name),
        "platform": named(platform_names(tr), share.platform),
        "posts": count(share.posts).text,
        **{m: count(share.counts.get(m)).text for m in measures},
    }


def channels(explained: Explanation, tr: Translator, width: int) -> list[RenderableType]:
    """Return the channels that carried the unit's posts most often."""
    if not explained.channels:
        return []
    types = channel_type_names(tr)
    columns = [
        Column("name", tr("Channel"), flexible=True),
        Column("type", tr("Type")),
        Column("reprints", labels(tr).reprints, right=True),
    ]
    rows: list[Row] = [
        {"name": line(c.name), "type": named(types, c.type), "reprints": count(c.reprints).text}
        for c in explained.channels
    ]
    return [table(tr("Channels"), columns, rows, width)]


def campaigns(explained: Explanation, tr: Translator, width: int) -> list[RenderableType]:
    """Return the unit's posts and points per campaign."""
    if not explained.campaigns:
        return []
    words = labels(tr)
    columns = [
        Column("campaign", words.campaign, flexible=True),
        Column("posts", words.posts, right=True),
        Column("points", words.points, right=True),
    ]
    rows: list[Row] = [
        {
            "campaign": line(name),
            "posts": count(unit.posts).text,
            "points": points(unit.points, explained.decimals).text,
        }
        for name, unit in explained.campaigns
    ]
    return [table(words.campaigns, columns, rows, width)]


def matches(explained: Explanation, tr: Translator, width: int) -> list[RenderableType]:
    """Return the posts that count for a campaign, each with the word that matched."""
    if not explained.matches:
        return []
    words = labels(tr)
    columns = [
        Column("title", words.title, flexible=True),
        Column("word", tr("Matching word"), flexible=True),
        Column("found_in", tr("Found in")),
        *([Column("campaign", words.campaign, flexible=True)] if width >= 60 else []),
    ]
    rows = [_match(match, tr) for match in explained.matches]
    return [table(tr("Posts that match a campaign"), columns, rows, width)]


def _match(match: Match, tr: Translator) -> Row:
    places = {"title": tr("title"), "text": tr("text"), "topics": tr("topics")}
    return {
        "title": line(match.title),
        "word": line(match.word),
        "found_in": places[match.found_in],
        "campaign": line(match.campaign),
    }
