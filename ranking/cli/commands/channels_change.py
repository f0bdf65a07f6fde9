"""govrank channels add, merge and unknown: sources that feeds name, made known."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ranking.cli.arguments import MonthArgument
from ranking.cli.command import command
from ranking.cli.language import _
from ranking.cli.session import Session
from ranking.errors import Problem, UsageError

if TYPE_CHECKING:
    from ranking.workflow.channel_unknown import UnknownSource

_TypeOption = Annotated[
    str,
    typer.Option("--type", metavar="TYPE", help=_("client, website, wechat or weibo; or 客户端 …")),
]
_TierOption = Annotated[
    str | None,
    typer.Option(
        "--tier",
        metavar="TIER",
        help=_("central, provincial, city, district or commercial; or 中央 …"),
    ),
]
_NEXT = "Then match the month's articles again: govrank reprints match {month}"


def register(channels: typer.Typer) -> None:
    """Add the commands."""
    _register_unknown(channels)
    _register_add(channels)
    _register_merge(channels)


def _register_unknown(channels: typer.Typer) -> None:
    @command(
        channels,
        "unknown",
        _("List sources of a month's articles that no channel is, most accepted first."),
        "govrank channels unknown 2026-10",
        "govrank channels unknown 2026-10 --export 待补渠道.csv",
        paged=True,
    )
    def unknown(
        session: Session,
        month: MonthArgument,
        export: Annotated[
            Path | None,
            typer.Option(
                "--export",
                metavar="FILE.csv",
                help=_("Write a channel table of them, to be filled in and imported."),
            ),
        ] = None,
    ) -> None:
        from ranking.workflow.channel_unknown import unknown_sources, write_channel_table

        found = unknown_sources(session.workspace, month)
        if export is not None:
            write_channel_table(found, export)
        if export is None or session.json:
            _show_unknown(session, found)
        elif not session.json:
            session.say("written: {file}", file=str(export))


def _show_unknown(session: Session, found: list[UnknownSource]) -> None:
    from ranking.render.channels import unknown_table

    if not found and session.terminal and not session.json:
        session.say("No source of the month's articles is unknown.")
        return
    table = unknown_table(found, session.tr, words=session.terminal and not session.json)
    session.table(session.tr("Unknown sources"), *table)


def _register_add(channels: typer.Typer) -> None:
    @command(
        channels,
        "add",
        _("Add a channel, or a tier, weight or other names to a known one."),
        "govrank channels add 新浪网 --type website --tier commercial --alias 新浪新闻",
    )
    def add(
        session: Session,
        name: Annotated[str, typer.Argument(metavar="NAME", help=_("Name of the channel."))],
        type_: _TypeOption,
        tier: _TierOption = None,
        weight: Annotated[
            float | None,
            typer.Option(
                "--weight", help=_("Its own weight; else the method's weight of the type.")
            ),
        ] = None,
        alias: Annotated[
            list[str] | None,
            typer.Option("--alias", metavar="NAME", help=_("Another name of it; may be repeated.")),
        ] = None,
    ) -> None:
        from ranking.render.channels import added_lines
        from ranking.workflow.channel_add import ChannelWish, add_channel

        wish = ChannelWish(name, type_, tier, weight, tuple(alias or ()))
        done = add_channel(session.workspace, wish)
        if session.json:
            session.json_text({"channel": vars(done.channel), "added": done.before is None})
            return
        for text in added_lines(done.channel, done.before, session.tr):
            session.write(text)
        if done.channel != done.before:
            session.say(_NEXT, month=_("MONTH"))


def _register_merge(channels: typer.Typer) -> None:
    @command(
        channels,
        "merge",
        _("Make channels one: names, and reprints stored under any of them."),
        "govrank channels merge 新浪 新浪新闻客户端",
        "govrank channels merge 新浪 新浪网 --yes",
    )
    def merge(
        session: Session,
        into: Annotated[
            str, typer.Argument(metavar="INTO", help=_("Name or id of the channel that stays."))
        ],
        others: Annotated[
            list[str],
            typer.Argument(metavar="OTHER…", help=_("Names or ids of those that become it.")),
        ],
        yes: Annotated[
            bool, typer.Option("--yes", help=_("Merge them also where their types differ."))
        ] = False,
    ) -> None:
        from ranking.render.channels import merged_lines
        from ranking.workflow.channel_merge import merge_channels

        if not yes:
            _refuse_other_types(session, into, others)
        done = merge_channels(session.workspace, into, others)
        if session.json:
            session.json_text(
                {"channel": vars(done.channel), "merged": list(map(vars, done.others))}
            )
            return
        for text in merged_lines(done.channel, done.others, session.tr):
            session.write(text)
        session.say(_NEXT, month=_("MONTH"))


def _refuse_other_types(session: Session, into: str, others: list[str]) -> None:
    """Raise UsageError where channels are of another type than the one they are to become.

    Their reprints would count by its weight from then on: a slip of one name must not do that.
    """
    from ranking.render.labels import channel_type_names, named
    from ranking.workflow.channel_names import find_channel
    from ranking.workflow.channels import list_channels

    known, words = list_channels(session.workspace), channel_type_names(session.tr)
    target = find_channel(known, into)
    found = {one.channel_id: one for one in (find_channel(known, name) for name in others)}
    foreign = [one for one in found.values() if one.type != target.type]
    if foreign:
        raise UsageError(
            "Not all channels are of the type of '{name}' ({id}), {type}; nothing was merged:",
            problems=[
                Problem(
                    "'{name}' ({id}): {type}",
                    {"name": one.name, "id": one.channel_id, "type": named(words, one.type)},
                )
                for one in foreign
            ],
            name=target.name,
            id=target.channel_id,
            type=named(words, target.type),
            hint="If they are one channel all the same, repeat the command with --yes; their "
            "reprints then count as those of: {type}.",
        )
