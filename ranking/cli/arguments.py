"""Arguments that several commands share."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from ranking.cli.language import _

MonthArgument = Annotated[str, typer.Argument(metavar="MONTH", help=_("Business month, YYYY-MM."))]
UnitArgument = Annotated[str, typer.Argument(metavar="UNIT", help=_("Name of the unit."))]
StrictOption = Annotated[
    bool, typer.Option("--strict", help=_("Exit with code 3 when there are warnings."))
]
AsOption = Annotated[
    str | None,
    typer.Option(
        "--as",
        metavar="NAME",
        help=_("Who you are, where several people of the list file share a user."),
    ),
]
ReasonOption = Annotated[
    str, typer.Option("--reason", metavar="TEXT", help=_("Why, in words for whoever decides."))
]
EvidenceOption = Annotated[
    Path,
    typer.Option(
        "--evidence",
        metavar="FILE",
        help=_("What proves it: a picture, a letter; a copy is kept, never published."),
    ),
]
MappingOption = Annotated[
    Path | None,
    typer.Option("--mapping", help=_("Mapping file that names a vendor's columns.")),
]
ObservedOption = Annotated[
    datetime | None,
    typer.Option(
        "--observed-at",
        formats=["%Y-%m-%d", "%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"],
        help=_("When the counts were seen (Shanghai time), if the rows do not say."),
        show_default=_("the file's own time"),
    ),
]


def same_month(text: str) -> str:
    """Return a month as it is written everywhere. Raises UsageError for what is no month."""
    from ranking.model.month import Month

    return str(Month.parse(text))
