"""A post and an article side by side, so that a person can tell whether one reprints the other."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest

from rich.cells import cell_len

from ranking.i18n import Translator
from ranking.model.reprint_matching import ReviewItem
from ranking.render.figures import MISSING
from ranking.render.labels import local_time, named
from ranking.render.layout import wrap
from ranking.render.network_cells import percent
from ranking.render.reprint_list import decision_word, named_channel
from ranking.render.reprint_words import evidence_names, reason_names, verdict_names
from ranking.render.safe import line

_SIDE_BY_SIDE = 60
"""Cells from which there is room for two columns; below, the article stands under the post."""
_GAP = "  │  "


def item_lines(item: ReviewItem, tr: Translator, width: int) -> Iterator[str]:
    """Yield the item for a terminal of so many cells; only addresses may be longer."""
    yield wrap(_headline(item, tr), width)
    yield wrap(_scores(item, tr), width)
    if item.decision is not None:
        yield wrap(decided_line(item, tr), width)
    if item.channel_id is None:
        yield wrap(tr("The channel is not known: the article counts once it is added."), width)
    yield ""
    post, article = _post(item, tr), _article(item, tr)
    if width >= _SIDE_BY_SIDE:
        yield from _beside(post, article, width)
    else:
        yield from (wrap(text, width) for text in (*post, "", *article))
    yield ""
    yield from _addresses(item, tr)


def decided_line(item: ReviewItem, tr: Translator) -> str:
    """Return who decided, when and why; to be called for decided items only."""
    said = tr(
        "Decided: {what}, by {who}, {at}",
        what=decision_word(item.decision, tr),
        who=line(item.decided_by or MISSING),
        at=local_time(item.decided_at) if item.decided_at else MISSING,
    )
    return tr(": ").join(filter(None, (said, line(item.decision_reason or ""))))


def _headline(item: ReviewItem, tr: Translator) -> str:
    return tr(
        "{id} · {verdict}: {reason}",
        id=item.id,
        verdict=named(verdict_names(tr), item.verdict),
        reason=named(reason_names(tr), item.reason),
    )


def _scores(item: ReviewItem, tr: Translator) -> str:
    evidence = named(evidence_names(tr), item.evidence)
    if item.similarity is None:
        return tr("Known by: {evidence}; the texts were not compared", evidence=evidence)
    return tr(
        "Known by: {evidence}; {share} of the post is in the article; Jaccard {jaccard}",
        evidence=evidence,
        share=percent(item.similarity),
        jaccard=MISSING if item.jaccard is None else f"{item.jaccard:.2f}",
    )


def _post(item: ReviewItem, tr: Translator) -> list[str]:
    return [
        tr("POST"),
        " · ".join(filter(None, (line(item.unit), line(item.account)))),
        local_time(item.post_published_at),
        tr("Title: {title}", title=line(item.post_title or MISSING)),
        line(item.post_excerpt),
    ]


def _article(item: ReviewItem, tr: Translator) -> list[str]:
    when = local_time(item.published_at) if item.published_at else tr("time not known")
    return [
        tr("ARTICLE"),
        named_channel(item, tr),
        when,
        tr("Title: {title}", title=line(item.title or MISSING)),
        line(item.excerpt) or tr("(no text)"),
    ]


def _beside(left: list[str], right: list[str], width: int) -> Iterator[str]:
    """Yield both in columns of equal width, each part beginning on the same line."""
    room = (width - cell_len(_GAP)) // 2
    for one, other in zip(left, right, strict=True):
        halves = (wrap(one, room).split("\n"), wrap(other, room).split("\n"))
        for here, there in zip_longest(*halves, fillvalue=""):
            blank = " " * (room - cell_len(here))
            yield f"{here}{blank}{_GAP}{there}".rstrip()


def _addresses(item: ReviewItem, tr: Translator) -> Iterator[str]:
    """Yield the addresses whole, however long, since they are to be copied."""
    if item.post_url:
        yield tr("Post: {url}", url=line(item.post_url))
    if item.url:
        yield tr("Article: {url}", url=line(item.url))
