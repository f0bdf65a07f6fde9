"""Source files from disk: all that are there, or one."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import chain
from pathlib import Path

from ranking.config_file import TomlContent, read_toml, validate
from ranking.errors import ConfigError
from ranking.source_files.checks import (
    account_faults,
    address_faults,
    credential_faults,
    field_faults,
    key_faults,
)
from ranking.source_files.kinds import NEEDS, Kind, is_source_file
from ranking.source_files.model import SourceFile

_GUARDED = {
    "credentials": credential_faults,
    "accounts": account_faults,
    "base_url": address_faults,
}
"""Keys that may hold a secret by mistake: pydantic, which repeats values, sees sound ones alone."""


def source_files(files: Mapping[str, Path]) -> dict[str, SourceFile]:
    """Return the source files among ``files`` (id → path) by id; one without ``kind`` is a format.

    Raises ConfigError with every fault of all files at once.
    """
    found: dict[str, SourceFile] = {}
    errors: list[ConfigError] = []
    for source, path in files.items():
        try:
            data, digest = read_toml(path)
            if is_source_file(data):
                found[source] = _checked(path, data, digest)
        except ConfigError as error:
            errors.append(error)
    if len(errors) == 1:
        raise errors[0]
    if errors:
        raise ConfigError(
            "{count} source files are wrong:\n{faults}",
            count=len(errors),
            faults="\n".join(str(error) for error in errors),
            hint="Correct them and run the command again.",
        )
    return found


def load_source_file(path: Path) -> SourceFile:
    """Read one source file. Raises ConfigError with every fault by key, without any credential."""
    return _checked(path, *read_toml(path))


def _checked(path: Path, data: TomlContent, digest: str) -> SourceFile:
    kind = data.get("kind")
    needs = NEEDS[Kind(kind)] if isinstance(kind, str) and kind in NEEDS else None
    guarded = {key: list(check(data, needs)) for key, check in _GUARDED.items()}
    rest = TomlContent({key: value for key, value in data.items() if not guarded.get(key)})
    rest.text = data.text
    faults = [*chain(*guarded.values()), *key_faults(data, needs), *field_faults(data, needs)]
    return validate(SourceFile, rest, path, faults=faults).with_sha256(digest)
