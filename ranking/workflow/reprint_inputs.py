"""What a matching of a month depends on, read from the ledger, and what is missing for one."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import polars as pl

from ranking.errors import DataError
from ranking.ledger.batches import read_batches
from ranking.ledger.database import Connection
from ranking.ledger.reprint_decisions import read_decisions
from ranking.ledger.reprint_matchings import written_by_matching
from ranking.ledger.roster import read_channels, read_roster
from ranking.model.batch import Batch
from ranking.model.edition_json import to_json
from ranking.model.month import Month
from ranking.model.reprint_matching import Decision
from ranking.model.roster import Channel
from ranking.workflow.configuration import list_of, matching_rules
from ranking.workflow.facts import compact_facts, compact_month
from ranking.workflow.month_inputs import as_text
from ranking.workflow.reprint_articles import article_batches
from ranking.workflow.reprint_compare import Basis
from ranking.workflow.reprint_credit import accepted_ids, counted_elsewhere
from ranking.workflow.reprint_names import account_names, spellings, units_of
from ranking.workflow.reprint_posts import of_month, read_originals
from ranking.workflow.workspace import Workspace


@dataclass(frozen=True)
class MatchInputs:
    """Everything a matching is made of. ``elsewhere`` (article_id): what counts for a post of
    another month; ``imported``: the raw batches of reprints that matching did not write."""

    month: Month
    basis: Basis
    articles: Sequence[Batch]
    imported: Sequence[Batch]
    channels: Sequence[Channel]
    elsewhere: pl.DataFrame

    @cached_property
    def key(self) -> str:
        """SHA-256 (hex) of what articles are compared with."""
        return self.basis.key

    @property
    def posts(self) -> pl.DataFrame:
        """The originals of the month itself, which alone are credited."""
        return self.basis.originals.filter(of_month(self.month))

    def covers(self, channels: Sequence[Channel]) -> str:
        """Return SHA-256 (hex) over everything, with the channels as they are after it."""
        parts = [
            str(self.month),
            self.key,
            *sorted(batch.sha256 for batch in (*self.articles, *self.imported)),
            *sorted(_line(one) for one in self.basis.decisions),
            *sorted(as_text(to_json(one)) for one in channels),
            *self.elsewhere["article_id"],
        ]
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def match_inputs(workspace: Workspace, month: Month) -> MatchInputs:
    """Read what a month is matched with; the sole writer must be held.

    Raises DataError where there are no posts, no articles or no channels, ConfigError for faulty
    rules or a faulty list file.
    """
    rules, list_file = matching_rules(workspace.settings), list_of(workspace.settings)
    with workspace.ledger.writing() as connection:
        for one in (month.previous(), month):
            compact_month(workspace, connection, str(one))
    with workspace.ledger.reading() as connection:
        spans, channels = read_roster(connection), read_channels(connection)
        look_back = rules.posts.look_back_days.value
        units = units_of(list_file, month)
        originals = read_originals(workspace, connection, month, look_back, spans, units)
        articles = article_batches(connection, month)
        _check(connection, month, articles, channels)
        near = {str(month.shift(months)) for months in (-1, 0, 1)}
        decisions = [one for one in read_decisions(connection) if one.month in near]
        before = accepted_ids(stored_matches(workspace, connection, month.previous()))
        posts = set(originals.filter(of_month(month))["post_id"])
        return MatchInputs(
            month=month,
            basis=Basis(
                originals=originals,
                names=spellings(spans, list_file, month),
                rules=rules,
                decisions=decisions,
                accounts=account_names(spans),
            ),
            articles=articles,
            imported=_imported(connection, str(month)),
            channels=channels,
            elsewhere=counted_elsewhere(before, decisions, posts),
        )


def stored_matches(workspace: Workspace, connection: Connection, month: Month) -> pl.DataFrame:
    """Return REPRINT_MATCHES of a month; empty = it was not matched."""
    return compact_facts(workspace, connection, "matches", str(month)).collect()


def _imported(connection: Connection, month: str) -> list[Batch]:
    own = written_by_matching(connection, month)
    batches = read_batches(connection, dataset="reprints", month=month, kind="raw")
    return [batch for batch in batches if batch.path not in own]


def _check(
    connection: Connection, month: Month, articles: Sequence[Batch], channels: Sequence[Channel]
) -> None:
    if not articles:
        known = {batch.month for batch in read_batches(connection, dataset="articles")}
        raise DataError(
            "There are no articles that may reprint posts of {month}; months with articles: "
            "{known}.",
            month=str(month),
            known=", ".join(sorted(known)) or "-",
            hint="Import a feed of a monitoring service with: "
            "govrank reprints match {month} --feed FILE",
        )
    if not channels:
        raise DataError(
            "No channel is known, so that no reprint could count.",
            hint="Import a table of channels with: govrank channels import FILE",
        )


def _line(decision: Decision) -> str:
    return f"{decision.article_id} {decision.post_id} {decision.accepted}"
