"""What a post is called where it has no title: the beginning of its text."""

from __future__ import annotations

from ranking.model.names import display

_LONGEST = 80


def post_title(title: str | None, text: str | None) -> str:
    """Return the title, else the beginning of the text, in one line of at most 80 characters."""
    full = display(title or "") or display((text or "")[: _LONGEST * 4])
    return full if len(full) <= _LONGEST else full[: _LONGEST - 1] + "…"
