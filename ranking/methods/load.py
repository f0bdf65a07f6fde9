"""Finding and reading method files."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path

from ranking.config_file import read_toml, validate
from ranking.errors import ConfigError
from ranking.methods.checks import cross_faults
from ranking.methods.model import Method
from ranking.model.names import nearest


def load_method(path: Path, cards: Collection[str]) -> Method:
    """Read a method file; ``cards`` are the ids of the feature cards.

    ``Method.sha256`` is the digest of the file. Raises ConfigError with every fault by key.
    """
    data, digest = read_toml(path)
    method = validate(Method, data, path, faults=cross_faults(data, cards))
    return method.with_sha256(digest)


def find_method(method_id: str, folders: Sequence[Path]) -> Path:
    """Return the file of a method: the first folder that has ``<id>.toml`` wins.

    Raises ConfigError that names the methods there are.
    """
    files = method_files(folders)
    if method_id in files:
        return files[method_id]
    raise ConfigError(
        "There is no method '{method}'; known: {known}.",
        method=method_id,
        known=", ".join(files) or "-",
        near=nearest(method_id, files, 1),
        hint="Write the id of one of these into the list file, or add {method}.toml.",
    )


def method_files(folders: Sequence[Path]) -> dict[str, Path]:
    """Return the method files by id, those of the first folder that has one."""
    found: dict[str, Path] = {}
    for folder in reversed(folders):
        found.update({path.stem: path for path in folder.glob("*.toml")})
    return dict(sorted(found.items()))
