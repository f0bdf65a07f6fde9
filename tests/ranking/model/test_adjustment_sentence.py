"""Adjustments as sentences."""

from __future__ import annotations

import pytest

from ranking.model.adjustment import Kind
from ranking.model.adjustment_sentence import adjustment_sentence
from tests.builders.adjusted import adjustment


@pytest.mark.parametrize("kind", list(Kind))
def test_every_kind_has_a_sentence_with_all_that_it_did(kind: Kind) -> None:
    """Number, target (but of a note), unit, points, reason and the evidence's first digits."""
    points = "1.25" if kind in (Kind.AWARD, Kind.DEDUCT) else None
    one = adjustment(42, kind, "17", unit="乙局", points=points, text="话")
    note = adjustment_sentence(one)
    said = note.template.format(**note.params)
    expected = ["42", "经核实", "e" * 12, points or "", one.unit or ""]
    assert all(part in said for part in expected)
    assert ("17" in said) == (kind is not Kind.NOTE)
    assert "e" * 13 not in said
    assert all(f"{{{name}}}" in note.template for name in note.params)
