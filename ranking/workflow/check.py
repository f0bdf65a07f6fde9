"""Check a month before it is published: flags with their evidence, and no score changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import chain

import polars as pl

from ranking.ledger.database import Connection
from ranking.model.check import Area, Flag, MonthCheck, NotChecked, Severity
from ranking.model.edition import Edition
from ranking.model.lifecycle import State
from ranking.model.month import Month
from ranking.quality.account_ratios import account_peers, account_shifts
from ranking.quality.bursts import LEAST_MONTHS, bursts
from ranking.quality.campaign_doubts import campaign_doubts
from ranking.quality.impossible import (
    LATE,
    counts_that_fell,
    late_growth,
    more_than_reads,
    unseen_late,
)
from ranking.quality.kinds import flag
from ranking.quality.missing_counts import missing_counts
from ranking.quality.post_ratios import post_ratios
from ranking.quality.rank_moves import rank_moves
from ranking.quality.rank_rule import rank_rule
from ranking.quality.repeated import equal_counts, same_counts
from ranking.workflow import check_accounts
from ranking.workflow.check_frames import earlier_posts, month_posts, months_of, observations
from ranking.workflow.collection_status import Collected, read_collected
from ranking.workflow.configuration import load_configuration
from ranking.workflow.editions import MonthEdition, month_edition
from ranking.workflow.gather import month_inputs
from ranking.workflow.month_inputs import MonthInputs
from ranking.workflow.places import snapshot_folder
from ranking.workflow.recompute import load_snapshot
from ranking.workflow.status import MonthStatus, month_status
from ranking.workflow.suspects import comparable
from ranking.workflow.workspace import Workspace

_STEPS = 3
_SEVERITIES, _AREAS = list(Severity), list(Area)


@dataclass(frozen=True)
class _Facts:
    """``posts`` are MONTH_POSTS, ``earlier`` EARLIER_POSTS, ``counts`` POST_COUNTS;
    ``collected_before`` is what was collected of the month before.
    """

    posts: pl.DataFrame
    earlier: pl.DataFrame
    counts: pl.DataFrame
    has_reprint_feed: bool
    unattributed: int
    collected_before: Collected


def check_month(workspace: Workspace, month_text: str) -> MonthCheck:
    """Check the newest edition of a month and what it rests on.

    Of a draft that is what there is now, and a flag says so if it was computed from something else;
    of a frozen edition its snapshot. How accounts were collected is always as it is now. Raises
    UsageError for an unusable month, DataError for one not drafted yet, VerificationError for a
    damaged snapshot.
    """
    workspace.progress("Reading the month", 0, _STEPS)
    stored = month_edition(workspace, month_text)
    status = month_status(workspace, month_text)
    month = Month.parse(stored.edition.month)
    with workspace.ledger.reading() as connection:
        inputs, cut_off = _inputs(workspace, connection, stored.edition, month)
        earlier = earlier_posts(workspace, connection, month)
        counts = observations(workspace, connection, month, cut_off)
        before = read_collected(workspace, connection, month.previous())
        workspace.progress("Computing features", 1, _STEPS)
        features = inputs.features()
    feed, lost = inputs.facts.has_reprint_feed, features.coverage.unattributed_posts
    facts = _Facts(month_posts(features.posts), earlier, counts, feed, lost, before)
    workspace.progress("Checking", 2, _STEPS)
    flags = chain(
        _of_inputs(stored.edition, inputs, facts),
        _of_accounts(status, inputs, facts, workspace),
        _of_counts(facts, inputs.configuration.list_file.check.modified_z),
        _of_edition(stored, inputs, facts),
    )
    return _report(stored.edition, inputs, status, facts, flags, workspace)


def _inputs(
    workspace: Workspace, connection: Connection, edition: Edition, month: Month
) -> tuple[MonthInputs, datetime | None]:
    """Return what the edition rests on, and the instant it is frozen at; None = it is not."""
    if edition.state == State.DRAFT:
        configuration = load_configuration(workspace.settings, month)
        return month_inputs(workspace, connection, month, configuration), None
    folder = snapshot_folder(workspace.home, edition.list_id, edition.month, edition.revision)
    snapshot = load_snapshot(folder)
    return snapshot.inputs(), snapshot.header.cut_off


def _of_inputs(edition: Edition, inputs: MonthInputs, facts: _Facts) -> Iterator[Flag]:
    changed = [name for name, sha in inputs.digests.items() if edition.inputs.get(name) != sha]
    if changed and edition.state == State.DRAFT:
        yield flag("edition_stale", {"inputs": ", ".join(changed)})
    if not facts.has_reprint_feed:
        yield flag("no_reprint_feed", {})
    if facts.unattributed:
        yield flag("unattributed", {"posts": facts.unattributed})
    yield from missing_counts(facts.posts)


def _of_accounts(
    status: MonthStatus, inputs: MonthInputs, facts: _Facts, workspace: Workspace
) -> Iterator[Flag]:
    posts = facts.earlier.filter(pl.col("month") == str(inputs.month.previous()))
    before = check_accounts.days_before(facts.collected_before, inputs.spans, posts)
    limit = inputs.configuration.list_file.check.no_update_days
    yield from check_accounts.rows_set_aside(status)
    yield from check_accounts.suspect_answers(status)
    yield from check_accounts.collection_gaps(status)
    yield from check_accounts.silent_accounts(
        status, inputs.spans, before, workspace.today(), limit
    )


def _of_counts(facts: _Facts, limit: float) -> Iterator[Flag]:
    """Look at counts; a post with impossible ones is flagged once and has no ratios."""
    posts, earlier = facts.posts, facts.earlier
    impossible = list(more_than_reads(posts))
    yield from impossible
    yield from counts_that_fell(posts, facts.counts)
    yield from late_growth(posts, facts.counts)
    wrong = [one.post.post_id for one in impossible if one.post]
    possible = posts.filter(~pl.col("post_id").is_in(wrong))
    yield from post_ratios(possible, earlier, limit)
    yield from account_shifts(possible, earlier, limit)
    yield from account_peers(possible, limit)
    yield from bursts(posts, earlier)
    yield from equal_counts(posts)
    yield from same_counts(posts)


def _of_edition(stored: MonthEdition, inputs: MonthInputs, facts: _Facts) -> Iterator[Flag]:
    rules = inputs.configuration.list_file.check
    rule = rank_rule(inputs.configuration.method)
    yield from rank_moves(stored.edition, inputs.previous, rules.rank_move, rule)
    edge = timedelta(minutes=rules.campaign_edge_minutes)
    campaigns = inputs.configuration.campaigns
    yield from campaign_doubts(facts.posts, stored.matches, campaigns, edge)


def _report(
    edition: Edition,
    inputs: MonthInputs,
    status: MonthStatus,
    facts: _Facts,
    flags: Iterable[Flag],
    workspace: Workspace,
) -> MonthCheck:
    return MonthCheck(
        list_id=edition.list_id,
        title=edition.title,
        month=edition.month,
        revision=edition.revision,
        state=edition.state,
        method=edition.method.id,
        synthetic=edition.synthetic,
        checked_at=workspace.now(),
        posts=facts.posts.height,
        accounts=len(status.accounts),
        units=edition.coverage.units,
        history=tuple(months_of(facts.earlier)),
        settings=inputs.configuration.list_file.check.model_dump(),
        flags=tuple(sorted(flags, key=_order)),
        not_checked=tuple(_not_checked(inputs, facts, workspace)),
        names=status.names,
    )


def _order(one: Flag) -> tuple[int, int, str, str, str, str]:
    return (
        _SEVERITIES.index(one.severity),
        _AREAS.index(one.area),
        one.code,
        one.unit or "",
        one.account or "",
        one.post.post_id if one.post else "",
    )


def _not_checked(inputs: MonthInputs, facts: _Facts, workspace: Workspace) -> Iterator[NotChecked]:
    months = len(months_of(facts.earlier))
    if not comparable(inputs.month, workspace.today()):
        yield NotChecked(
            Area.COVERAGE, template="The month is too young to be compared with the one before."
        )
    if not months:
        yield NotChecked(
            Area.RATIO, template="There is no earlier month: accounts have no habits to compare."
        )
    if months < LEAST_MONTHS:
        yield NotChecked(
            Area.BURST,
            template="There are {months} earlier months; {least} are needed to know a habit.",
            params={"months": months, "least": LEAST_MONTHS},
        )
    keys = ("post_id", "source")
    if facts.counts.select(keys).n_unique() == facts.counts.height:
        yield NotChecked(
            Area.IMPOSSIBLE,
            template="Every post was observed once by each source: whether counts fell or rose "
            "late cannot be told.",
        )
    elif unseen := unseen_late(facts.posts, facts.counts):
        yield NotChecked(
            Area.BURST,
            template="{unseen} of {posts} posts were not observed twice by one source more than "
            "{days} days after publication: whether their counts rose late cannot be told.",
            params={"unseen": unseen, "posts": facts.posts.height, "days": LATE.days},
        )
    if inputs.previous is None:
        yield NotChecked(
            Area.RANK, template="There is no edition of the month before to compare ranks with."
        )
