"""What every shipped method of a public index says about itself."""

from __future__ import annotations

import re

import pytest

from tests.builders.month import CONFIG
from tests.builders.oracles import public_method

PUBLIC = sorted(
    p.stem for p in (CONFIG / "methods").glob("*.toml") if not p.stem.startswith("shanghai")
)
DOCS = CONFIG.parent / "docs" / "methods"


@pytest.mark.parametrize("name", PUBLIC)
def test_a_file_says_what_it_is(name: str) -> None:
    """Its id is its name; the title promises no more than a public formula; gaps are listed."""
    method = public_method(name)
    assert method.id == name
    assert re.fullmatch(r"按.*公开.*计算(（.*）)?", method.title)
    assert method.certainty in ("verified", "public_source")
    assert method.unknown


@pytest.mark.parametrize("name", PUBLIC)
def test_a_file_scores_months_wholly_or_not_at_all(name: str) -> None:
    """Either every input has a feature card for months or none has."""
    assert len({item.month is None for item in public_method(name).inputs.values()}) == 1


@pytest.mark.parametrize("name", PUBLIC)
def test_a_file_reads_every_input_it_asks_for(name: str) -> None:
    """An input that moves nothing would be asked of a table for nothing."""
    method = public_method(name)
    used = {part for d in method.features.values() for part in d.arithmetic.names}
    for index in method.indexes:
        for indicator in index.indicators():
            used |= {indicator.feature, "posts" if indicator.per == "post" else ""}
    assert set(method.inputs) <= used


@pytest.mark.parametrize("name", PUBLIC)
def test_the_pages_list_the_file_as_it_is(name: str) -> None:
    """In the table of methods with its certainty, and in a section of its own."""
    line = next(
        line
        for line in (DOCS / "README.md").read_text("utf-8").splitlines()
        if line.startswith(f"| [{name}](")
    )
    assert f"| {public_method(name).certainty} |" in line
    headings = [
        line.split()
        for line in (DOCS / "public-indices.md").read_text("utf-8").splitlines()
        if line.startswith("### ")
    ]
    assert any(name in heading for heading in headings)
