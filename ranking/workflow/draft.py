"""Draft a month: from compact facts to a stored edition."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass

from ranking import __version__
from ranking.editions.assemble import assemble
from ranking.features.month import MonthFacts, MonthFeatures, compute
from ranking.ledger.batches import months_with_posts
from ranking.ledger.database import Connection
from ranking.ledger.editions import read_edition, save_draft, units_before
from ranking.ledger.events import Event
from ranking.ledger.roster import read_channels, read_roster
from ranking.model.edition import Edition, Match
from ranking.model.edition_json import edition_to_dict, to_json
from ranking.model.month import Month
from ranking.model.roster import Channel, Span
from ranking.model.stored_edition import StoredEdition
from ranking.workflow.configuration import Configuration, load_configuration
from ranking.workflow.editions import edition_of
from ranking.workflow.facts import compact_batches, compact_facts, compact_month
from ranking.workflow.frames import channels_frame, roster_frame
from ranking.workflow.months import no_posts, past_month
from ranking.workflow.workspace import Workspace

_STEPS = 4


@dataclass(frozen=True)
class MonthInputs:
    """Everything a month is computed from; ``digests`` identify it in the edition."""

    month: Month
    facts: MonthFacts
    spans: Sequence[Span]
    channels: Sequence[Channel]
    configuration: Configuration
    digests: dict[str, str]

    def features(self) -> MonthFeatures:
        """Compute the features of the month."""
        return compute(
            self.facts,
            roster_frame(self.spans),
            channels_frame(self.channels),
            self.configuration.method,
            self.configuration.list_file,
            self.configuration.cards,
        )


def draft_month(workspace: Workspace, month_text: str) -> Edition:
    """Compute a month and store it as a draft, in place of its draft before.

    Raises UsageError or DataError for an unusable month, ConfigError for faulty configuration.
    """
    month = past_month(workspace, month_text)
    configuration = load_configuration(workspace.settings, month)
    with workspace.sole_writer("draft"):
        workspace.progress("Preparing facts", 0, _STEPS)
        with workspace.ledger.writing() as connection:
            compact_month(workspace, connection, str(month))
        with workspace.ledger.reading() as connection:
            workspace.progress("Computing features", 1, _STEPS)
            inputs = month_inputs(workspace, connection, month, configuration)
            features = inputs.features()
            workspace.progress("Ranking", 2, _STEPS)
            edition, matches = _assemble(workspace, connection, inputs, features)
        workspace.progress("Storing the draft", 3, _STEPS)
        _store(workspace, edition, matches)
    return edition


def month_inputs(
    workspace: Workspace, connection: Connection, month: Month, configuration: Configuration
) -> MonthInputs:
    """Gather what a month is computed from. Raises DataError when it has no posts."""
    name = str(month)
    posts = compact_batches(connection, "posts", name)
    if not posts:
        raise no_posts(month, months_with_posts(connection))
    reprints = compact_batches(connection, "reprints", name)
    spans, channels = read_roster(connection), read_channels(connection)
    return MonthInputs(
        month=month,
        facts=MonthFacts(
            month=month,
            posts=compact_facts(workspace, connection, "posts", name),
            reprints=compact_facts(workspace, connection, "reprints", name),
            has_reprint_feed=bool(reprints),
        ),
        spans=spans,
        channels=channels,
        configuration=configuration,
        digests={
            "list": configuration.list_file.sha256,
            "method": configuration.method.sha256,
            "campaigns": configuration.campaigns_sha256,
            "roster": _digest([to_json(span) for span in spans]),
            "channels": _digest([to_json(channel) for channel in channels]),
            "facts": _digest([batch.sha256 for batch in (*posts, *reprints)]),
        },
    )


def _assemble(
    workspace: Workspace, connection: Connection, inputs: MonthInputs, features: MonthFeatures
) -> tuple[Edition, tuple[Match, ...]]:
    list_id, month = workspace.settings.list_id, inputs.month
    before = read_edition(connection, list_id, str(month.previous()))
    seen = units_before(connection, list_id, str(month))
    return assemble(
        features,
        inputs.configuration.method,
        inputs.configuration.list_file,
        inputs.configuration.campaigns,
        edition_of(before) if before else None,
        set().union(*seen.values()),
        created_at=workspace.now(),
        revision=1,
        state="draft",
        inputs=inputs.digests,
        engine=f"govrank {__version__}",
    )


def _store(workspace: Workspace, edition: Edition, matches: Sequence[Match]) -> None:
    stored = StoredEdition(
        list_id=edition.list_id,
        month=edition.month,
        revision=edition.revision,
        state=edition.state,
        created_at=edition.created_at,
        document=_canonical(edition_to_dict(edition)),
        matches=_canonical([to_json(match) for match in matches]),
        rows=tuple(_rows(edition)),
    )
    event = Event(
        list_id=edition.list_id,
        month=edition.month,
        revision=edition.revision,
        action="drafted",
        at=edition.created_at,
        actor=workspace.actor,
        detail={"edition": stored.sha256, "method": edition.method.sha256},
    )
    with workspace.ledger.writing() as connection:
        save_draft(connection, stored, event)


def _rows(edition: Edition) -> list[dict[str, object]]:
    return [
        {
            "index_id": board.index,
            "group_name": board.group,
            "unit": row.unit,
            "rank": row.rank,
            "value": row.value,
            "bonus": row.bonus,
            "total": row.total,
        }
        for board in edition.boards
        for row in board.rows
    ]


def _canonical(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _digest(value: object) -> str:
    return hashlib.sha256(_canonical(value).encode()).hexdigest()
