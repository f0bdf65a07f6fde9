"""Arguments that several commands share."""

from __future__ import annotations

from typing import Annotated

import typer

from ranking.cli.language import _

MonthArgument = Annotated[str, typer.Argument(metavar="MONTH", help=_("Business month, YYYY-MM."))]
UnitArgument = Annotated[str, typer.Argument(metavar="UNIT", help=_("Name of the unit."))]
StrictOption = Annotated[
    bool, typer.Option("--strict", help=_("Exit with code 3 when there are warnings."))
]
