"""A version of a method as a page tells it: facts, the tree of each index, features."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from ranking.model.method_outline import OutlineNode
from ranking.render.method_view import IndexView, MethodView, NodeView
from ranking.render.publication_view import PublicationView
from ranking.render.safe import line
from ranking.render.site import paths
from ranking.render.site.site_model import SiteEdition
from ranking.render.site.svg import stacked


@dataclass(frozen=True)
class NodeStory:
    """A level or indicator; ``bar``: what it counts for in the whole index."""

    view: NodeView
    bar: Markup
    nodes: tuple[NodeStory, ...]


@dataclass(frozen=True)
class IndexStory:
    """One index and its tree."""

    view: IndexView
    nodes: tuple[NodeStory, ...]


@dataclass(frozen=True)
class MethodStory:
    """One version; ``months`` are those it computed, oldest first."""

    id: str
    version: str
    view: MethodView
    indexes: tuple[IndexStory, ...]
    months: tuple[str, ...]


def method_stories(editions: Iterable[SiteEdition]) -> dict[str, MethodStory]:
    """Return path of the page → story of every version that computed an edition, newest last."""
    latest: dict[str, PublicationView] = {}
    months: dict[str, dict[str, None]] = {}
    for edition in editions:
        path = paths.method_page(edition.view.method)
        latest[path] = edition.view
        months.setdefault(path, {})[edition.view.month] = None
    return {path: _story(view, tuple(months[path])) for path, view in latest.items()}


def _story(view: PublicationView, months: tuple[str, ...]) -> MethodStory:
    method, told = view.method, view.formula
    trees = zip(told.indexes, method.indexes, strict=True)
    return MethodStory(
        id=line(method.id),
        version=line(method.version),
        view=told,
        indexes=tuple(IndexStory(v, _trees(iter(v.nodes), index.nodes)) for v, index in trees),
        months=months,
    )


def _trees(views: Iterator[NodeView], nodes: Sequence[OutlineNode]) -> tuple[NodeStory, ...]:
    """Return the nodes with what is below them; ``views`` are all of them in reading order."""
    return tuple(
        NodeStory(next(views), stacked([node.effective]), _trees(views, node.nodes))
        for node in nodes
    )
