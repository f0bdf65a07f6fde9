"""The view of the month's top posts."""

from __future__ import annotations

from dataclasses import dataclass, replace

from ranking.i18n import Translator
from ranking.model.edition import PostOrder, TopPost, TopPosts
from ranking.render.figures import Figure, count, post_count
from ranking.render.labels import heading, local_time, measure_names, named, platform_names
from ranking.render.safe import line

INTERACTIONS = ("reposts", "comments", "likes")
"""What ``interactions`` adds up; a count that was not observed adds nothing."""


@dataclass(frozen=True)
class PostView:
    """One post. ``counts`` stand in the order of the table's measures; ``main`` ranks it.

    ``passed_on``: times, by channels and on the platform (not the month's reprints by channels).
    ``reads`` for tables that are not ranked by them.
    """

    rank: Figure
    title: str
    unit: str
    account: str
    platform: str
    published: str
    url: str
    main: Figure
    counts: tuple[Figure, ...]
    passed_on: Figure
    reads: Figure


@dataclass(frozen=True)
class PostsView:
    """The top posts: ``main`` names the ranking count, ``measures`` the other columns.

    ``notes`` define what is not plain from the headings.
    """

    title: str
    main: str
    measures: tuple[str, ...]
    rows: tuple[PostView, ...]
    notes: tuple[str, ...] = ()


def posts_view(top: TopPosts, tr: Translator) -> PostsView:
    """Decide texts and figures of the top posts; reads are no column where none was observed."""
    names = measure_names(tr)
    measures = ("likes", "comments", "reposts")
    title, main = _words(tr)[top.by]
    return PostsView(
        title=title,
        main=main,
        measures=tuple(heading(names[m]) for m in measures),
        rows=tuple(_post(post, top.by, measures, tr) for post in top.rows),
        notes=(_passed_on(tr),) if top.by == "reprints" else (),
    )


def _passed_on(tr: Translator) -> str:
    return tr(
        "Times passed on: reprints by news clients, sites and WeChat accounts, and on Weibo; of a "
        "Weibo post the larger of its own repost count and the reprints found there."
    )


def _words(tr: Translator) -> dict[PostOrder, tuple[str, str]]:
    """Return what posts are ranked by → title of the table, heading of the column."""
    return {
        "reads": (tr("Most read posts"), heading(measure_names(tr)["reads"])),
        "interactions": (
            tr("Most active posts (no reads observed; by reposts, comments and likes)"),
            tr("Interactions"),
        ),
        "reprints": (tr("Posts most often passed on"), tr("Times passed on")),
    }


def _post(post: TopPost, by: PostOrder, measures: tuple[str, ...], tr: Translator) -> PostView:
    return PostView(
        rank=count(post.rank),
        title=line(post.title),
        unit=line(post.unit),
        account=line(post.account_name),
        platform=named(platform_names(tr), post.platform),
        published=local_time(post.published_at),
        url=line(post.url or ""),
        main=_main(post, by, tr),
        counts=tuple(measure(post, m, tr) for m in measures),
        passed_on=count(post.reprints),
        reads=measure(post, "reads", tr),
    )


def _main(post: TopPost, by: PostOrder, tr: Translator) -> Figure:
    if by == "reads":
        return measure(post, "reads", tr)
    return count(post.reprints) if by == "reprints" else interactions(post)


def measure(post: TopPost, name: str, tr: Translator) -> Figure:
    """Show one count of a post."""
    return post_count(post.counts.get(name), censored=name in post.censored, language=tr.language)


def interactions(post: TopPost) -> Figure:
    """Show the sum of a post's observed reposts, comments and likes."""
    observed = [n for name in INTERACTIONS if (n := post.counts.get(name)) is not None]
    if not observed:
        return count(None)
    return count(sum(observed), lower_bound=any(n in post.censored for n in INTERACTIONS))


def explained_posts(rows: tuple[TopPost, ...], tr: Translator) -> PostsView:
    """Return one unit's posts, without its name: by reads where any were observed."""
    read = any(post.counts.get("reads") is not None for post in rows)
    top = TopPosts("reads" if read else "interactions", rows)
    view = posts_view(top, tr)
    nameless = tuple(replace(post, unit="") for post in view.rows)
    return replace(view, title=tr("Top posts of the unit"), rows=nameless)
