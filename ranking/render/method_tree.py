"""A method on a terminal: where it comes from, and the tree of each index with its weights."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.text import Text
from rich.tree import Tree

from ranking.i18n import Translator
from ranking.model.method_outline import IndexOutline, MethodOutline, OutlineNode
from ranking.render.layout import wrap
from ranking.render.safe import line

CERTAINTY = {
    "verified": "Verified: it reproduces published numbers.",
    "public_source": "Read in a public source; no published numbers verify it.",
    "ours": "Our own choice, not a published formula.",
}
"""What a method's certainty means, as English templates."""


SOURCES = {
    "month": "From the month's feature {source}.",
    "table": "From the table's column {source}.",
    "formula": "Computed as {source}.",
}
"""Where a feature comes from, as English templates."""


def method_tree(method: MethodOutline, tr: Translator, width: int) -> Group:
    """Return the whole method for a console of that many cells."""
    return Group(
        *_header(method, tr, width),
        *(part for index in method.indexes for part in (Text(), _index(index, tr))),
        Text(),
        *_features(method, tr),
        *_unknown(method, tr, width),
    )


def _header(method: MethodOutline, tr: Translator, width: int) -> Iterator[RenderableType]:
    title = f"{line(method.title)}  {line(method.id)} {line(method.version)}"
    yield Text(title, style="bold")
    facts = [
        (tr("certainty"), tr(CERTAINTY[method.certainty])),
        (tr("source"), line(method.source)),
        (tr("reason"), line(method.reason or "")),
        (tr("days of a month"), line(method.days or "")),
        (tr("10万+ counts as"), line(method.censoring or "")),
        (tr("ties"), f"{method.ties}, {method.comparison_precision}"),
        ("SHA-256", method.sha256[:12]),
    ]
    for name, text in facts:
        if text:
            yield Text(wrap(f"{name}: {text}", width))


def _index(index: IndexOutline, tr: Translator) -> Tree:
    label = Text.assemble((line(index.name), "bold"), f"  {line(index.formula)}")
    for rule in index.rules:
        label.append(f"  [{line(rule)}]")
    tree = Tree(label, guide_style="dim")
    for node in index.nodes:
        _branch(tree, node, tr)
    return tree


def _branch(tree: Tree, node: OutlineNode, tr: Translator) -> None:
    label = Text.assemble(
        (f"{node.effective:.2%}".rjust(7), "cyan"),
        f"  {line(node.name)}",
        f"  {line(node.text if node.weight == '1' else f'{node.weight} × {node.text}')}",
    )
    for rule in node.rules:
        label.append(f"  [{line(rule)}]")
    if node.missing != "unavailable":
        label.append(f"  [{tr('missing: {rule}', rule=node.missing)}]", "dim")
    branch = tree.add(label)
    for child in node.nodes:
        _branch(branch, child, tr)


def _features(method: MethodOutline, tr: Translator) -> Iterator[RenderableType]:
    yield Text(tr("Features"), style="bold")
    for feature in method.features:
        name = feature.name_zh if tr.language == "zh" else feature.name_en
        where = tr(SOURCES[feature.kind], source=line(feature.source))
        yield Text(f"  {line(feature.id)}  {line(name)}  {where}")


def _unknown(method: MethodOutline, tr: Translator, width: int) -> Iterator[RenderableType]:
    if method.unknown:
        yield Text()
        yield Text(tr("Not known"), style="bold")
        for text in method.unknown:
            yield Text(wrap(f"· {line(text)}", width))
