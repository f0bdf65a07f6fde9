"""govrank campaign: the themes that earn bonus points."""

from __future__ import annotations

import typer

from ranking.cli.arguments import StrictOption
from ranking.cli.command import command
from ranking.cli.language import _
from ranking.cli.session import Session


def register(app: typer.Typer) -> None:
    """Add the commands."""
    campaign = typer.Typer(help=_("Themed campaigns and their bonus points."), no_args_is_help=True)
    app.add_typer(campaign, name="campaign")
    _register_list(campaign)
    _register_check(campaign)


def _register_list(campaign: typer.Typer) -> None:
    @command(campaign, "list", _("List campaigns and who took part."), "govrank campaign list")
    def list_(session: Session) -> None:
        from ranking.render.tables import Column
        from ranking.workflow.campaign_check import campaign_states

        rows = [
            {
                "id": state.campaign.id,
                "name": state.campaign.name,
                "start": state.campaign.start,
                "end": state.campaign.end,
                "words": [*state.campaign.keywords, *(f"#{h}#" for h in state.campaign.hashtags)],
                "points_per_post": float(state.campaign.points_per_post),
                "cap": float(state.campaign.cap),
                "posts": state.posts,
            }
            for state in campaign_states(session.workspace)
        ]
        columns = [
            Column("id", session.tr("id"), flexible=True),
            Column("name", session.tr("name"), flexible=True),
            Column("start", session.tr("from")),
            Column("end", session.tr("to")),
            Column("words", session.tr("keywords and hashtags"), flexible=True),
            Column("points_per_post", session.tr("points a post"), right=True),
            Column("cap", session.tr("cap"), right=True),
            Column("posts", session.tr("posts"), right=True),
        ]
        session.table(session.tr("Campaigns"), columns, rows)


def _register_check(campaign: typer.Typer) -> None:
    @command(
        campaign,
        "check",
        _("Show faulty, ambiguous and unmatched campaigns."),
        "govrank campaign check --strict",
    )
    def check(session: Session, strict: StrictOption = False) -> None:
        from ranking.render.sentences import sentence
        from ranking.workflow.campaign_check import campaign_notes, campaign_states

        states = campaign_states(session.workspace)
        notes = campaign_notes(states)
        if session.json:
            session.json_text([vars(note) for note in notes])
        elif notes:
            for note in notes:
                session.write(sentence(note, session.tr))
        else:
            session.say("{count} campaign(s), nothing doubtful.", count=len(states))
        if strict and notes:
            raise typer.Exit(3)
