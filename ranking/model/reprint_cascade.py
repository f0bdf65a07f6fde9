"""How posts travelled in a month: from hand to hand, how far, how fast."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Cascade:
    """A post that was reprinted, measured as the tree of its reprints.

    ``reprints``: those in known channels. ``breadth``: reprints on the fullest level; ``depth``:
    levels below the post, 1 = all were taken from the post itself, as far as is known.
    ``virality`` (structural): mean distance between two nodes of the tree. ``seconds_to_half``:
    from the post to the reprint that completes half of them; null = no time is known.
    """

    post_id: str
    title: str
    unit: str
    reprints: int
    breadth: int
    depth: int
    virality: float
    seconds_to_half: int | None


@dataclass(frozen=True)
class CascadeFault:
    """A reprint that hangs on its post because its ``parent`` was not believed.

    ``fault`` is ``cycle`` (they were all taken from one another) or ``orphan`` (the parent is no
    reprint of the post that counts).
    """

    post_id: str
    reprint_id: str
    parent: str
    fault: str


@dataclass(frozen=True)
class Repost:
    """A reprint in its tree: ``above`` is the reprint_id it hangs on, null = the post itself.

    ``level``: 1 = on the post; ``below``: reprints that hang on it, at any distance.
    ``seconds``: from the post to it, not below 0; null, as ``published_at``, = not known.
    ``parent``: the source it names, null = none; ``fault``: why that was not believed, null = it
    was, or there is none.
    """

    reprint_id: str
    channel_id: str
    name: str
    type: str
    published_at: datetime | None
    seconds: int | None
    above: str | None
    level: int
    below: int
    parent: str | None
    fault: str | None


@dataclass(frozen=True)
class PostCascade:
    """One post's tree. ``reposts`` by time, those without one last."""

    cascade: Cascade
    account: str
    platform: str
    published_at: datetime
    url: str | None
    reposts: tuple[Repost, ...]

    def foremost(self, count: int) -> tuple[Repost, ...]:
        """Return, by time, so many that carried it furthest: a tree, like the whole.

        More hang on a reprint than on any that hangs on it, so none is without its source.
        """
        places = range(len(self.reposts))
        best = sorted(places, key=lambda place: (-self.reposts[place].below, place))[:count]
        return tuple(self.reposts[place] for place in sorted(best))


def children(reposts: Iterable[Repost]) -> dict[str | None, list[Repost]]:
    """Return reprint_id → what hangs on it, in their order; null → what hangs on the post."""
    found: dict[str | None, list[Repost]] = {}
    for repost in reposts:
        found.setdefault(repost.above, []).append(repost)
    return found
