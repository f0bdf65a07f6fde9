"""Registers commands: every one gets --home, --json and --lang, and a session to work in."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any, get_type_hints

import typer

from ranking.cli.language import _
from ranking.cli.session import Session

_COMMON: dict[str, Any] = {
    "home": Annotated[
        Path | None,
        typer.Option(
            "--home",
            envvar="GOVRANK_HOME",
            help=_("Workspace folder (else the nearest parent with govrank.toml)."),
        ),
    ],
    "json": Annotated[bool, typer.Option("--json", help=_("Print JSON for machines."))],
    "lang": Annotated[str | None, typer.Option("--lang", help=_("Language: zh or en."))],
}
_DEFAULTS = {"home": None, "json": False, "lang": None}


def command(
    app: typer.Typer, name: str, summary: str, *examples: str, paged: bool = False
) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Register a function whose first parameter is a Session; the rest are its options.

    ``paged``: what it prints is read, not watched: long output goes through the reader's pager.
    """

    def decorate(function: Callable[..., None]) -> Callable[..., None]:
        @functools.wraps(function)
        def wrapper(home: Path | None, json: bool, lang: str | None, **options: Any) -> None:
            del lang  # has been taken from the command line before it was parsed
            with Session(name, home, json, paged=paged) as session:
                function(session, **options)

        _describe(wrapper, function)
        epilog = "\n\n".join(_("Example: {line}", line=line) for line in examples)
        return app.command(name, help=summary, epilog=epilog or None)(wrapper)

    return decorate


def _describe(wrapper: Callable[..., None], function: Callable[..., None]) -> None:
    """Give the wrapper the function's parameters without the session, plus the common ones."""
    hints = get_type_hints(function, include_extras=True)
    own = [
        parameter.replace(annotation=hints[parameter.name], kind=parameter.KEYWORD_ONLY)
        for parameter in list(inspect.signature(function).parameters.values())[1:]
    ]
    common = [
        inspect.Parameter(
            name, inspect.Parameter.KEYWORD_ONLY, default=_DEFAULTS[name], annotation=annotation
        )
        for name, annotation in _COMMON.items()
    ]
    parameters = [*own, *common]
    wrapper.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    wrapper.__annotations__ = {p.name: p.annotation for p in parameters}
    del wrapper.__wrapped__  # type: ignore[attr-defined]
