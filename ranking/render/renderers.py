"""Which tools make which format, in which versions they are here, and what they leave unmade."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping
from importlib import metadata
from sysconfig import get_platform

from ranking import __version__
from ranking.errors import ConfigError
from ranking.publish_rules import Format

ENGINE = "govrank"
FONTS = "manimgx-fonts-cjk"
_PLATFORM, _ZLIB = "platform", "zlib"
INSTALL = 'Install the fonts with: pip install "govrank[fonts]"'
"""What brings a format that cannot be made; every other tool comes with govrank itself."""
_TYPESETTING = ("typst", FONTS, _PLATFORM)

TOOLS: Mapping[Format, tuple[str, ...]] = {
    "json": (ENGINE,),
    "csv": (ENGINE,),
    "xlsx": (ENGINE, "xlsxwriter"),
    "docx": (ENGINE, "python-docx", "docxtpl", "lxml", "jinja2"),
    "pdf": (ENGINE, *_TYPESETTING),
    "png": (ENGINE, *_TYPESETTING),
    "md": (ENGINE, "jinja2"),
}
"""What the content of a format depends on. A package is named as it is installed; ``platform`` is
the computer's kind, on which a drawing's last bit may depend."""


def versions() -> dict[str, str | None]:
    """Return tool → version, in order of their names; null = it is not installed.

    ``zlib`` packs workbooks and documents: their bytes depend on it, their content does not.
    """
    own = {ENGINE: __version__, _PLATFORM: get_platform(), _ZLIB: zlib.ZLIB_RUNTIME_VERSION}
    tools = {tool for several in TOOLS.values() for tool in several} - set(own)
    return dict(sorted((own | {tool: _installed(tool) for tool in tools}).items()))


def _installed(package: str) -> str | None:
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return None


def lacking(formats: Iterable[Format]) -> dict[Format, str]:
    """Return each format that cannot be made here → the first package that is not installed."""
    here = versions()
    gone = {f: [tool for tool in TOOLS[f] if here[tool] is None] for f in formats}
    return {format_: tools[0] for format_, tools in gone.items() if tools}


def check_makeable(formats: Iterable[Format]) -> None:
    """Raise ConfigError naming the formats that cannot be made here, and what they need."""
    if missing := lacking(formats):
        raise ConfigError(
            "These formats cannot be written here: {formats}; not installed: {tools}.",
            formats=", ".join(missing),
            tools=", ".join(sorted(set(missing.values()))),
            hint=INSTALL,
        )
