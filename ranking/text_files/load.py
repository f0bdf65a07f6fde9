"""From a text file on the disk to templates whose every field exists."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, get_args

from ranking.config_file import Fault, read_toml, suggestion, validate
from ranking.text_files.fields import FIELDS, Each
from ranking.text_files.model import TextFile
from ranking.text_files.template import Field, pieces


def load_text(path: Path) -> TextFile:
    """Read a text file. Raises ConfigError with every fault by line and key."""
    data, digest = read_toml(path)
    return validate(TextFile, data, path, faults=_faults(data)).with_sha256(digest)


def _faults(data: Mapping[str, Any]) -> Iterator[Fault]:
    seen: set[object] = set()
    for place, section in _tables(data, "sections", ""):
        name = section.get("id")
        if isinstance(name, str) and name in seen:
            yield Fault(f"{place}.id", f"'{name}' stands twice")
        seen.add(name if isinstance(name, str) else None)
        for where, paragraph in _tables(section, "paragraphs", f"{place}."):
            yield from _paragraph(where, paragraph)


def _paragraph(place: str, paragraph: Mapping[str, Any]) -> Iterator[Fault]:
    each = paragraph.get("each", "month")
    if "between" not in paragraph:
        for key in {"opening", "closing"} & paragraph.keys():
            yield Fault(
                f"{place}.{key}", "stands around what 'between' joins; 'between' is missing"
            )
    for where, sentence in _tables(paragraph, "sentences", f"{place}."):
        if not sentence.get("zh") and not sentence.get("en"):
            yield Fault(where, "a sentence needs a template: zh, en or both")
        for key, template in _templates(where, sentence):
            if each in get_args(Each):
                yield from _template(key, template, each)


def _template(key: str, template: str, each: Each) -> Iterator[Fault]:
    try:
        fields = [piece.name for piece in pieces(template) if isinstance(piece, Field)]
    except ValueError as error:
        yield Fault(key, str(error))
        return
    known = FIELDS[each]
    for name in dict.fromkeys(fields):
        if name not in known:
            yield Fault(
                key,
                f"'{{{name}}}' is not a field of each = \"{each}\"{suggestion(name, known)}"
                f" Allowed: {', '.join(known)}.",
            )


def _templates(place: str, sentence: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for language in ("zh", "en"):
        value = sentence.get(language)
        if isinstance(value, str):
            yield f"{place}.{language}", value
        for number, item in enumerate(value if isinstance(value, list) else []):
            if isinstance(item, str):
                yield f"{place}.{language}[{number}]", item


def _tables(
    data: Mapping[str, Any], key: str, prefix: str
) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Yield the tables of an array with their places; what is no table is told by the model."""
    rows = data.get(key)
    for number, row in enumerate(rows if isinstance(rows, list) else []):
        if isinstance(row, Mapping):
            yield f"{prefix}{key}[{number}]", row
