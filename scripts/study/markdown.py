"""Markdown tables and text bars."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

Cell = str | int | float | None


def table(head: Sequence[str], rows: Iterable[Sequence[Cell]]) -> str:
    """Return a Markdown table; numbers to the right, None as a dash."""
    lines = [list(map(_text, row)) for row in rows]
    right = [all(_numeric(line[i]) for line in lines) for i in range(len(head))]
    rule = ["---:" if flag else "---" for flag in right]
    return "\n".join(f"| {' | '.join(line)} |" for line in (list(head), rule, *lines)) + "\n"


def bar(value: float, full: float, width: int = 30) -> str:
    """Return a bar of text, ``width`` characters at ``full``."""
    return "█" * max(0, round(width * value / full))


def _text(cell: Cell) -> str:
    if cell is None:
        return "–"
    if isinstance(cell, float):
        return f"{cell:,.0f}" if abs(cell) >= 1000 else f"{cell:.2f}"
    return f"{cell:,}" if isinstance(cell, int) else cell


def _numeric(text: str) -> bool:
    return (
        text.lstrip("+-−×").replace(",", "").replace(".", "").rstrip("%").isdigit() or text == "–"
    )
