"""The method: where it comes from, the tree of each index with weights and reasons, features."""

from __future__ import annotations

from ranking.render.method_view import IndexView, NodeView
from ranking.render.publication_view import PublicationView
from ranking.render.workbook.sheet import Cell, Sheet

_WIDTHS = (18, 18, 8, 10, 10, 28, 16, 48)
_LAST = len(_WIDTHS) - 1


def method_sheet(sheet: Sheet, view: PublicationView) -> None:
    """Write the whole method."""
    method, heads = view.formula, view.headings
    sheet.widths(_WIDTHS)
    row = sheet.heading(view.edition, heads.method, _LAST) + 1
    row = sheet.lines(row, _LAST, [method.title], "section")
    for fact in method.facts:
        sheet.text(row, 0, fact.label, "label")
        sheet.span(row, fact.figure.text, "text", 1, _LAST)
        row += 1
    for index in method.indexes:
        row = _index(sheet, row + 1, view, index)
    row = sheet.lines(row + 1, _LAST, [heads.features], "section")
    for feature in method.features:
        sheet.cells(row, 0, [feature.name, feature.id])
        sheet.span(row, feature.source, "text", 2, _LAST)
        row += 1
    if method.unknown:
        row = sheet.lines(row + 1, _LAST, [heads.unknown], "section")
        row = sheet.lines(row, _LAST, method.unknown)
    sheet.finish(view.edition.labels.page, row, _LAST)


def _index(sheet: Sheet, row: int, view: PublicationView, index: IndexView) -> int:
    heads = view.headings
    row = sheet.lines(row, _LAST, [f"{index.name} = {index.formula}"], "section")
    row = sheet.lines(row, _LAST, [index.rules] if index.rules else [])
    columns = [heads.indicator, heads.code, heads.weight, heads.share, heads.effective]
    columns += [heads.formula, heads.when_missing, heads.reason]
    row = sheet.header(row, columns)
    for node in index.nodes:
        sheet.indented(row, 0, node.label, node.depth)
        sheet.cells(row, 1, _cells(node))
        row += 1
    return row


def _cells(node: NodeView) -> list[Cell]:
    shares: list[Cell] = [node.weight, node.share, node.effective]
    formula = "\n".join(filter(None, (node.formula, node.rules)))
    return [node.name, *shares, formula, node.missing, node.reason]
