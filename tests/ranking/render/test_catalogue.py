"""Every sentence this package prints has a Chinese form with the same fields."""

import string
import subprocess
import sys
from pathlib import Path

from babel.messages.extract import extract_from_dir

import ranking.render

PACKAGE = Path(ranking.render.__file__).parent


def sentences():
    return {message for _, _, message, *_ in extract_from_dir(PACKAGE, keywords={"tr": None})}


def fields(text):
    return {name for _, name, *_ in string.Formatter().parse(text) if name}


def test_every_sentence_is_translated(zh):
    """No English word is left in a Chinese list."""
    assert len(sentences()) > 100
    assert [text for text in sentences() if zh(text) == text] == []


def test_translations_use_the_same_fields(zh):
    """A translation neither loses nor invents a field."""
    assert [text for text in sentences() if fields(zh(text)) != fields(text)] == []


def test_every_fixed_text_exists_in_gbk(zh):
    """Ours alone; names from outside may hold anything."""
    for text in sentences():
        text.encode("gbk")
        zh(text).encode("gbk")


def test_showing_an_edition_loads_nothing_heavy():
    """The show command must start fast: rich and the standard library only."""
    code = (
        "import sys, ranking.render.console, ranking.render.explain_console, "
        "ranking.render.json_edition, ranking.render.delimited, ranking.render.tables; "
        "print([m for m in ('polars', 'sqlalchemy', 'pydantic', 'xlsxwriter') if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        cwd=PACKAGE.parents[1],
    )
    assert done.stdout.strip() == "[]"
