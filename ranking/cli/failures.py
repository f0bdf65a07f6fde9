"""How an error reaches the user: what was found, and what to do next."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping

from ranking.cli.language import current_translator
from ranking.errors import GovrankError, UsageError
from ranking.i18n import Translator


def describe(error: Exception) -> tuple[str, str]:
    """Return an error's message and hint in the user's language, safe to print."""
    tr = current_translator()
    params = getattr(error, "params", {})
    message = _filled(tr, getattr(error, "template", str(error)), params)
    for problem in getattr(error, "problems", ()):
        message += "\n  - " + _filled(tr, problem.template, problem.params)
    if near := getattr(error, "near", ()):
        message += "\n" + tr(
            "Did you mean {names}?", names=", ".join(f"'{_safe(name)}'" for name in near)
        )
    return message, _filled(tr, getattr(error, "hint", ""), params)


def _filled(tr: Translator, template: str, params: Mapping[str, object]) -> str:
    cleaned = {name: _clean(value, tr) for name, value in params.items()}
    return tr(template, **cleaned) if cleaned else tr(template)


def _clean(value: object, tr: Translator) -> object:
    """Return a field of a message; an error that is the cause of another speaks its language."""
    if isinstance(value, GovrankError):
        return _filled(tr, value.template, value.params)
    return _safe(str(value)) if isinstance(value, str | Exception) else value


def report(error: Exception) -> int:
    """Print an error on stderr (as JSON with --json); return the exit code.

    2 for what the command line got wrong, 1 for everything else.
    """
    message, hint = describe(error)
    if "--json" in sys.argv:
        what = {"error": type(error).__name__, "message": message, "hint": hint}
        sys.stderr.write(json.dumps(what, ensure_ascii=False) + "\n")
    else:
        sys.stderr.write(f"govrank: {message}\n")
        if hint:
            sys.stderr.write(f"  {hint}\n")
    return 2 if isinstance(error, UsageError) else 1


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
