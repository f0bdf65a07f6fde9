"""Names of features, read without loading what computes them."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from ranking.settings import Settings


def feature_names(settings: Settings, method: str, language: str) -> dict[str, str]:
    """Return feature → name: of the cards, and of what the method of that id calls its own.

    The Chinese names, by which notes call features, lead to the same. The workspace's files win. A
    method that is no longer there adds nothing.
    """
    wanted = ("features.toml", f"methods/{method}.toml")
    files = [_first(settings.config_folders, name) for name in wanted]
    names = names_in(files, language)
    return {chinese: names[key] for key, chinese in names_in(files, "zh").items()} | names


def names_in(files: Sequence[Path | None], language: str) -> dict[str, str]:
    """Return feature → name, from the file of the cards and that of a method (None: no file)."""
    names: dict[str, str] = {}
    for table in _tables(*map(_content, files)):
        named = {k: v["name"] for k, v in table.items() if isinstance(v, dict) and "name" in v}
        names |= {feature: words[language] for feature, words in named.items()}
    return names


def _tables(cards: dict[str, Any], method: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the tables that name features, those that win last."""
    yield cards
    yield method.get("inputs", {})
    yield method.get("features", {})


def _first(folders: Sequence[Path], name: str) -> Path | None:
    return next((f / name for f in folders if (f / name).is_file()), None)


def _content(path: Path | None) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8-sig")) if path else {}
