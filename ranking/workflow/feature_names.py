"""Names of features, read without loading what computes them."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ranking.settings import Settings


def feature_names(settings: Settings, method: str, language: str) -> dict[str, str]:
    """Return feature → name: of the cards, and of what the method of that id calls its own.

    The workspace's files win. A method that is no longer there adds nothing.
    """
    names: dict[str, str] = {}
    for table in _tables(settings.config_folders, method):
        named = {k: v["name"] for k, v in table.items() if isinstance(v, dict) and "name" in v}
        names |= {feature: words[language] for feature, words in named.items()}
    return names


def _tables(folders: tuple[Path, ...], method: str) -> Iterator[dict[str, Any]]:
    """Yield the tables that name features, those that win last."""
    yield _first(folders, "features.toml")
    own = _first(folders, f"methods/{method}.toml")
    yield own.get("inputs", {})
    yield own.get("features", {})


def _first(folders: tuple[Path, ...], name: str) -> dict[str, Any]:
    paths = [folder / name for folder in folders]
    found = next((path for path in paths if path.is_file()), None)
    return tomllib.loads(found.read_text(encoding="utf-8-sig")) if found else {}
