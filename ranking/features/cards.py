"""Feature cards: what every feature is called and means. They are data; code computes them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from pydantic import Field, RootModel

from ranking.config_file import Identifier, Strict, Text, Words, read_toml, validate


class FeatureCard(Strict):
    """One feature of one unit in one month. ``null`` says when it is not observed."""

    name: Words
    unit: Text
    definition: Words
    null: Words = Field(description="when the feature is not observed")


class _Cards(RootModel[dict[Identifier, FeatureCard]]):
    pass


Cards = Mapping[str, FeatureCard]
"""Cards by feature id, in the order of the file."""


def load_cards(path: Path) -> Cards:
    """Read ``features.toml``. Raises ConfigError with every fault by key."""
    data, _ = read_toml(path)
    return validate(_Cards, data, path).root
