"""Configuration files: TOML to a frozen object, or one message that names every fault by line."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any, Self, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PrivateAttr, ValidationError

from ranking.config_lines import line_of, lines_of
from ranking.config_messages import messages
from ranking.config_messages import suggestion as suggestion
from ranking.errors import ConfigError, UsageError
from ranking.model.month import Month

ModelT = TypeVar("ModelT", bound=BaseModel)
Text = Annotated[str, Field(min_length=1)]
Identifier = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9._-]*$")]
_TOO_DEEP = "it is nested too deeply"


class Strict(BaseModel):
    """A frozen part of a configuration file; an unknown key is a fault."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


class Words(Strict):
    """One text in both languages."""

    zh: Text
    en: Text


class TomlContent(dict[str, Any]):
    """What a TOML file holds; ``text`` is the file as it was written, to say where a key stands."""

    text: str = ""


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
    """One thing wrong in a file: where (``indexes[0].id``), and what was found and expected.

    ``line`` is counted from 1; None = nowhere in particular, such as a key that is missing.
    """

    key: str
    text: str
    line: int | None = None

    def __str__(self) -> str:
        """Return ``line 3, key: text``, without what is not known."""
        place = ", ".join([f"line {self.line}"] * bool(self.line) + [self.key] * bool(self.key))
        return f"{place}: {self.text}" if place else self.text


def read_toml(path: Path) -> tuple[TomlContent, str]:
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
        text = content.decode("utf-8-sig")
        data = TomlContent(tomllib.loads(text, parse_float=Decimal))
    except UnicodeDecodeError as error:
        raise ConfigError(
            "'{path}' is not saved as UTF-8: line {line} holds something else.",
            path=str(path),
            line=error.object.count(b"\n", 0, error.start) + 1,
            hint="Save it as UTF-8: in Notepad, Save as, Encoding: UTF-8.",
        ) from error
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise ConfigError(
            "'{path}' is not a TOML file: {cause}.",
            path=str(path),
            cause=_TOO_DEEP if isinstance(error, RecursionError) else error,
            hint="Correct that line; texts stand in double quotes and the file is saved as UTF-8.",
        ) from error
    data.text = text
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
    found: list[Fault] = []
    try:
        found += faults
        result = kind.model_validate(data, context=context)
    except ValidationError as error:
        found += [Fault(key, text) for key, text in messages(error, kind, data)]
    except RecursionError:
        found = [Fault("", _TOO_DEEP)]
    if found:
        raise faulty(path, _placed(found, data))
    return result


def faulty(path: Path, faults: Iterable[Fault]) -> ConfigError:
    """Return the error that lists the faults of one file, by line and key."""
    ordered = sorted(set(faults), key=lambda fault: (fault.line or 0, fault.key, fault.text))
    lines = [str(fault) for fault in ordered]
    return ConfigError(
        "'{path}' has {count} fault(s):\n{faults}",
        path=str(path),
        count=len(lines),
        faults="\n".join(f"  - {line}" for line in lines),
        hint="Correct these keys and run the command again.",
    )


def _placed(faults: Iterable[Fault], data: Mapping[str, Any]) -> list[Fault]:
    lines = lines_of(data.text) if isinstance(data, TomlContent) else {}
    return [replace(fault, line=line_of(lines, fault.key)) for fault in faults]


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
