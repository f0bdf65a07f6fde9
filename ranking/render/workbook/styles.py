"""The look of the workbook: one set of cell formats, made on demand and shared."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any

from rich.cells import cell_len
from xlsxwriter import Workbook
from xlsxwriter.format import Format

from ranking.render.figures import AT_LEAST, Figure

RED = "#C8102E"
"""Header; also a rise."""
GREEN = "#1E8449"
"""A fall."""
BLUE = "#1F5FA8"
"""New on the board, or back."""
BAR = "#F1A0A8"
TINT = "#FFF3D6"
"""The first three rows."""
PALETTE = ("#C8102E", "#E0872B", "#1F5FA8", "#3B9C8E", "#7D5BA6", "#8C8C8C", "#B5A642")
"""Parts of an index, and units in a line chart, in this order."""
_FONT = "微软雅黑"
_BASE: dict[str, Any] = {"font_name": _FONT, "font_size": 10, "valign": "vcenter"}
_CELL = _BASE | {"border": 1, "border_color": "#BFBFBF"}
_NAMED: Mapping[str, Mapping[str, Any]] = MappingProxyType(
    {
        "title": _BASE | {"font_size": 16, "bold": True, "align": "center", "text_wrap": True},
        "subtitle": _BASE
        | {"font_color": "#595959", "font_size": 9, "align": "center", "text_wrap": True},
        "warning": _BASE | {"font_color": RED, "bold": True, "align": "center", "text_wrap": True},
        "header": _CELL
        | {
            "bold": True,
            "font_color": "#FFFFFF",
            "bg_color": RED,
            "align": "center",
            "text_wrap": True,
        },
        "section": _BASE | {"bold": True, "font_color": RED, "font_size": 11, "text_wrap": True},
        "paragraph": _BASE | {"font_size": 11, "text_wrap": True, "valign": "top"},
        "label": _CELL | {"bold": True, "bg_color": "#F2F2F2", "text_wrap": True, "indent": 1},
        "text": _CELL | {"text_wrap": True, "indent": 1},
        "address": _CELL | {"font_size": 8, "font_color": "#595959"},
        "centred": _CELL | {"align": "center"},
        "note": _BASE
        | {"font_size": 9, "font_color": "#595959", "text_wrap": True, "valign": "top"},
    }
)

LINE_HEIGHT: Mapping[str, tuple[float, float]] = MappingProxyType(
    {
        "title": (1.6, 24),
        "subtitle": (0.9, 14),
        "warning": (1.0, 16),
        "header": (1.0, 16),
        "section": (1.1, 18),
        "paragraph": (1.1, 18),
        "text": (1.0, 15),
        "note": (0.9, 14),
    }
)
"""Of styles whose texts wrap: width of half a 汉字 in column units, height of a line in points."""


class Styles:
    """Formats of one workbook by name, or by what a number needs."""

    def __init__(self, book: Workbook) -> None:
        """Make formats in ``book``."""
        self._book = book
        self._made: dict[str, Format] = {}

    def named(self, name: str) -> Format:
        """Return one of the named formats."""
        return self._format(name, _NAMED[name])

    def figure(self, figure: Figure, align: str) -> Format:
        """Return the number format of a figure; ``≥`` shows a lower bound, the cell keeps it."""
        cell = _CELL | {"align": align} | ({"indent": 1} if align == "right" else {})
        if figure.value is None:
            return self._format(f"missing {align}", cell | {"font_color": "#7F7F7F"})
        places = "." + "0" * figure.decimals if figure.decimals else ""
        number = f"0{places}%" if figure.percent else f"#,##0{places}"
        if figure.status == "lower_bound":
            number = f'"{AT_LEAST}"{number}'
        return self._format(f"{number} {align}", cell | {"num_format": number})

    def exact(self) -> Format:
        """Return the format of a number that is shown as it is."""
        return self._format(
            "exact", _CELL | {"num_format": "General", "align": "right", "indent": 1}
        )

    def indented(self, depth: int) -> Format:
        """Return the text format of a name that many levels deep."""
        return self._format(f"indent {depth}", _CELL | {"indent": depth + 1, "text_wrap": True})

    def rule(self, **properties: Any) -> Format:
        """Return a format for a conditional rule."""
        return self._format(repr(sorted(properties.items())), properties)

    def _format(self, key: str, properties: Mapping[str, Any]) -> Format:
        if key not in self._made:
            self._made[key] = self._book.add_format(dict(properties))
        return self._made[key]


def column_width(texts: Iterable[str]) -> float:
    """Return a column's width in characters: CJK counts double, between 6 and 44."""
    widest = max(map(cell_len, texts), default=0)
    return min(44.0, max(6.0, widest * 1.05 + 3))
