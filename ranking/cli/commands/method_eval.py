"""govrank method eval: any method over any table."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ranking.cli.command import command
from ranking.cli.language import _
from ranking.cli.session import Session
from ranking.errors import UsageError

if TYPE_CHECKING:
    from ranking.workflow.method_eval import Evaluation


def register(method: typer.Typer) -> None:
    """Add the command."""

    @command(
        method,
        "eval",
        _("Compute a method over a CSV, XLSX or Parquet table, with every intermediate."),
        "govrank method eval nri daily.csv --csv",
        "govrank method eval wci-13 week.xlsx --map days=d --map reads=阅读数",
        "govrank method eval asem-connectivity normalised.csv --stage normalised",
    )
    def eval_(
        session: Session,
        method: Annotated[
            str,
            typer.Argument(metavar="METHOD", help=_("Id of a method, or path of a method file.")),
        ],
        table: Annotated[Path, typer.Argument(metavar="TABLE", help=_("CSV, XLSX or Parquet."))],
        map_: Annotated[
            list[str] | None,
            typer.Option(
                "--map", metavar="FEATURE=COLUMN", help=_("The column that holds a feature.")
            ),
        ] = None,
        days: Annotated[
            int | None,
            typer.Option("--days", min=1, help=_("Days of the period, for a table without them.")),
        ] = None,
        stage: Annotated[
            str,
            typer.Option("--stage", help=_("What was done to the table's columns already.")),
        ] = "raw",
        index: Annotated[
            str | None, typer.Option("--index", help=_("Compute this index of the method alone."))
        ] = None,
        csv: Annotated[bool, typer.Option("--csv", help=_("Print CSV, full precision."))] = False,
    ) -> None:
        from ranking.workflow.method_eval import Request, evaluate_file
        from ranking.workflow.method_files import open_method

        request = Request(table, _pairs(map_ or []), days, stage, index)
        found = open_method(method, session.config_folders)
        evaluation = evaluate_file(found.method, request, session.read_tables)
        for note in evaluation.notes:
            session.warn_text(session.tr(note.template, **note.params))
        _print(session, evaluation, csv)


def _print(session: Session, evaluation: Evaluation, csv: bool) -> None:
    """Print CSV, JSON, or a table on a terminal and TSV in a pipe."""
    from ranking.render.evaluation import csv_bytes, evaluation_table, records

    cells, computed = evaluation.table, evaluation.computed
    if session.json:
        session.json_text(records(cells, computed))
    elif csv or not session.terminal:
        session.write_bytes(csv_bytes(cells, computed, "," if csv else "\t"))
    else:
        decimals, width = evaluation.method.decimals, session.out.width
        session.print(evaluation_table(cells, computed, decimals, session.tr, width))


def _pairs(texts: list[str]) -> dict[str, str]:
    """Read ``feature=column`` pairs."""
    pairs: dict[str, str] = {}
    for text in texts:
        feature, equals, column = text.partition("=")
        if not (feature.strip() and equals and column.strip()):
            raise UsageError(
                "--map {text}: a feature and a column were expected.",
                text=text,
                hint="Write it as --map days=d: the method's name first, then the table's.",
            )
        if feature.strip() in pairs:
            raise UsageError(
                "--map {text}: '{feature}' is mapped already, to '{column}'.",
                text=text,
                feature=feature.strip(),
                column=pairs[feature.strip()],
                hint="Name one column for each feature.",
            )
        pairs[feature.strip()] = column.strip()
    return pairs
