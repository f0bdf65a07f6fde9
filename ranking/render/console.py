"""An edition on a terminal: header, figures, boards, top posts, campaigns, coverage, notes.

Columns are chosen by the width of the console. A rise is red and a fall green, as Chinese lists
print them; nothing else is coloured but the label of synthetic data.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from ranking.render.boards import BoardView
from ranking.render.campaigns import CampaignView
from ranking.render.console_board import board_table
from ranking.render.labels import Labels
from ranking.render.layout import GAP, natural, wrap
from ranking.render.month_figures import Fact
from ranking.render.posts import PostsView, PostView
from ranking.render.tables import Column, filled, table
from ranking.render.view import EditionView

CAMPAIGN_ROWS = 10
"""Units printed for each campaign; the files hold all."""


def edition(view: EditionView, width: int) -> Group:
    """Return the whole edition for a console of that many cells."""
    return Group(
        *header(view, width),
        *section(view.labels.statistics, [facts(view.statistics, width)]),
        *(part for board in view.boards for part in _board(board, view.labels, width)),
        *_top_posts(view, width),
        *_campaigns(view, width),
        *section(view.labels.coverage, lines(view.coverage, width)),
        *section(view.labels.notes, lines(view.notes, width)),
    )


def header(view: EditionView, width: int) -> Iterator[RenderableType]:
    """Yield title, warning, offices and state."""
    yield Text(wrap(view.title, width), style="bold")
    if view.warning:
        yield Text(wrap(view.warning, width), style="bold yellow")
    if view.offices:
        yield Text(wrap(view.offices, width))
    yield Text(wrap(view.subtitle, width))
    yield Text("─" * width)


def section(title: str, parts: Sequence[RenderableType]) -> Iterator[RenderableType]:
    """Yield a heading and its parts; nothing where there are no parts."""
    if parts:
        yield Text(f"\n{title}", style="bold")
        yield from parts


def lines(texts: Iterable[str], width: int) -> list[RenderableType]:
    """Return sentences as a list with hanging dots."""
    return [Text("· " + wrap(text, width - 2).replace("\n", "\n  ")) for text in texts]


def facts(rows: Sequence[Fact], width: int) -> Table:
    """Return lines of label, figure and remark."""
    label = natural("", [fact.label for fact in rows])
    figure = natural("", [fact.figure.text for fact in rows])
    remark = max(8, width - label - figure - 2 * GAP)
    grid = Table.grid(padding=(0, GAP, 0, 0))
    grid.add_column(width=label, no_wrap=True)
    grid.add_column(width=figure, no_wrap=True, justify="right")
    grid.add_column(width=remark, no_wrap=True)
    for fact in rows:
        value = Text(fact.figure.text, style="bold")
        grid.add_row(Text(fact.label), value, Text(wrap(fact.detail, remark)))
    return grid


def _board(board: BoardView, labels: Labels, width: int) -> Iterator[RenderableType]:
    yield Text()
    yield from board_table(board, labels, width)
    below = [board.dropped] if board.dropped else []
    yield from lines([*below, *board.footnotes], width)


def _top_posts(view: EditionView, width: int) -> Iterator[RenderableType]:
    if view.top_posts.rows:
        yield Text()
        yield from posts_table(view.top_posts, view.labels, width)


def posts_table(posts: PostsView, labels: Labels, width: int) -> Iterator[RenderableType]:
    """Yield the top posts; narrow consoles drop the lesser counts, then the unit."""
    columns = [
        Column("rank", labels.rank, right=True),
        Column("title", labels.title, flexible=True),
    ]
    if width >= 60:
        columns.append(Column("unit", labels.unit, flexible=True))
    if width >= 90:
        columns.append(Column("platform", labels.platform))
        columns.append(Column("published", labels.published))
    columns.append(Column("main", posts.main, right=True))
    if width >= 110:
        columns.extend(Column(f"count{i}", m, right=True) for i, m in enumerate(posts.measures))
    if width >= 90:
        columns.append(Column("passed_on", labels.passed_on, right=True))
    yield Text(wrap(posts.title, width), style="bold")
    rows = [_post(post) for post in posts.rows]
    yield table("", filled(columns, rows), rows, width)


def _post(post: PostView) -> dict[str, object]:
    return {
        "rank": post.rank.text,
        "title": post.title,
        "unit": post.unit,
        "platform": post.platform,
        "published": post.published,
        "main": post.main.text,
        "passed_on": post.passed_on.text,
        **{f"count{i}": figure.text for i, figure in enumerate(post.counts)},
    }


def _campaigns(view: EditionView, width: int) -> Iterator[RenderableType]:
    parts = [p for c in view.campaigns for p in _campaign(c, view.labels, width)]
    yield from section(view.labels.campaigns, parts)


def _campaign(campaign: CampaignView, labels: Labels, width: int) -> Iterator[RenderableType]:
    yield Text(wrap(f"{campaign.name}  {campaign.summary}", width))
    if campaign.rows:
        columns = [
            Column("unit", labels.unit, flexible=True),
            *([Column("group", labels.group, flexible=True)] if width >= 60 else []),
            Column("posts", labels.posts, right=True),
            Column("points", labels.points, right=True),
        ]
        rows = [
            {"unit": r.unit, "group": r.group, "posts": r.posts.text, "points": r.points.text}
            for r in campaign.rows[:CAMPAIGN_ROWS]
        ]
        yield table("", columns, rows, width)
    yield from lines(campaign.notes, width)
