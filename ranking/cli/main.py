"""The typer application, its commands in the order of a month's work, and the error boundary."""

from __future__ import annotations

import os
import sys
from typing import Annotated

import typer

from ranking import __version__
from ranking.cli.commands import (
    adjust,
    approve,
    backup,
    campaign,
    channels,
    check,
    collect,
    demo,
    diff,
    doctor,
    draft,
    explain,
    export,
    freeze,
    history,
    import_files,
    init,
    key,
    method,
    network,
    prune,
    publish,
    reprints,
    restore,
    revise,
    roster,
    schedule,
    show,
    site,
    source,
    status,
    verify,
    withdraw,
)
from ranking.cli.failures import refused, report
from ranking.cli.language import _, check_language, without_language
from ranking.errors import GovrankError

os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
# looking for pydantic plug-ins among all installed packages delays every command; we use none

app = typer.Typer(
    help=_("Leaderboards of government new media, right to the last digit."),
    epilog=_("Start with: govrank demo --small"),
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
for module in (
    init,
    demo,
    doctor,
    roster,
    channels,
    campaign,
    method,
    source,
    collect,
    import_files,
    reprints,
    status,
    draft,
    show,
    explain,
    diff,
    network,
    check,
    adjust,
    export,
    freeze,
    approve,
    publish,
    revise,
    withdraw,
    history,
    site,
    verify,
    key,
    schedule,
    backup,
    restore,
    prune,
):
    module.register(app)


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"govrank {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool,
        typer.Option(
            "--version", help=_("Print the version."), callback=_print_version, is_eager=True
        ),
    ] = False,
) -> None: ...


def main() -> None:
    """Run the program; every foreseen error becomes a message and its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    try:
        check_language(sys.argv[1:])
        app(without_language(sys.argv[1:]))
    except BrokenPipeError:
        # the reader of a pipe (head, less) has gone; keep Python from complaining at exit
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except KeyboardInterrupt:
        sys.exit(130)
    except GovrankError as error:
        sys.exit(report(error))
    except OSError as error:
        sys.exit(report(refused(error)))
    except Exception as error:
        if not hasattr(error, "template"):
            raise
        sys.exit(report(error))
