"""Sentences on what a month's numbers rest on: who posted, and which counts were observed."""

from __future__ import annotations

from ranking.i18n import Translator
from ranking.model.edition import Coverage, MeasureCoverage
from ranking.render.labels import measure_names, named, platform_names
from ranking.render.rounding import fixed
from ranking.render.sentences import sentence

_NOT_OFFERED = {("weibo", "wow")}


def offered(platform: str, measure: str) -> bool:
    """Say whether a platform has such a count at all (在看 exists on WeChat only)."""
    return (platform, measure) not in _NOT_OFFERED


def coverage_lines(coverage: Coverage, tr: Translator) -> tuple[str, ...]:
    """Return the sentences in printing order; what is missing is said to be missing, not zero."""
    names = platform_names(tr)
    platforms = [*names, *(p for p in sorted(coverage.posts) if p not in names)]
    return (
        _who(coverage, tr),
        *(text for platform in platforms for text in _platform(platform, coverage, tr)),
        *_reprints(coverage, tr),
        *_unattributed(coverage, tr),
        *(sentence(note, tr) for note in coverage.notes),
    )


def _who(coverage: Coverage, tr: Translator) -> str:
    return tr(
        "Units with posts: {units_with_posts} of {units}; accounts with posts: "
        "{accounts_with_posts} of {accounts}.",
        units_with_posts=fixed(coverage.units_with_posts, 0),
        units=fixed(coverage.units, 0),
        accounts_with_posts=fixed(coverage.accounts_with_posts, 0),
        accounts=fixed(coverage.accounts, 0),
    )


def _platform(platform: str, coverage: Coverage, tr: Translator) -> list[str]:
    name = named(platform_names(tr), platform)
    if not coverage.posts.get(platform):
        return [
            tr(
                "{platform}: absent this month (no account in the roster, or none of them posted).",
                platform=name,
            )
        ]
    measures = {
        measure: covered
        for measure, covered in _ordered(coverage.measures.get(platform, {}), tr).items()
        if covered.observed or offered(platform, measure)
    }
    return [
        *_complete(name, measures, tr),
        *_absent(name, measures, tr),
        *_partial(name, measures, tr),
        *_censored(name, measures, tr),
    ]


def _ordered(measures: dict[str, MeasureCoverage], tr: Translator) -> dict[str, MeasureCoverage]:
    known = [m for m in measure_names(tr) if m in measures]
    return {m: measures[m] for m in [*known, *sorted(set(measures) - set(known))]}


def _names(measures: list[str], tr: Translator) -> str:
    return tr(", ").join(named(measure_names(tr), m) for m in measures)


def _complete(name: str, measures: dict[str, MeasureCoverage], tr: Translator) -> list[str]:
    whole = [m for m, c in measures.items() if c.observed and not c.missing]
    if not whole:
        return []
    return [
        tr(
            "{platform}: {measures} observed for all {posts} posts.",
            platform=name,
            measures=_names(whole, tr),
            posts=fixed(measures[whole[0]].observed, 0),
        )
    ]


def _absent(name: str, measures: dict[str, MeasureCoverage], tr: Translator) -> list[str]:
    none = [m for m, c in measures.items() if not c.observed]
    if not none:
        return []
    return [
        tr(
            "{platform}: {measures} observed for 0 of {posts} posts; they are missing, not zero.",
            platform=name,
            measures=_names(none, tr),
            posts=fixed(measures[none[0]].missing, 0),
        )
    ]


def _partial(name: str, measures: dict[str, MeasureCoverage], tr: Translator) -> list[str]:
    """Say it once for the measures that were observed for equally many posts."""
    alike: dict[tuple[int, int], list[str]] = {}
    for measure, c in measures.items():
        if c.observed and c.missing:
            alike.setdefault((c.observed, c.observed + c.missing), []).append(measure)
    return [
        tr(
            "{platform}: {measures} observed for {observed} of {posts} posts; the others are "
            "missing, not zero.",
            platform=name,
            measures=_names(same, tr),
            observed=fixed(observed, 0),
            posts=fixed(posts, 0),
        )
        for (observed, posts), same in alike.items()
    ]


def _censored(name: str, measures: dict[str, MeasureCoverage], tr: Translator) -> list[str]:
    return [
        tr(
            "{platform}: {measures} of {posts} posts are lower bounds (shown as 10万+).",
            platform=name,
            measures=_names([measure], tr),
            posts=fixed(c.censored, 0),
        )
        for measure, c in measures.items()
        if c.censored
    ]


def _reprints(coverage: Coverage, tr: Translator) -> list[str]:
    if coverage.reprint_feed:
        return [tr("Reprints by other channels: {reprints}.", reprints=fixed(coverage.reprints, 0))]
    if _noted(coverage, "no_reprint_feed"):
        return []
    return [tr("No reprints were imported: reprints by other channels are not observed.")]


def _unattributed(coverage: Coverage, tr: Translator) -> list[str]:
    if not coverage.unattributed_posts or _noted(coverage, "unattributed"):
        return []
    return [
        tr(
            "Posts of accounts outside the roster, never scored: {posts}.",
            posts=fixed(coverage.unattributed_posts, 0),
        )
    ]


def _noted(coverage: Coverage, code: str) -> bool:
    """Say whether a note tells it already, in words of those who counted."""
    return any(note.code == code for note in coverage.notes)
