"""govrank method: what methods there are, what they do, and whether a file is sound."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated, Any

import typer

from ranking.cli.arguments import StrictOption
from ranking.cli.command import command
from ranking.cli.commands import method_compare, method_eval
from ranking.cli.language import _
from ranking.cli.session import Session

MethodArgument = Annotated[
    str, typer.Argument(metavar="METHOD", help=_("Id of a method, or path of a method file."))
]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    method = typer.Typer(
        help=_("Methods: how features become indices and ranks."), no_args_is_help=True
    )
    app.add_typer(method, name="method")
    _register_list(method)
    _register_show(method)
    _register_check(method)
    method_eval.register(method)
    method_compare.register(method)


def _register_list(method: typer.Typer) -> None:
    @command(method, "list", _("List the methods there are."), "govrank method list")
    def list_(session: Session) -> None:
        from ranking.render.tables import Column
        from ranking.workflow.method_files import all_methods

        rows = [
            {
                "id": found.method.id,
                "version": found.method.version,
                "certainty": found.method.certainty,
                "scores": session.tr("months, tables") if found.monthly else session.tr("tables"),
                "title": found.method.title,
            }
            for found in all_methods(session.config_folders)
        ]
        columns = [
            Column("id", session.tr("id")),
            Column("version", session.tr("version")),
            Column("certainty", session.tr("certainty")),
            Column("scores", session.tr("scores")),
            Column("title", session.tr("title"), flexible=True),
        ]
        session.table(session.tr("Methods"), columns, rows)


def _register_show(method: typer.Typer) -> None:
    @command(
        method,
        "show",
        _("Draw a method's tree with the effective weight of every part."),
        "govrank method show wci-13",
        paged=True,
    )
    def show(session: Session, method: MethodArgument) -> None:
        from dataclasses import asdict

        from ranking.editions.outline import outline
        from ranking.render.method_tree import method_tree
        from ranking.workflow.method_files import feature_cards, open_method

        found = open_method(method, session.config_folders)
        outlined = outline(found.method, feature_cards(session.config_folders))
        if session.json:
            session.json_text(asdict(outlined))
        else:
            session.print(method_tree(outlined, session.tr, session.out.width))


def _register_check(method: typer.Typer) -> None:
    @command(
        method,
        "check",
        _("Name every fault of a method file, and what is doubtful in it."),
        "govrank method check config/methods/shanghai-2.toml --strict",
    )
    def check(session: Session, method: MethodArgument, strict: StrictOption = False) -> None:
        from ranking.workflow.method_files import doubtful, open_method

        found = open_method(method, session.config_folders)
        rows = [
            {"line": line, "key": doubt.key, "finding": session.tr(doubt.template, **doubt.params)}
            for line, doubt in doubtful(found, session.config_folders)
        ]
        if rows or session.json:
            _print_doubts(session, rows)
        else:
            session.say("{path} is sound.", path=str(found.path))
        if strict and rows:
            raise typer.Exit(3)


def _print_doubts(session: Session, rows: Sequence[Mapping[str, Any]]) -> None:
    """Print rows for programs, and whole sentences on a terminal: a table would cut them."""
    from ranking.render.tables import Column

    if session.terminal and not session.json:
        session.say("Doubtful entries")
        for row in rows:
            if row["line"] is None:
                session.say("- {key}: {finding}", key=row["key"], finding=row["finding"])
            else:
                session.say("- line {line}, {key}: {finding}", **row)
    else:
        columns = [
            Column("line", session.tr("line")),
            Column("key", session.tr("key")),
            Column("finding", session.tr("finding")),
        ]
        session.table(session.tr("Doubtful entries"), columns, rows)
