"""What pydantic finds wrong, said by key and in words that help whoever writes the file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from pydantic import BaseModel, ValidationError

from ranking.model.names import nearest


def messages(error: ValidationError, kind: type[BaseModel], data: object) -> list[tuple[str, str]]:
    """Return (key, text) of every fault; keys are written as in the file: ``indexes[0].id``."""
    known = _keys(kind.model_json_schema())
    items = [dict(item) for item in error.errors(include_url=False)]
    return [(_key(_place(item), data), _text(item, known)) for item in items if not _follows(item)]


def suggestion(word: str, known: Iterable[str]) -> str:
    """Return ``; did you mean 'x'?`` for the nearest known word, or an empty string."""
    near = nearest(word, known, count=1)
    return f"; did you mean '{near[0]}'?" if near else ""


def _follows(item: Mapping[str, Any]) -> bool:
    """An array is "too short" in pydantic's eyes when its items are at fault: said already."""
    return item["type"] == "too_short" and bool(item["input"])


def _keys(schema: Mapping[str, Any]) -> set[str]:
    shapes = [schema, *schema.get("$defs", {}).values()]
    return {name for shape in shapes for name in shape.get("properties", {})}


def _place(item: Mapping[str, Any]) -> tuple[int | str, ...]:
    """A table whose kind is at fault: the key is the one that names the kind."""
    loc: tuple[int | str, ...] = item["loc"]
    return (*loc, item["ctx"]["discriminator"].strip("'")) if "union_tag" in item["type"] else loc


def _key(loc: tuple[int | str, ...], data: Any) -> str:
    """Write the place as in the file; tags that pydantic adds for unions are left out."""
    text, tagged = "", False
    for depth, step in enumerate(loc):
        if isinstance(step, int):
            text += f"[{step}]"
            data, tagged = data[step] if isinstance(data, list) else None, False
        elif not isinstance(data, Mapping) or step == "[key]":
            continue
        elif data.get("kind") == step and not tagged:
            tagged = True  # the kind of this very table: { kind = "value", value = 3 }
        elif step in data or depth == len(loc) - 1:
            text += f".{step}" if text else step
            data, tagged = data.get(step), False
    return text


def _text(item: Mapping[str, Any], known: set[str]) -> str:
    value, last = item["input"], str(item["loc"][-1]) if item["loc"] else ""
    match item["type"]:
        case "missing" | "union_tag_not_found":
            return "is missing"
        case "extra_forbidden":
            return "is not a known key" + suggestion(last, known - {last})
        case "literal_error" | "enum":
            return _not_allowed(value, str(item["ctx"]["expected"]))
        case "union_tag_invalid":
            return _not_allowed(item["ctx"]["tag"], str(item["ctx"]["expected_tags"]))
    message = _MESSAGES.get(item["type"]) or str(item["msg"]).removeprefix("Value error, ")
    message = f"{message[:1].lower()}{message[1:]}"
    # A whole table is too much to repeat, and the message names the keys.
    return message if isinstance(value, Mapping) else f"found {_shown(value)}: {message}"


_MESSAGES = {
    name: message
    for message, names in (
        ("a table of keys is expected", ("model_type", "model_attributes_type", "dict_type")),
        ("a list in [ ] is expected", ("tuple_type", "list_type")),
        ("the list needs at least one item", ("too_short",)),
        ("a text in quotes is expected", ("string_type",)),
        ("the text is empty", ("string_too_short",)),
        ("a number is expected", ("decimal_type", "decimal_parsing", "finite_number")),
        ("a whole number is expected", ("int_type", "int_parsing", "int_from_float")),
        ("true or false is expected", ("bool_type", "bool_parsing")),
    )
    for name in names
}
"""What pydantic says of its own classes, for people who write TOML."""


def _not_allowed(value: object, expected: str) -> str:
    choices = [word.strip("' ") for word in expected.replace(" or ", ", ").split(", ")]
    return f"found {_shown(value)}, allowed: {expected}" + suggestion(str(value), choices)


def _shown(value: object) -> str:
    text = str(value) if isinstance(value, Decimal) else repr(value)
    return text if len(text) <= 60 else text[:57] + "..."
