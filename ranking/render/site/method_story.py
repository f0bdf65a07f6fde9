"""A version of a method as a page tells it: facts, the tree of each index, features."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup

from ranking.i18n import Translator
from ranking.model.method_outline import MethodOutline, OutlineNode
from ranking.render.method_tree import CERTAINTY, SOURCES
from ranking.render.rounding import fixed
from ranking.render.safe import line
from ranking.render.site import paths
from ranking.render.site.site_model import SiteEdition
from ranking.render.site.svg import stacked


@dataclass(frozen=True)
class NodeStory:
    """A level or indicator; ``share``: what it counts for in the whole index."""

    name: str
    id: str
    share: str
    bar: Markup
    formula: str
    rules: tuple[str, ...]
    missing: str
    reason: str
    nodes: tuple[NodeStory, ...]


@dataclass(frozen=True)
class IndexStory:
    """One index and its tree."""

    name: str
    formula: str
    rules: tuple[str, ...]
    nodes: tuple[NodeStory, ...]


@dataclass(frozen=True)
class MethodStory:
    """One version; ``months`` are those it computed, oldest first. Empty facts are left out."""

    title: str
    id: str
    version: str
    sha256: str
    facts: tuple[tuple[str, str], ...]
    indexes: tuple[IndexStory, ...]
    features: tuple[tuple[str, str, str], ...]
    unknown: tuple[str, ...]
    months: tuple[str, ...]


def method_stories(editions: Iterable[SiteEdition], tr: Translator) -> dict[str, MethodStory]:
    """Return path of the page → story of every version that computed an edition, newest last."""
    outlines: dict[str, MethodOutline] = {}
    months: dict[str, dict[str, None]] = {}
    for edition in editions:
        path = paths.method_page(edition.view.method)
        outlines[path] = edition.view.method
        months.setdefault(path, {})[edition.view.month] = None
    return {path: _story(method, tuple(months[path]), tr) for path, method in outlines.items()}


def _story(method: MethodOutline, months: tuple[str, ...], tr: Translator) -> MethodStory:
    names = {
        feature.id: line(feature.name_zh if tr.language == "zh" else feature.name_en)
        for feature in method.features
    }
    return MethodStory(
        title=line(method.title),
        id=line(method.id),
        version=line(method.version),
        sha256=line(method.sha256),
        facts=tuple((name, text) for name, text in _facts(method, tr) if text),
        indexes=tuple(
            IndexStory(
                line(index.name),
                line(index.formula),
                tuple(map(line, index.rules)),
                tuple(_node(node, names) for node in index.nodes),
            )
            for index in method.indexes
        ),
        features=tuple(
            (line(f.id), names[f.id], tr(SOURCES[f.kind], source=line(f.source)))
            for f in method.features
        ),
        unknown=tuple(map(line, method.unknown)),
        months=months,
    )


def _facts(method: MethodOutline, tr: Translator) -> tuple[tuple[str, str], ...]:
    return (
        (tr("How certain"), tr(CERTAINTY.get(method.certainty, method.certainty))),
        (tr("Source"), line(method.source)),
        (tr("Reason"), line(method.reason or "")),
        (tr("In effect from"), line(method.effective_from or "")),
        (tr("Days of a month"), line(method.days or "")),
        (tr("10万+ counts as"), line(method.censoring or "")),
        (tr("Equal totals"), line(method.ties)),
        (tr("Compared to"), line(method.comparison_precision)),
        (tr("Decimals shown"), str(method.decimals)),
    )


def _node(node: OutlineNode, names: dict[str, str]) -> NodeStory:
    share = f"{fixed(node.effective * 100, 1)}%"
    return NodeStory(
        name=names.get(node.name) or line(node.name),
        id=line(node.name),
        share=share,
        bar=stacked([node.effective]),
        formula=line(node.text if node.weight == "1" else f"{node.weight} × {node.text}"),
        rules=tuple(map(line, node.rules)),
        missing="" if node.missing == "unavailable" else line(node.missing),
        reason=line(node.reason or ""),
        nodes=tuple(_node(child, names) for child in node.nodes),
    )
