"""Names of features, read without loading what computes them."""

from __future__ import annotations

import tomllib

from ranking.settings import Settings


def feature_names(settings: Settings, language: str) -> dict[str, str]:
    """Return feature id → name from the feature cards; the workspace's file wins."""
    for folder in settings.config_folders:
        path = folder / "features.toml"
        if path.is_file():
            cards = tomllib.loads(path.read_text(encoding="utf-8"))
            return {name: card["name"][language] for name, card in cards.items()}
    return {}
