"""Every kind of flag: where it belongs, how grave it is, what it says and what can be done."""

from __future__ import annotations

from dataclasses import dataclass

from ranking.model.check import Area, Evidence, Flag, Post, Severity


@dataclass(frozen=True)
class Kind:
    """One kind of flag; its code is its key in ``KINDS``."""

    area: Area
    severity: Severity
    template: str
    hint: str


_COLLECT = "See 'govrank status'; collect or import what is missing, then draft again."
_LOOK = "Look at the post and ask the account's owner; what must not count is set by 'adjust'."
_SOURCE = "Compare with the platform itself; correct the row in its file and import it again."
_VETO = (
    "Confirm on the platform: a veto of the State Council's inspection rules. "
    "The score stays as it is."
)

KINDS = {
    "edition_stale": Kind(
        Area.COVERAGE,
        Severity.WARNING,
        template="The edition rests on other inputs than there are now; changed: {inputs}.",
        hint="Draft the month again before it is reviewed.",
    ),
    "quarantine": Kind(
        Area.COVERAGE,
        Severity.WARNING,
        template="{rows} rows were set aside: {reason}",
        hint="List them with 'govrank status --quarantine', correct and import them.",
    ),
    "unattributed": Kind(
        Area.COVERAGE,
        Severity.WARNING,
        template="{posts} posts are of accounts that no unit owned on the day of publication.",
        hint="Complete the roster and draft again, if these accounts belong to a unit.",
    ),
    "no_reprint_feed": Kind(
        Area.COVERAGE,
        Severity.WARNING,
        template="No reprint table was imported for this month.",
        hint="Import the reprints, or say below the list that they are not in it.",
    ),
    "no_posts": Kind(
        Area.COVERAGE,
        Severity.WARNING,
        template="No post is known, and the account was in the roster for {days} days.",
        hint=_COLLECT,
    ),
    "measure_missing": Kind(
        Area.COVERAGE,
        Severity.WARNING,
        template="Not observed for up to {missing} of {posts} posts: {measures}.",
        hint=_COLLECT,
    ),
    "measure_absent": Kind(
        Area.COVERAGE,
        Severity.INFO,
        template="{platform}: {measure} not observed for any of {posts} posts.",
        hint="Missing is not zero. Say so below the list, or import a source that has it.",
    ),
    "not_collected": Kind(
        Area.COVERAGE,
        Severity.WARNING,
        template="Collection is not complete ({state}); for {missing} days it is not known what "
        "was published.",
        hint=_COLLECT,
    ),
    "fell_silent": Kind(
        Area.COVERAGE,
        Severity.WARNING,
        template="No posts this month, and {before} in {previous}.",
        hint="Look at the account on its platform: silence, a new name, or a source that failed?",
    ),
    "all_zero": Kind(
        Area.COVERAGE,
        Severity.WARNING,
        template="{measure} are 0 for all {posts} posts; in {previous} for {zeros} of {before}.",
        hint=_SOURCE,
    ),
    "no_update": Kind(
        Area.INSPECTION,
        Severity.SERIOUS,
        template="No update for {days} days, {first} to {last}; the limit is {limit}.",
        hint=_VETO,
    ),
    "no_update_known": Kind(
        Area.INSPECTION,
        Severity.WARNING,
        template="No post is known for {days} days, {first} to {last}; the limit is {limit}. "
        "For {unasked} of these days no source has answered.",
        hint=_VETO,
    ),
    "no_update_many": Kind(
        Area.INSPECTION,
        Severity.WARNING,
        template="For {silent} of {of} accounts no post is known for {limit} days or more, and no "
        "source has answered for these days.",
        hint="So many at once are rather a gap of the files than silence. The JSON names them.",
    ),
    "more_than_reads": Kind(
        Area.IMPOSSIBLE,
        Severity.SERIOUS,
        template="{measure} {count:,} exceed reads {reads:,}.",
        hint=_SOURCE,
    ),
    "count_fell": Kind(
        Area.IMPOSSIBLE,
        Severity.WARNING,
        template="{measure} fell between two observations for {posts} post(s); the most: from "
        "{before:,} to {after:,}.",
        hint="The platform may have removed bought counts, or a source erred. Both observations "
        "are kept; the latest counts.",
    ),
    "post_ratio": Kind(
        Area.RATIO,
        Severity.WARNING,
        template="{posts} post(s) out of proportion; the furthest has {measure} {count:,} for "
        "{base} {base_count:,}, {times} times the usual of this account (modified z {z}; among its "
        "peers {peers_z}).",
        hint=_LOOK,
    ),
    "post_ratio_peers": Kind(
        Area.RATIO,
        Severity.WARNING,
        template="{posts} post(s) out of proportion; the furthest has {measure} {count:,} for "
        "{base} {base_count:,}, {times} times the usual of its peers (modified z {peers_z}); the "
        "account has too few posts of its own to compare with.",
        hint=_LOOK,
    ),
    "account_shift": Kind(
        Area.RATIO,
        Severity.WARNING,
        template="{measure} for {base}: {times} times what the account had before "
        "({posts} posts now, {before} before; modified z {z}).",
        hint=_LOOK,
    ),
    "account_peers": Kind(
        Area.RATIO,
        Severity.WARNING,
        template="{measure} for {base}: {times} times the middle of {peers} accounts "
        "(modified z {z}).",
        hint=_LOOK,
    ),
    "burst_day": Kind(
        Area.BURST,
        Severity.INFO,
        template="{share:.0%} of the month's {measure} ({count:,}) came with posts of one day, "
        "{when}; at most {habit:.0%} in {months} months before.",
        hint="A great event, a post on top for days, or bought counts: name it in the review.",
    ),
    "burst_hour": Kind(
        Area.BURST,
        Severity.INFO,
        template="{share:.0%} of the month's {measure} ({count:,}) came with posts of one hour, "
        "{when}; at most {habit:.0%} in {months} months before.",
        hint="A great event, a post on top for days, or bought counts: name it in the review.",
    ),
    "late_growth": Kind(
        Area.BURST,
        Severity.WARNING,
        template="{measure} rose from {before:,} to {after:,} more than {days} days after "
        "publication.",
        hint=_LOOK,
    ),
    "equal_counts": Kind(
        Area.REPEATED,
        Severity.WARNING,
        template="{measure} are {value:,} for {equal} of {posts} posts.",
        hint=_SOURCE,
    ),
    "same_counts": Kind(
        Area.REPEATED,
        Severity.WARNING,
        template="{equal} posts have all their counts in common ({counts}).",
        hint=_SOURCE,
    ),
    "rank_moved": Kind(
        Area.RANK,
        Severity.WARNING,
        template="{index}, {group}: from rank {before} to {after} ({moved:+d} places). Own counts "
        "{own:+d}, own bonus {bonus:+d}, the others {others:+d}.",
        hint="Read 'govrank explain' before the list is approved.",
    ),
    "rank_moved_most": Kind(
        Area.RANK,
        Severity.WARNING,
        template="{index}, {group}: from rank {before} to {after} ({moved:+d} places). Own counts "
        "{own:+d}, own bonus {bonus:+d}, the others {others:+d}. Most by {feature}: "
        "{count_before:,.0f} to {count_after:,.0f}.",
        hint="Read 'govrank explain' before the list is approved.",
    ),
    "rank_moved_method": Kind(
        Area.RANK,
        Severity.INFO,
        template="{index}, {group}: from rank {before} to {after} ({moved:+d}); the method changed "
        "in between.",
        hint="What the change of method does by itself shows 'govrank method compare'.",
    ),
    "campaign_text": Kind(
        Area.CAMPAIGN,
        Severity.INFO,
        template="{campaign}: {posts} post(s) take part by a word in their text only ('{word}').",
        hint="Read them: does the word mean the theme? If not, set the word more narrowly.",
    ),
    "campaign_edge": Kind(
        Area.CAMPAIGN,
        Severity.INFO,
        template="{campaign}: published {minutes} minutes from the edge of the window.",
        hint="Confirm the time of publication on the platform.",
    ),
    "campaign_many": Kind(
        Area.CAMPAIGN,
        Severity.WARNING,
        template="{campaign}: {posts} of {all_posts} posts that take part are of this account.",
        hint="Read some of them: real work on the theme, or a hashtag on everything?",
    ),
}


def flag(
    code: str,
    evidence: Evidence,
    *,
    unit: str | None = None,
    account: str | None = None,
    post: Post | None = None,
) -> Flag:
    """Return a flag of a kind."""
    kind = KINDS[code]
    return Flag(
        code, kind.area, kind.severity, kind.template, kind.hint, evidence, unit, account, post
    )
