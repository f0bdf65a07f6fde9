"""Widths of terminal tables, in cells: CJK counts double, and every line comes out equally wide."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rich.cells import cell_len, chop_cells, set_cell_size

GAP = 2
"""Blank cells between two columns."""
_PIECE = re.compile(r"\s*(?:[!-~]+|[（【“《]*\S)[，。；：、）】”》！？]*")
_EIGHTHS = " ▏▎▍▌▋▊▉"
_STEPS = "▁▂▃▄▅▆▇█"


def cut(text: str, width: int) -> str:
    """Return the text in at most ``width`` cells, with ``…`` where something was left out."""
    if cell_len(text) <= width:
        return text
    return set_cell_size(text, max(width - 1, 0)).rstrip() + "…" if width > 0 else ""


def wrap(text: str, width: int) -> str:
    """Break the text into lines of at most ``width`` cells, with ``\\n`` between them.

    Chinese breaks anywhere but before a closing or after an opening mark; rich breaks only at
    spaces, which Chinese has few of.
    """
    lines = [""]
    for piece in _PIECE.findall(text):
        if cell_len(lines[-1] + piece) <= width:
            lines[-1] += piece
            continue
        first, *rest = chop_cells(piece.lstrip(), width)
        lines = [*lines, first, *rest] if lines[-1] else [first, *rest]
    return "\n".join(lines)


def bar(share: float, width: int) -> str:
    """Return a bar for a share of 0 to 1, in eighths of a cell, that starts at zero."""
    eighths = round(max(0.0, min(1.0, share)) * width * 8)
    whole, rest = divmod(eighths, 8)
    return "█" * whole + (_EIGHTHS[rest] if rest else "")


def sparkline(values: Sequence[float | None]) -> str:
    """Return one cell a value, from the least to the greatest of them; blank = missing."""
    known = [value for value in values if value is not None]
    least, most = min(known, default=0.0), max(known, default=0.0)
    reach = (most - least) or 1.0
    return "".join(
        " " if value is None else _STEPS[round((value - least) / reach * (len(_STEPS) - 1))]
        for value in values
    )


def natural(label: str, texts: Sequence[str]) -> int:
    """Return the width a column needs to show everything."""
    return max([cell_len(label), *map(cell_len, texts)])


def fit(wanted: Sequence[int], flexible: Sequence[bool], width: int) -> list[int]:
    """Shrink columns until they fit: flexible ones first (down to 8), then the widest of all."""
    widths = list(wanted)
    spare = width - GAP * (len(widths) - 1)
    for least, allowed in ((8, flexible), (1, [True] * len(widths))):
        while sum(widths) > spare:
            candidates = [i for i, may in enumerate(allowed) if may and widths[i] > least]
            if not candidates:
                break
            widest = max(candidates, key=lambda i: widths[i])
            widths[widest] -= 1
    return widths
