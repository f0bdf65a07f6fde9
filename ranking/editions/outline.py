"""A method laid out for a reader: its tree with effective weights, its features, its doubts."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from ranking.editions.formulas import number
from ranking.editions.symbols import column_rules, finish_text, indicator_text, level_text
from ranking.features.cards import Cards
from ranking.methods.features import Derived
from ranking.methods.model import Index, Indicator, Level, Method
from ranking.methods.needs import monthly
from ranking.methods.tree import shares
from ranking.model.method_outline import (
    FeatureOutline,
    IndexOutline,
    MethodOutline,
    OutlineNode,
)


def outline(method: Method, cards: Cards) -> MethodOutline:
    """Return the method without any month's numbers."""
    days, censoring = method.days, method.censoring
    return MethodOutline(
        id=method.id,
        version=method.version,
        sha256=method.sha256,
        title=method.title,
        certainty=method.certainty,
        source=method.source,
        reason=method.reason,
        unknown=method.unknown,
        effective_from=str(method.effective_from) if method.effective_from else None,
        decimals=method.decimals,
        comparison_precision=number(method.comparison_precision),
        ties=method.ties,
        days=f"{days.month}: {days.reason}" if days else None,
        censoring=f"{censoring.counts_as}: {censoring.reason}" if censoring else None,
        months=not monthly(method, cards),
        features=tuple(_features(method, cards)),
        indexes=tuple(_index(index) for index in method.indexes),
    )


def _features(method: Method, cards: Cards) -> Iterator[FeatureOutline]:
    for name, item in method.inputs.items():
        words, where = item.name, item.month or name
        yield FeatureOutline(name, words.zh, words.en, "month" if item.month else "table", where)
    for name, derived in method.features.items():
        yield FeatureOutline(name, derived.name.zh, derived.name.en, "formula", _formula(derived))
    if not method.inputs:
        for name in dict.fromkeys(
            i.feature for index in method.indexes for i in index.indicators()
        ):
            if name in cards:
                card = cards[name]
                yield FeatureOutline(name, card.name.zh, card.name.en, "month", name)


def _formula(derived: Derived) -> str:
    if derived.round is None:
        return derived.formula
    return f"{derived.round.mode}({derived.formula}; {derived.round.decimals})"


def _index(index: Index) -> IndexOutline:
    nodes = _nodes(index.root(), Fraction(1))
    return IndexOutline(index.id, index.name, finish_text(index), column_rules(index), nodes)


def _nodes(level: Level, above: Fraction) -> tuple[OutlineNode, ...]:
    weighed = zip(level.nodes, shares(level), strict=True)
    return tuple(_node(node, share, above) for node, share in weighed)


def _node(node: Indicator | Level, share: Fraction, above: Fraction) -> OutlineNode:
    inner = isinstance(node, Level)
    return OutlineNode(
        name=node.name,
        kind="level" if inner else "indicator",
        weight=number(node.weight),
        share=float(share),
        effective=float(share * above),
        text=level_text(node) if isinstance(node, Level) else indicator_text(node),
        rules=() if isinstance(node, Level) else column_rules(node),
        missing=node.missing,
        reason=node.reason,
        nodes=_nodes(node, share * above) if isinstance(node, Level) else (),
    )
