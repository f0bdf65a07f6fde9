"""Method files with something changed, and what is said about them."""

from __future__ import annotations

from pathlib import Path

import pytest

from ranking.errors import ConfigError
from ranking.methods.load import load_method
from tests.builders.month import CONFIG, shipped_cards

SHIPPED = CONFIG / "methods" / "shanghai.toml"


def changed_method(folder: Path, *changes: tuple[str, str]) -> Path:
    """Write the shipped method with texts replaced once each."""
    text = SHIPPED.read_text("utf-8")
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    path = folder / "mine.toml"
    path.write_text(text, "utf-8")
    return path


def method_faults(path: Path) -> str:
    with pytest.raises(ConfigError) as caught:
        load_method(path, shipped_cards())
    return str(caught.value)
