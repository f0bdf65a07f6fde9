"""Finding and reading method files."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path

from ranking.config_file import read_toml, validate
from ranking.errors import ConfigError
from ranking.methods.checks import cross_faults
from ranking.methods.model import Method
from ranking.model.names import nearest


def load_method(path: Path, features: Collection[str]) -> Method:
    """Read a method file; ``features`` are the ids of the feature cards.

    ``Method.sha256`` is the digest of the file. Raises ConfigError with every fault by key.
    """
    data, digest = read_toml(path)
    context = {"features": features}
    method = validate(Method, data, path, context=context, faults=cross_faults(data))
    return method.with_sha256(digest)


def find_method(method_id: str, folders: Sequence[Path]) -> Path:
    """Return the file of a method: the first folder that has ``<id>.toml`` wins.

    Raises ConfigError that names the methods there are.
    """
    for folder in folders:
        path = folder / f"{method_id}.toml"
        if path.is_file():
            return path
    known = sorted({path.stem for folder in folders for path in folder.glob("*.toml")})
    raise ConfigError(
        "There is no method '{method}'; known: {known}.",
        method=method_id,
        known=", ".join(known) or "-",
        near=nearest(method_id, known, 1),
        hint="Write the id of one of these into the list file, or add {method}.toml.",
    )
