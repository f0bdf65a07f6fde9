"""How an error reaches the user: what was found, and what to do next."""

from __future__ import annotations

import json
import sys

from ranking.cli.language import _
from ranking.errors import GovrankError


def describe(error: Exception) -> tuple[str, str]:
    """Return an error's message and hint in the user's language, safe to print."""
    params = {
        name: _safe(value) if isinstance(value, str) else value
        for name, value in getattr(error, "params", {}).items()
    }
    template = getattr(error, "template", "")
    message = _(template, **params) if params else _(template)
    hint = getattr(error, "hint", "")
    return message, (_(hint, **params) if hint and params else _(hint) if hint else "")


def report(error: Exception) -> int:
    """Print an error on stderr (as JSON with --json) and return the exit code 1."""
    message, hint = describe(error)
    if "--json" in sys.argv:
        what = {"error": type(error).__name__, "message": message, "hint": hint}
        sys.stderr.write(json.dumps(what, ensure_ascii=False) + "\n")
    else:
        sys.stderr.write(f"govrank: {message}\n")
        if hint:
            sys.stderr.write(f"  {hint}\n")
    return 1


def refused(error: OSError) -> GovrankError:
    """Return what the operating system refused as a message: a full disk, a missing right."""
    return GovrankError(
        "The computer refused to read or write '{place}': {reason}.",
        place=str(error.filename or "-"),
        reason=error.strerror or str(error),
        hint="Check free space and permissions, then run the command again; "
        "what was recorded before is intact.",
    )


def _safe(text: str) -> str:
    """Keep line breaks that messages are made of; drop what could steer a terminal."""
    return "".join(c if c == "\n" or c.isprintable() else "\ufffd" for c in text)
