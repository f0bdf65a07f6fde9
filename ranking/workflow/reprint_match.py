"""Match a month: attribute the articles of monitoring feeds to the posts they reprint."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import polars as pl

from ranking.facts.files import scan_batches
from ranking.ledger.batches import read_batches
from ranking.ledger.reprint_matchings import last_matching
from ranking.model.month import Month
from ranking.model.reprint_matching import MatchReport
from ranking.workflow.configuration import list_of
from ranking.workflow.facts import compact_batches, remove_orphans
from ranking.workflow.frames import channel_rows, channels_frame
from ranking.workflow.import_files import import_files
from ranking.workflow.import_report import FileReport, ImportRequest
from ranking.workflow.months import past_month
from ranking.workflow.reprint_articles import Articles, read_articles
from ranking.workflow.reprint_cache import ReprintCache
from ranking.workflow.reprint_changes import changes, stored_reprints
from ranking.workflow.reprint_compare import compare
from ranking.workflow.reprint_credit import accepted_ids, credited
from ranking.workflow.reprint_inputs import MatchInputs, match_inputs, stored_matches
from ranking.workflow.reprint_report import found, remembered, up_to_date
from ranking.workflow.reprint_store import Matched, store
from ranking.workflow.reprint_unknown import unknown_of
from ranking.workflow.workspace import Workspace

COMMAND = "reprints match"
_FEED = "articles"


@dataclass(frozen=True)
class MatchRun:
    """What became of the feeds that were imported, and of the month."""

    report: MatchReport
    imports: list[FileReport] = field(default_factory=list)


def match_reprints(
    workspace: Workspace, month_text: str, feeds: Sequence[ImportRequest] = ()
) -> MatchRun:
    """Import the feeds, then match the month; the same state again changes nothing.

    A feed that cannot be imported is reported and does not stop the matching, unless none can:
    then that is raised. Raises UsageError for an unusable month, DataError where there is nothing
    to match, ConfigError for faulty rules, LedgerError when another process is writing.
    """
    month = past_month(workspace, month_text)
    imports = import_files(workspace, feeds, _FEED) if feeds else []
    errors = [one.error for one in imports if one.error is not None]
    if errors and len(errors) == len(imports):
        raise errors[0]
    return MatchRun(match_month(workspace, month), imports)


def match_month(workspace: Workspace, month: Month) -> MatchReport:
    """Match a month, and the months beside it that claim the same articles. Raises as
    ``match_reprints`` does."""
    with workspace.sole_writer(COMMAND):
        with workspace.ledger.reading() as connection:
            remove_orphans(workspace, connection)
        report = _match(workspace, month)
        for other in _contested(workspace, month):
            _match(workspace, other)
    return report


def _match(workspace: Workspace, month: Month) -> MatchReport:
    inputs = match_inputs(workspace, month)
    articles = read_articles(workspace, inputs.articles, month)
    with workspace.ledger.reading() as connection:
        done = compact_batches(connection, "matches", str(month))
        summary = last_matching(connection, str(month))
        matches = stored_matches(workspace, connection, month)
    if summary and [batch.covers for batch in done] == [inputs.covers(inputs.channels)]:
        unknown = unknown_of(articles.frame, matches, inputs.channels, str(month))
        return up_to_date(summary, unknown)
    return _match_anew(workspace, inputs, articles)


def _match_anew(workspace: Workspace, inputs: MatchInputs, articles: Articles) -> MatchReport:
    month, known = inputs.month, channels_frame(inputs.channels)
    cache = ReprintCache(workspace.home / "cache" / "reprints" / str(month))
    compared = compare(workspace, inputs.basis, inputs.key, articles, cache)
    counted, new = credited(compared.matches, inputs.posts, articles.frame, known, inputs.elsewhere)
    channels = channel_rows(new, f"{COMMAND} {month}")
    every = [*inputs.channels, *channels]
    made = changes(counted, _stored(workspace, month, counted), channels_frame(every))
    report = MatchReport(
        month=str(month),
        posts=inputs.basis.originals.height,
        rules=inputs.basis.rules.sha256,
        compared=compared.anew,
        added=made.added,
        taken_back=made.taken_back,
        changed=made.changed,
        unknown=unknown_of(articles.frame, made.matches, every, str(month)),
        **found(made.matches, articles.frame),
    )
    cut_off = list_of(workspace.settings).cut_off(month)
    matched = Matched(month, articles, made, channels, inputs.covers(every), cut_off)
    store(workspace, matched, remembered(report))
    return report


def _stored(workspace: Workspace, month: Month, matches: pl.DataFrame) -> pl.DataFrame:
    with workspace.ledger.reading() as connection:
        raw = read_batches(connection, dataset="reprints", month=str(month), kind="raw")
    return stored_reprints(scan_batches(workspace.settings.facts, raw, "reprints"), matches)


def _contested(workspace: Workspace, month: Month) -> list[Month]:
    """Return the months beside it that accept an article which the month accepts too.

    By what is known of both, one of them does so no longer.
    """
    with workspace.ledger.reading() as connection:
        mine, before, after = (
            accepted_ids(stored_matches(workspace, connection, one))
            for one in (month, month.previous(), month.next())
        )
    beside = ((month.previous(), before), (month.next(), after))
    return [one for one, theirs in beside if mine.join(theirs, on="article_id", how="semi").height]
