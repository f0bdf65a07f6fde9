"""Build hook of hatchling: compiles the message catalogues (``.po``) to the ``.mo`` files that the
program reads. Runs for wheels and for editable installs; the ``.mo`` are never committed.
"""

from __future__ import annotations

import io
import os
from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

LOCALE = Path("ranking/locale")
CATALOGUES = "*/LC_MESSAGES/govrank.po"


class CatalogueHook(BuildHookInterface[Any]):
    """Compiles every catalogue before the files of the distribution are chosen."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Write a ``.mo`` beside each ``.po``; the wheel's ``artifacts`` setting picks them up."""
        compile_catalogues(Path(self.root))


def compile_catalogues(root: Path) -> list[Path]:
    """Compile all catalogues under ``root`` and return the files written.

    Raises FileNotFoundError if there is none: a program without its Chinese texts is not shipped.
    """
    sources = sorted((root / LOCALE).glob(CATALOGUES))
    if not sources:
        raise FileNotFoundError(
            f"no message catalogue: expected {LOCALE / CATALOGUES} under {root}; "
            "write it with scripts/messages.py"
        )
    return [_compile(source) for source in sources]


def _compile(source: Path) -> Path:
    with source.open("rb") as file:
        catalogue = read_po(file, locale=source.parent.parent.name, domain="govrank")
    buffer = io.BytesIO()
    write_mo(buffer, catalogue)
    target = source.with_suffix(".mo")
    # Replaced in one step: a program that is starting meanwhile reads the old file or the new.
    fresh = target.with_name(f".{target.name}.{os.getpid()}")
    fresh.write_bytes(buffer.getvalue())
    fresh.replace(target)
    return target
