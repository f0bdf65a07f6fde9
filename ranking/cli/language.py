"""The language of help and messages, known before any option is parsed."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from ranking.errors import UsageError
from ranking.i18n import Translator, choose_language

_LANGUAGES = ("zh", "en")


def wanted_language(arguments: Sequence[str]) -> str | None:
    """Return the value of ``--lang`` on a command line, or None."""
    for position, argument in enumerate(arguments):
        if argument.startswith("--lang="):
            return argument.split("=", 1)[1]
        if argument == "--lang" and position + 1 < len(arguments):
            return arguments[position + 1]
    return None


def without_language(arguments: Sequence[str]) -> list[str]:
    """Return the arguments without ``--lang``, which may stand anywhere on the line."""
    kept: list[str] = []
    skip = False
    for argument in arguments:
        if not skip and argument != "--lang" and not argument.startswith("--lang="):
            kept.append(argument)
        skip = argument == "--lang"
    return kept


def check_language(arguments: Sequence[str]) -> None:
    """Raise UsageError for a ``--lang`` that there is not; of the environment all is taken."""
    wanted = wanted_language(arguments)
    if wanted is not None and not wanted.lower().startswith(_LANGUAGES):
        raise UsageError(
            "There is no language '{wanted}'.",
            wanted=wanted,
            hint="Write --lang zh or --lang en.",
        )


def current_translator() -> Translator:
    """Return the translator for what is on the command line now."""
    return Translator(choose_language(wanted_language(sys.argv[1:])))


_ = current_translator()
"""Translates help texts, which are fixed when the program starts."""
