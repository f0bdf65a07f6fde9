"""Method files, sound and with something changed, and what is said about them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ranking.errors import ConfigError
from ranking.methods.load import load_method
from ranking.methods.model import Method
from tests.builders.month import CONFIG, shipped_cards

SHIPPED = CONFIG / "methods" / "shanghai.toml"
DAYS = '[days]\nmonth = 30\nreason = "convention"\n'


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


def small_text(
    nodes: str = '{ feature = "reads" }',
    *,
    inputs: str = "reads",
    top: str = 'certainty = "public_source"\nunknown = ["much"]',
    tables: str = "",
    index: str = 'aggregate = "amean"',
) -> str:
    """Return a method of one index; ``inputs`` are names, or ``name:card`` for a month."""
    head = 'id = "mine"\nversion = "1"\ntitle = "试"\nsource = "s"\ndecimals = 2\n'
    head += f'comparison_precision = 1e-9\nties = "competition"\n{top}\n{tables}\n'
    for name, _, card in (item.partition(":") for item in inputs.split()):
        month = f'month = "{card}"\n' if card else ""
        head += f'[inputs.{name}]\nname = {{ zh = "数", en = "n" }}\n{month}'
    return f'{head}[[indexes]]\nid = "one"\nname = "一"\n{index}\nnodes = [\n{nodes}\n]\n'


def derived(name: str, formula: str) -> str:
    """Return the table of a derived feature."""
    words = 'name = { zh = "数", en = "n" }\nreason = "r"'
    return f'[features.{name}]\n{words}\nformula = "{formula}"\n'


def small_method(folder: Path, *args: str, **parts: str) -> Method:
    """Load a method made by ``small_text``."""
    return load_method(_written(folder, small_text(*args, **parts)), shipped_cards())


def small_faults(folder: Path, *args: str, **parts: str) -> list[str]:
    """Return the faults of a method made by ``small_text``, each as ``key: text``."""
    message = method_faults(_written(folder, small_text(*args, **parts)))
    return re.findall(r"^  - (?:line \d+, )?(.*)$", message, re.MULTILINE)


def _written(folder: Path, text: str) -> Path:
    path = folder / "mine.toml"
    path.write_text(text, "utf-8")
    return path
