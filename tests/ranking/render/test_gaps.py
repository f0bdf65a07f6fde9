"""What sources say of gaps is told in the reader's language."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from ranking.i18n import Translator
from ranking.render.gaps import phrase

SOURCES = Path(__file__).parents[3] / "connectors" / "sources"
ZH, EN = Translator("zh"), Translator("en")


@pytest.mark.parametrize(
    ("text", "zh"),
    [
        ("all posts", "全部稿件"),
        ("post 5230011223344000", "稿件 5230011223344000"),
        (
            "posts from 2026-10-23 to 2026-11-19 01:00 may be missed",
            "2026-10-23 至 2026-11-19 01:00 的稿件可能有遗漏",
        ),
        ("the vendor's own words {x}", "the vendor's own words {x}"),
    ],
)
def test_known_words_are_translated_and_others_stay(text, zh):
    assert phrase(text, ZH) == zh
    assert phrase(text, EN) == text


def test_every_fixed_text_of_a_gap_has_a_translation():
    """A source that says something new must be given its Chinese words."""
    fixed = {text for path in SOURCES.rglob("*.py") for text in _first_arguments(path)}
    assert len(fixed) > 5
    assert {text for text in fixed if phrase(text, ZH) == text} == set()


def _first_arguments(path: Path) -> set[str]:
    calls = (n for n in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(n, ast.Call))
    gaps = (n for n in calls if isinstance(n.func, ast.Name) and n.func.id == "Gap" and n.args)
    firsts = (n.args[0] for n in gaps)
    return {n.value for n in firsts if isinstance(n, ast.Constant) and isinstance(n.value, str)}
