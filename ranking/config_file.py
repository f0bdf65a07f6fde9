"""Configuration files: TOML to a frozen object, or one message that names every fault by key."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any, Self, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PrivateAttr, ValidationError

from ranking.errors import ConfigError, UsageError
from ranking.model.month import Month
from ranking.model.names import nearest

ModelT = TypeVar("ModelT", bound=BaseModel)
Text = Annotated[str, Field(min_length=1)]
Identifier = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9._-]*$")]


class Strict(BaseModel):
    """A frozen part of a configuration file; an unknown key is a fault."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


class Words(Strict):
    """One text in both languages."""

    zh: Text
    en: Text


class StrictFile(Strict):
    """A whole configuration file. ``sha256`` is of the bytes it was read from."""

    _sha256: str = PrivateAttr(default="")

    @property
    def sha256(self) -> str:
        """Hex digest of the file, empty for an object that was not read from one."""
        return self._sha256

    def with_sha256(self, digest: str) -> Self:
        """Record the digest of the file and return the object."""
        self._sha256 = digest
        return self


@dataclass(frozen=True)
class Fault:
    """One thing wrong in a file: where (``indexes[0].id``), and what was found and expected."""

    key: str
    text: str

    def __str__(self) -> str:
        """Return ``key: text``."""
        return f"{self.key}: {self.text}" if self.key else self.text


def read_toml(path: Path) -> tuple[dict[str, Any], str]:
    """Return the content of a TOML file (decimal numbers as Decimal) and its SHA-256.

    Raises ConfigError when the file does not exist, is not UTF-8 or is not TOML.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise ConfigError(
            "'{path}' cannot be read: {cause}.",
            path=str(path),
            cause=error.strerror or error,
            hint="Check the name of the file, or write the file.",
        ) from error
    try:
        data = tomllib.loads(content.decode("utf-8-sig"), parse_float=Decimal)
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ConfigError(
            "'{path}' is not a TOML file: {cause}.",
            path=str(path),
            cause=error,
            hint="Correct that line; texts stand in double quotes and the file is saved as UTF-8.",
        ) from error
    return data, hashlib.sha256(content).hexdigest()


def validate(
    kind: type[ModelT],
    data: Mapping[str, Any],
    path: Path,
    *,
    context: dict[str, Any] | None = None,
    faults: Iterable[Fault] = (),
) -> ModelT:
    """Return the object that the file describes.

    ``faults`` are those found by checks that look at several keys; they are reported with the
    faults of single keys. Raises ConfigError that lists all of them.
    """
    found = list(faults)
    try:
        result = kind.model_validate(data, context=context)
    except ValidationError as error:
        found = [*_faults(error, kind, data), *found]
    if found:
        raise faulty(path, found)
    return result


def faulty(path: Path, faults: Iterable[Fault]) -> ConfigError:
    """Return the error that lists the faults of one file."""
    lines = sorted({str(fault) for fault in faults})
    return ConfigError(
        "'{path}' has {count} fault(s):\n{faults}",
        path=str(path),
        count=len(lines),
        faults="\n".join(f"  - {line}" for line in lines),
        hint="Correct these keys and run the command again.",
    )


def month_of(value: object) -> Month:
    """Read a month of a configuration file. Raises ValueError, which becomes a fault."""
    if isinstance(value, Month):
        return value
    try:
        return Month.parse(str(value))
    except UsageError as error:
        raise ValueError("not a month, write it as YYYY-MM") from error


EffectiveMonth = Annotated[Month, BeforeValidator(month_of)]
"""A month written as YYYY-MM."""


def suggestion(word: str, known: Iterable[str]) -> str:
    """Return ``; did you mean 'x'?`` for the nearest known word, or an empty string."""
    near = nearest(word, known, count=1)
    return f"; did you mean '{near[0]}'?" if near else ""


def _faults(error: ValidationError, kind: type[BaseModel], data: object) -> list[Fault]:
    known = _keys(kind.model_json_schema())
    return [
        Fault(_key(item["loc"], data), _text(dict(item), known))
        for item in error.errors(include_url=False)
        if not _follows(dict(item))
    ]


def _follows(item: Mapping[str, Any]) -> bool:
    """An array is "too short" in pydantic's eyes when its items are at fault: said already."""
    return item["type"] == "too_short" and bool(item["input"])


def _keys(schema: Mapping[str, Any]) -> set[str]:
    shapes = [schema, *schema.get("$defs", {}).values()]
    return {name for shape in shapes for name in shape.get("properties", {})}


def _key(loc: tuple[int | str, ...], data: Any) -> str:
    """Write the place as in the file; tags that pydantic adds for unions are left out."""
    text = ""
    for depth, step in enumerate(loc):
        if isinstance(step, int):
            text += f"[{step}]"
        elif isinstance(data, Mapping) and (step in data or depth == len(loc) - 1):
            text += f".{step}" if text else step
        else:
            continue
        data = _inside(data, step)
    return text


def _inside(data: Any, step: int | str) -> Any:
    if isinstance(data, Mapping):
        return data.get(step)
    return data[step] if isinstance(data, list) and isinstance(step, int) else None


def _text(item: Mapping[str, Any], known: set[str]) -> str:
    value, last = item["input"], str(item["loc"][-1]) if item["loc"] else ""
    if item["type"] == "missing":
        return "is missing"
    if item["type"] == "extra_forbidden":
        return "is not a known key" + suggestion(last, known - {last})
    if item["type"] in ("literal_error", "enum"):
        expected = str(item["ctx"]["expected"])
        choices = [word.strip("' ") for word in expected.replace(" or ", ", ").split(", ")]
        return f"found {_shown(value)}, allowed: {expected}" + suggestion(str(value), choices)
    message = str(item["msg"]).removeprefix("Value error, ")
    return f"found {_shown(value)}: {message[:1].lower()}{message[1:]}"


def _shown(value: object) -> str:
    text = str(value) if isinstance(value, Decimal) else repr(value)
    return text if len(text) <= 60 else text[:57] + "..."
