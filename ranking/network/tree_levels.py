"""As many levels of a post's tree as a drawing can show, and what hangs below the last of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from ranking.model.reprint_cascade import PostCascade, Repost

LEVELS = 15
"""With more of them rings and dots of a chain meet."""


@dataclass(frozen=True)
class Drawn:
    """What is drawn: ``reposts`` by time, and of how many ``levels`` in all.

    ``hidden``: reprint_id → levels below it that are left out, of those on the last level that
    have any.
    """

    reposts: Sequence[Repost]
    levels: int
    hidden: Mapping[str, int]

    @property
    def cut(self) -> bool:
        """Whether levels are left out."""
        return self.levels > LEVELS


def drawn_part(post: PostCascade, most: int) -> Drawn:
    """Return the first LEVELS, and of them so many reprints that carried the post furthest.

    It is a tree, like the whole: none is without its source.
    """
    near = tuple(repost for repost in post.reposts if repost.level <= LEVELS)
    shown = replace(post, reposts=near).foremost(most)
    ends = {one.reprint_id for one in shown if one.level == LEVELS and one.below}
    lowest = _lowest(post.reposts)
    hidden = {name: lowest[name] - LEVELS for name in ends}
    return Drawn(shown, max(repost.level for repost in post.reposts), hidden)


def _lowest(reposts: Sequence[Repost]) -> dict[str, int]:
    """Return reprint_id → the last level of what hangs on it, its own where nothing does."""
    lowest = {repost.reprint_id: repost.level for repost in reposts}
    for repost in sorted(reposts, key=lambda one: -one.level):
        if repost.above is not None:
            lowest[repost.above] = max(lowest[repost.above], lowest[repost.reprint_id])
    return lowest
