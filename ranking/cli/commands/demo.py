"""govrank demo: a whole office of synthetic data, from spreadsheets to boards."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ranking.cli.command import command
from ranking.cli.language import _
from ranking.cli.session import Session

if TYPE_CHECKING:
    from ranking.demo.run import DemoResult
    from ranking.workflow.collect_report import CollectReport


def register(app: typer.Typer) -> None:
    """Add the command."""

    @command(
        app,
        "demo",
        _("Make a synthetic office, import its files, score six months, show and export the last."),
        "govrank demo --small",
        "govrank demo 演示 --size 0.5",
        "govrank demo 演示 --small --live",
    )
    def demo(
        session: Session,
        folder: Annotated[
            Path, typer.Argument(metavar="DIR", help=_("Folder of the demo workspace."))
        ] = Path("govrank-demo"),
        small: Annotated[
            bool, typer.Option("--small", help=_("A fiftieth of the full size."))
        ] = False,
        size: Annotated[
            float,
            typer.Option(
                "--size",
                help=_("Size: 1 is 50,000 posts and 1,000,000 reprints a month."),
            ),
        ] = 1.0,
        live: Annotated[
            bool,
            typer.Option(
                "--live",
                help=_("Collect the posts over HTTP from a synthetic WeChat and Weibo."),
            ),
        ] = False,
    ) -> None:
        from ranking.demo.live import run_live
        from ranking.demo.run import run_demo

        run = run_live if live else run_demo
        result = run(session.open_new, folder, 0.02 if small else size)
        if session.json:
            from ranking.render.json_edition import edition_json

            session.write(edition_json(result.edition))
            return
        _show(session, result, folder)


def _show(session: Session, result: DemoResult, folder: Path) -> None:
    """Print the last month, what was written, and where to look next."""
    from ranking.cli.commands.show import ShowFormat, print_edition

    print_edition(session, result.edition, ShowFormat.TABLE)
    session.say("")
    for path in result.exported:
        session.say("written: {file}", file=str(path))
    if result.collected:
        _show_collected(session, result.collected, folder)
    files = str(result.files)
    session.say("Everything above is synthetic. Files as staff have them: {files}", files=files)
    month, home = result.edition.month, folder
    session.say("Look around: govrank show {month} --home {home}", month=month, home=home)
    session.say("  govrank explain {month} 浦东新区 --home {home}", month=month, home=home)
    session.say("  govrank status {month} --quarantine --home {home}", month=month, home=home)
    if result.feed is not None:
        _show_feed(session, result.feed, str(month), folder)


def _show_feed(session: Session, feed: Path, month: str, home: Path) -> None:
    """Say how to find the reprints of a monitoring feed, which the demo has not imported."""
    session.say(
        "Find reprints in a monitoring feed: govrank reprints match {month} --feed {file} "
        "--home {home}",
        month=month,
        file=str(feed),
        home=home,
    )
    session.say("  govrank reprints review {month} --home {home}", month=month, home=home)


def _show_collected(session: Session, reports: Sequence[CollectReport], folder: Path) -> None:
    """Print a line a month, what was missing, and in what the platforms differ from real ones."""
    from ranking.render.collect_lines import lines
    from ranking.render.collect_report import headline

    for report in reports:
        # No fetch of the demo failed: run_live has seen to it.
        accounts = [{**vars(account), "message": "", "hint": ""} for account in report.accounts]
        days = (report.request.first, report.request.last)
        session.say(
            "{collected} in {seconds} s",
            collected=headline(days, accounts, report.made, session.tr),
            seconds=f"{(report.ended_at - report.began_at).total_seconds():.1f}",
        )
        for text in lines(accounts, {}, session.tr):
            session.write(f"  {text}")
    sources = str(folder / "config" / "sources")
    session.say("Collected from a synthetic WeChat and Weibo, which have ended with this demo.")
    session.say(
        "Unlike the real one, that Weibo gave more than the newest five posts, for any number of "
        "calls."
    )
    session.say("Source files: {sources}", sources=sources)
