"""The last attachment: the month in figures, what they rest on, the method, what identifies it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ranking.render.docx.parts import Attachment, Column, Part, Table, cells
from ranking.render.docx.words import Words
from ranking.render.headings import Headings
from ranking.render.method_view import IndexView
from ranking.render.month_figures import Fact
from ranking.render.publication_view import PublicationView

_BELOW = "· "


def explanation_attachment(view: PublicationView, words: Words) -> Attachment:
    """Return statistics, coverage, notes, the method with each index, and the provenance."""
    return Attachment(words.explanation, tuple(_parts(view, words)))


def _parts(view: PublicationView, words: Words) -> Iterator[Part]:
    edition, labels, headings = view.edition, view.edition.labels, view.headings
    yield Part(labels.statistics, table=_statistics(edition.statistics, headings, words))
    if edition.coverage:
        yield Part(labels.coverage, edition.coverage)
    if edition.notes:
        yield Part(labels.notes, edition.notes)
    method = _facts(view.formula.facts, headings, words)
    yield Part(headings.method, (view.formula.title,), method, view.formula.unknown)
    for index in view.formula.indexes:
        above = tuple(filter(None, [index.formula, index.rules]))
        yield Part(words.method.format(index=index.name), above, _tree(index, headings))
    yield Part(labels.provenance, table=_facts(edition.provenance, headings, words))


def _statistics(facts: Sequence[Fact], headings: Headings, words: Words) -> Table:
    columns = (Column(words.item, "text"), Column(headings.value, "number"))
    rows = tuple(cells(fact.label, fact.figure.text, fact.detail) for fact in facts)
    return Table((*columns, Column(words.remark, "text")), rows)


def _facts(facts: Sequence[Fact], headings: Headings, words: Words) -> Table:
    columns = (Column(words.item, "text"), Column(headings.value, "text"))
    return Table(columns, tuple(cells(fact.label, fact.figure.text) for fact in facts))


def _tree(index: IndexView, headings: Headings) -> Table:
    """Return indicators and levels in reading order, what is below a level set in."""
    columns = (
        Column(headings.indicator, "text"),
        Column(headings.effective, "number"),
        Column(headings.formula, "text"),
        Column(headings.when_missing, "text"),
    )
    rows = [
        cells(_BELOW * node.depth + node.label, node.effective.text, node.formula, node.missing)
        for node in index.nodes
    ]
    return Table(columns, tuple(rows))
