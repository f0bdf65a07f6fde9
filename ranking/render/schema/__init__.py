"""The JSON Schema of the published JSON, shipped beside this file."""

from __future__ import annotations

from importlib.resources import files

NAME = "edition-1.schema.json"


def schema_text() -> str:
    """Return the schema of ``govrank-edition/1`` (JSON Schema 2020-12) as JSON text."""
    return files(__name__).joinpath(NAME).read_text("utf-8")
