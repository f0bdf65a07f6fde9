"""The view of a method: what it is, the tree of each index with its weights, its features."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ranking.i18n import Translator
from ranking.model.method_outline import (
    FeatureOutline,
    IndexOutline,
    MethodOutline,
    OutlineNode,
)
from ranking.render.figures import Figure, words
from ranking.render.formula_text import formula_text, rule_text
from ranking.render.labels import feature_name, heading, named
from ranking.render.method_tree import CERTAINTY, SOURCES
from ranking.render.month_figures import Fact
from ranking.render.rounding import fixed
from ranking.render.safe import line

SHARE_DECIMALS = 1
_RANKS = {"competition": "1, 2, 2, 4", "modified": "1, 3, 3, 4", "dense": "1, 2, 2, 3"}
"""Rule of ties → the ranks of four units of which two are equal."""


@dataclass(frozen=True)
class NodeView:
    """One level or indicator, ``depth`` levels below the index.

    ``label`` is the feature's name, or the level's own. ``share``: of its level; ``effective``: of
    the whole index. ``formula`` and ``rules`` have names for ids and words for functions.
    ``missing`` says what happens where it was not observed.
    """

    depth: int
    name: str
    label: str
    weight: str
    share: Figure
    effective: Figure
    formula: str
    rules: str
    missing: str
    reason: str


@dataclass(frozen=True)
class IndexView:
    """One index: how its root becomes the index, and the tree in reading order."""

    name: str
    formula: str
    rules: str
    nodes: tuple[NodeView, ...]


@dataclass(frozen=True)
class FeatureSource:
    """A number the method rests on, and where it comes from."""

    id: str
    name: str
    source: str


@dataclass(frozen=True)
class MethodView:
    """A method, ready to be laid out. ``unknown``: what its public sources do not tell."""

    title: str
    facts: tuple[Fact, ...]
    indexes: tuple[IndexView, ...]
    features: tuple[FeatureSource, ...]
    unknown: tuple[str, ...]


def method_view(method: MethodOutline, names: Mapping[str, str], tr: Translator) -> MethodView:
    """Decide the texts of a method; ``names``: feature id → name in the language of ``tr``."""
    return MethodView(
        title=line(method.title),
        facts=tuple(_facts(method, tr)),
        indexes=tuple(_index(index, names, tr) for index in method.indexes),
        features=tuple(
            FeatureSource(
                line(f.id),
                line(f.name_zh if tr.language == "zh" else f.name_en),
                tr(SOURCES[f.kind], source=_source(f, names, tr)),
            )
            for f in method.features
        ),
        unknown=tuple(map(line, method.unknown)),
    )


def _source(feature: FeatureOutline, names: Mapping[str, str], tr: Translator) -> str:
    """Return the formula in words; a card and a column are called by their ids."""
    is_formula = feature.kind == "formula"
    return formula_text(feature.source, names, tr) if is_formula else line(feature.source)


def _facts(method: MethodOutline, tr: Translator) -> Iterator[Fact]:
    texts = {
        tr("Method"): f"{method.id} {method.version}",
        tr("Method SHA-256"): method.sha256,
        tr("certainty"): tr(CERTAINTY[method.certainty]),
        tr("source"): tr(method.source),
        tr("reason"): tr(method.reason or ""),
        tr("in force from"): method.effective_from,
        tr("days of a month"): _with_reason(method.days, tr),
        tr("10万+ counts as"): _with_reason(method.censoring, tr),
        tr("ties"): _ties(method, tr),
        tr("decimals shown"): str(method.decimals),
    }
    return (Fact(heading(label), words(line(text))) for label, text in texts.items() if text)


def _with_reason(text: str | None, tr: Translator) -> str:
    """Return ``value: reason`` with the reason in the reader's language, if it is known in it."""
    value, _, reason = (text or "").partition(": ")
    return f"{value}: {tr(reason)}" if reason else value


def _ties(method: MethodOutline, tr: Translator) -> str:
    return tr(
        "{ranks}; totals are compared in steps of {precision}",
        ranks=named(_RANKS, method.ties),
        precision=method.comparison_precision,
    )


def _index(index: IndexOutline, names: Mapping[str, str], tr: Translator) -> IndexView:
    nodes = tuple(_nodes(index.nodes, 0, names, tr))
    formula = formula_text(index.formula, names, tr)
    return IndexView(line(index.name), formula, _rules(index.rules, tr), nodes)


def _nodes(
    nodes: Sequence[OutlineNode], depth: int, names: Mapping[str, str], tr: Translator
) -> Iterator[NodeView]:
    for node in nodes:
        yield _node(node, depth, names, tr)
        yield from _nodes(node.nodes, depth + 1, names, tr)


def _node(node: OutlineNode, depth: int, names: Mapping[str, str], tr: Translator) -> NodeView:
    rules = {
        "reweight": tr("the others carry its weight"),
        "unavailable": tr("no index"),
        "zero": tr("counts as 0"),
    }
    return NodeView(
        depth=depth,
        name=line(node.name),
        label=feature_name(names, node.name),
        weight=line(node.weight),
        share=_share(node.share),
        effective=_share(node.effective),
        formula=formula_text(node.text, names, tr),
        rules=_rules(node.rules, tr),
        missing=named(rules, node.missing),
        reason=line(tr(node.reason or "")),
    )


def _share(share: float) -> Figure:
    text = f"{fixed(share * 100, SHARE_DECIMALS)}%"
    return Figure(share, text, "observed", SHARE_DECIMALS, percent=True)


def _rules(rules: Sequence[str], tr: Translator) -> str:
    return tr("; ").join(rule_text(rule, tr) for rule in rules)
