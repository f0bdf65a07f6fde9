"""Editions, explanations and matches as JSON-able dictionaries, and back without loss."""

from __future__ import annotations

import dataclasses
import types
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from enum import Enum
from functools import cache
from typing import Any, Literal, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from ranking.errors import DataError
from ranking.model.edition import Edition

T = TypeVar("T")
Reader = Callable[[Any], Any]
_MISSING = dataclasses.MISSING


def to_json(value: Any) -> Any:
    """Return dataclasses as dicts, tuples as lists, dates and decimals as text; else the value.

    Members of an enumeration become their values.
    """
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {name: to_json(getattr(value, name)) for name in _names(type(value))}
    if isinstance(value, dict):
        return {key: to_json(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [to_json(item) for item in value]
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    return value.value if isinstance(value, Enum) else value


def from_json(kind: type[T], data: Any) -> T:
    """Return the ``kind`` that ``to_json`` turned into ``data``.

    A field with a default may be missing: an older program did not know it. Raises DataError when
    the shape is not that of this version of the program.
    """
    try:
        result: T = _reader(cast(Any, kind))(data)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise DataError(
            "A stored {kind} cannot be read: {cause}.",
            kind=kind.__name__.lower(),
            cause=f"{type(error).__name__} {error}",
            hint="It was written by another version or is damaged: draft the month again.",
        ) from error
    return result


def edition_to_dict(edition: Edition) -> dict[str, Any]:
    """Return the edition as a dictionary that ``json.dumps`` writes with round-trip floats."""
    result: dict[str, Any] = to_json(edition)
    return result


def edition_from_dict(data: dict[str, Any]) -> Edition:
    """Return the edition that ``edition_to_dict`` wrote. Raises DataError on another shape."""
    return from_json(Edition, data)


@cache
def _names(kind: type) -> tuple[str, ...]:
    return tuple(item.name for item in dataclasses.fields(kind))


@cache
def _reader(kind: Any) -> Reader:
    """Build, once per type, the function that reads a value of it."""
    origin, args = get_origin(kind), get_args(kind)
    if dataclasses.is_dataclass(kind):
        return _dataclass_reader(kind)
    if origin is tuple:
        return _tuple_reader(args)
    if origin is dict:
        inner = _reader(args[1])
        return lambda data: {key: inner(value) for key, value in data.items()}
    if origin in (Union, types.UnionType):
        return _union_reader(args)
    if kind in _READERS:
        return _READERS[kind]
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind
    return lambda data: data


def _decimal(data: Any) -> Decimal:
    """Read a decimal from text alone: a float has lost digits already."""
    try:
        number = Decimal(str.strip(data))
    except InvalidOperation as error:
        raise ValueError(f"{data} is not a number") from error
    if not number.is_finite():
        raise ValueError(f"{data} is not a finite number")
    return number


_READERS: dict[Any, Reader] = {
    float: float,
    datetime: datetime.fromisoformat,
    date: date.fromisoformat,
    Decimal: _decimal,
}


def _tuple_reader(args: tuple[Any, ...]) -> Reader:
    if args[1] is Ellipsis:
        item = _reader(args[0])
        return lambda data: tuple([item(value) for value in data])
    items = [_reader(kind) for kind in args]
    return lambda data: tuple([read(v) for read, v in zip(items, data, strict=True)])


def _union_reader(args: tuple[Any, ...]) -> Reader:
    kinds = [kind for kind in args if kind is not type(None)]
    if len(kinds) > 1:
        return lambda data: data
    inner = _reader(kinds[0])
    return lambda data: None if data is None else inner(data)


def _dataclass_reader(kind: Any) -> Reader:
    hints = get_type_hints(kind)
    readers = [(name, _reader(hints[name])) for name in _names(kind)]
    plain = {name for name in hints if get_origin(hints[name]) is Literal or hints[name] is str}
    defaults = {item.name: item.default for item in dataclasses.fields(kind)}
    newer = {name: to_json(value) for name, value in defaults.items() if value is not _MISSING}

    def read(data: dict[str, Any]) -> Any:
        if len(data) != len(readers):
            data = newer | data
        if len(data) != len(readers):
            raise ValueError(f"{kind.__name__} has the keys {', '.join(sorted(data))}")
        return kind(
            *[data[name] if name in plain else reader(data[name]) for name, reader in readers]
        )

    return read
