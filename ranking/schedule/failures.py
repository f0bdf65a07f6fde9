"""What a run keeps of a failure: plain JSON that can be shown in either language."""

from __future__ import annotations

import traceback
from pathlib import Path
from typing import Any

from ranking.model.lifecycle import Refusal

_REFUSED = Refusal(
    template="The computer refused to read or write '{place}': {reason}.",
    hint="Check free space and permissions; it is tried again.",
)
_UNFORESEEN = Refusal(
    template="An error that govrank did not foresee: {name} at {place}.",
    hint="Run the step by hand to see all of it, and report it.",
)
_PLAIN = (str, int, float, bool, type(None))


def failure_detail(error: Exception) -> dict[str, Any]:
    """Return ``template``, ``params``, ``hint`` and the name of the ``error``.

    Of what nobody foresaw only its name and place are kept: its text may hold anything.
    """
    name = type(error).__name__
    if hasattr(error, "template"):
        return {"error": name, **_foreseen(error)}
    said, params = _UNFORESEEN, {"name": name, "place": _place(error)}
    if isinstance(error, OSError):
        place = str(error.filename or "-")
        said, params = _REFUSED, {"place": place, "reason": error.strerror or name}
    return {"error": name, "template": said.template, "params": params, "hint": said.hint}


def _foreseen(error: Any) -> dict[str, Any]:
    """Keep the message; where it lists faults, all of it as one text."""
    params = getattr(error, "params", {})
    if getattr(error, "problems", ()):
        text = " ".join(str(error).split())
        return {"template": "{text}", "params": {"text": text}, "hint": error.hint_text()}
    plain = {name: _plain(value) for name, value in params.items()}
    return {"template": error.template, "params": plain, "hint": getattr(error, "hint", "")}


def _plain(value: object) -> object:
    return value if isinstance(value, _PLAIN) else str(value)


def _place(error: Exception) -> str:
    frames = traceback.extract_tb(error.__traceback__)
    return f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else "-"
