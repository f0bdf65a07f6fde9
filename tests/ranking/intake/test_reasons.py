"""Reason codes."""

from __future__ import annotations

import re
from pathlib import Path

from ranking.intake import reasons

PACKAGE = Path(reasons.__file__).parent


def test_every_reason_is_used_and_every_sentence_ends() -> None:
    """No code without a place that gives it, and each tells the reader something whole."""
    sources = "".join(
        path.read_text(encoding="utf-8")
        for path in PACKAGE.glob("*.py")
        if path.name != "reasons.py"
    )
    quoted = set(re.findall(r'"([a-z_]+)"', sources))
    assert (reasons.REASONS.keys() | reasons.FLAGS.keys()) - quoted == set()
    for sentence in (*reasons.REASONS.values(), *reasons.FLAGS.values()):
        assert sentence.endswith((".", "(kept).", "(added)."))
        assert sentence[0].isupper()


def test_a_row_is_either_unregistered_or_quarantined_for_one_reason() -> None:
    """The two tables do not overlap."""
    assert reasons.UNREGISTERED.keys().isdisjoint(reasons.QUARANTINED)
