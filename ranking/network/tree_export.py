"""One post's tree as a graph, for GraphML and JSON."""

from __future__ import annotations

from datetime import UTC, datetime

import networkx as nx

from ranking.model.reprint_cascade import PostCascade
from ranking.network.labels import visible

_ROOT = "p"
_OF_REPOST = ("reprint_id", "channel_id", "name", "type", "seconds", "level", "below")
_FAULTY = ("parent", "fault")


def tree_graph(post: PostCascade) -> nx.DiGraph:
    """Return the tree as a networkx graph that explains itself; an edge runs as the post did.

    Node ``p`` is the post, ``r1``, ``r2``, … its reprints by time; ``kind`` tells them apart,
    ``name`` is the title or the channel. What is not known is left out; ``parent`` is the source a
    reprint names and stands only where it was not believed, beside ``fault``.
    """
    graph = nx.DiGraph()
    cascade = {**vars(post.cascade)}
    about = {"name": cascade.pop("title"), "account": post.account, "platform": post.platform}
    when = _instant(post.published_at)
    graph.add_node(_ROOT, kind="post", **_known(about | cascade | {"published_at": when}))
    nodes: dict[str | None, str] = {None: _ROOT}
    for number, repost in enumerate(post.reposts, 1):
        nodes[repost.reprint_id] = f"r{number}"
        names = _OF_REPOST + (_FAULTY if repost.fault else ())
        row = {name: getattr(repost, name) for name in names}
        when = _instant(repost.published_at)
        graph.add_node(f"r{number}", kind="reprint", **_known(row | {"published_at": when}))
    for repost in post.reposts:
        graph.add_edge(nodes[repost.above], nodes[repost.reprint_id])
    return graph


def _instant(when: datetime | None) -> str | None:
    return None if when is None else when.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _known(row: dict[str, object]) -> dict[str, object]:
    return {
        name: visible(value) if isinstance(value, str) else value
        for name, value in row.items()
        if value is not None
    }
