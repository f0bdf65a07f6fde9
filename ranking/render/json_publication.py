"""The published JSON: an edition and its record, as ``schema/edition-1.schema.json`` lays it down.

Full precision, null is "not observed", the same bytes every time. ``text`` alone is in a language.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, fields, is_dataclass, replace
from typing import Any, TypeVar, cast

from ranking.model.edition import TopPosts
from ranking.model.month_record import PastMonth, UnitRecord
from ranking.model.publication import Publication
from ranking.render.difference_data import difference_record
from ranking.render.json_edition import edition_record, posts_record, statistics_record
from ranking.render.text_view import Sentence, TextFigure, TextSection
from ranking.render.wire import json_text

FORMAT = "govrank-edition/1"
"""First key of every published JSON; a change that breaks readers gets another number."""

Record = dict[str, Any]
_ANY = TypeVar("_ANY")


def publication_json(publication: Publication, text: Sequence[TextSection]) -> str:
    """Return what is published as JSON text; ``text`` is the edition's, in the files' language."""
    return json_text(publication_record(publication, text))


def publication_record(publication: Publication, text: Sequence[TextSection]) -> Record:
    """Return the same as plain dicts and lists in the order of the contract."""
    record, difference = _ordered(publication.record), _ordered(publication.difference)
    return {
        "format": FORMAT,
        **edition_record(_ordered(publication.edition)),
        "topics": [asdict(topic) for topic in record.topics],
        "most_reprinted": posts_record(record.most_reprinted),
        "units": [_unit(unit) for unit in record.units],
        "history": [_past(past) for past in record.history],
        "difference": difference and difference_record(difference),
        "text": text_records(text),
    }


def text_records(text: Sequence[TextSection]) -> list[Record]:
    """Return the text: sections, paragraphs, sentences, and the figures in them."""
    return [_section(section) for section in text]


def _ordered(value: _ANY) -> _ANY:
    """Return data with its mappings by key: it may come from a computation or from a file."""
    found: Any = value
    if isinstance(value, Mapping):
        found = {key: _ordered(item) for key, item in sorted(value.items())}
    elif isinstance(value, tuple):
        found = tuple(map(_ordered, value))
    elif is_dataclass(value) and not isinstance(value, type):
        found = replace(value, **{f.name: _ordered(getattr(value, f.name)) for f in fields(value)})
    return cast(_ANY, found)


def _unit(unit: UnitRecord) -> Record:
    posts: dict[str, TopPosts] = {
        "top_posts": unit.top_posts,
        "most_reprinted": unit.most_reprinted,
    }
    return asdict(unit) | {name: posts_record(top) for name, top in posts.items()}


def _past(past: PastMonth) -> Record:
    return asdict(past) | {"statistics": statistics_record(past.statistics)}


def _section(section: TextSection) -> Record:
    return {
        "id": section.id,
        "heading": section.heading,
        "paragraphs": [[_sentence(one) for one in several] for several in section.paragraphs],
    }


def _sentence(sentence: Sentence) -> Record:
    figures = [asdict(piece) for piece in sentence.pieces if isinstance(piece, TextFigure)]
    return {"text": sentence.text, "figures": figures}
