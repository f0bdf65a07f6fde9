"""The one font of PDF and PNG: where it lies, which edition of it, which characters it has."""

from __future__ import annotations

import struct
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path

from ranking.errors import ConfigError

FAMILY = "Noto Sans CJK SC"
"""The family's name inside the file; an open font (SIL Open Font License) with real weights."""
_PACKAGE = "manimgx-fonts-cjk"
_FILE = "NotoSansCJK-VF.otf.ttc"
_FACE = 2
"""The face of the collection that is ``FAMILY``; all its faces have the same characters."""


@dataclass(frozen=True)
class Characters:
    """What a font has glyphs for: code points ``starts[n]`` to ``ends[n]``, ascending."""

    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def has(self, character: str) -> bool:
        """Tell whether there is a glyph for one character."""
        point = ord(character)
        place = bisect_right(self.starts, point) - 1
        return place >= 0 and point <= self.ends[place]


def font_file() -> Path:
    """Return where the font lies. Raises ConfigError when its package is not installed."""
    try:
        import manimgx_fonts_cjk
    except ModuleNotFoundError as error:
        raise ConfigError(
            "The font that PDF and PNG are set in is not installed.",
            hint='Install it with: pip install "govrank[fonts]"; or take pdf and png out of '
            "formats in the [publish] section of the list file.",
        ) from error
    return Path(manimgx_fonts_cjk.__path__[0]) / _FILE


def font_version() -> str:
    """Return family, package and version. Raises ConfigError when it is not installed."""
    font_file()
    return f"{FAMILY} ({_PACKAGE} {version(_PACKAGE)})"


@cache
def characters() -> Characters:
    """Return what the font can set, read once a process. Raises ConfigError without the font."""
    from fontTools.ttLib.sfnt import SFNTReader

    with font_file().open("rb") as file:
        return _characters(SFNTReader(file, fontNumber=_FACE)["cmap"])


def _characters(cmap: bytes) -> Characters:
    """Read the table of all Unicode (format 12); fontTools' own reader takes ten times as long."""
    (tables,) = struct.unpack_from(">H", cmap, 2)
    offsets = [struct.unpack_from(">HHL", cmap, 4 + 8 * n)[2] for n in range(tables)]
    full = next(o for o in offsets if struct.unpack_from(">H", cmap, o)[0] == 12)
    (groups,) = struct.unpack_from(">L", cmap, full + 12)
    numbers = struct.unpack_from(f">{3 * groups}L", cmap, full + 16)
    return Characters(numbers[0::3], numbers[1::3])
