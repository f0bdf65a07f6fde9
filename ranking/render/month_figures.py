"""The view of the month in figures: posts, originals and their pooled rate, sums of counts."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from ranking.i18n import Translator
from ranking.model.edition import Coverage, Edition, PlatformStatistics, Statistics
from ranking.render.coverage import offered
from ranking.render.figures import Figure, count, words
from ranking.render.labels import heading, measure_names, named, platform_names
from ranking.render.rounding import fixed

RATE_DECIMALS = 1


@dataclass(frozen=True)
class Fact:
    """One line of figures: what, how much, and what to know about it."""

    label: str
    figure: Figure
    detail: str = ""


def statistics_facts(edition: Edition, tr: Translator) -> tuple[Fact, ...]:
    """Return the month's lines in printing order."""
    figures = edition.statistics
    return (
        _posts(figures, tr),
        *_originals(figures, edition.previous_statistics, tr),
        *_totals(figures, edition.coverage, tr),
        _reprints(figures, tr),
    )


def _posts(figures: Statistics, tr: Translator) -> Fact:
    names = platform_names(tr)
    known = [*names, *(p for p in sorted(figures.platforms) if p not in names)]
    split = [
        f"{named(names, p)} {fixed(figures.platforms[p].posts if p in figures.platforms else 0, 0)}"
        for p in known
    ]
    posts = sum(p.posts for p in figures.platforms.values())
    return Fact(tr("Posts"), count(posts), tr(", ").join(split))


def _originals(now: Statistics, before: Statistics | None, tr: Translator) -> tuple[Fact, ...]:
    known = sum(p.original_known for p in now.platforms.values())
    originals = sum(p.originals for p in now.platforms.values())
    rate = pooled_rate(now)
    if rate is None:
        missing = words(tr("Not observed"))
        return (Fact(tr("Originals"), missing, tr("no post says whether it is original")),)
    percent = Figure(float(rate), _percent(rate), "observed", RATE_DECIMALS, percent=True)
    return (
        Fact(
            tr("Originals"),
            count(originals),
            tr("among {known} posts whose originality is known", known=fixed(known, 0)),
        ),
        Fact(tr("Original rate"), percent, _rate_detail(now, before, rate, tr)),
    )


def _rate_detail(now: Statistics, before: Statistics | None, rate: Fraction, tr: Translator) -> str:
    names = platform_names(tr)
    each = [
        f"{named(names, key)} {_percent(own)}"
        for key, platform in now.platforms.items()
        if (own := _rate((platform,))) is not None
    ]
    definition = tr("originals ÷ posts whose originality is known, all platforms pooled")
    earlier = pooled_rate(before) if before else None
    change = [] if earlier is None else [_change(rate - earlier, tr)]
    return tr("; ").join([definition, *([tr(", ").join(each)] if len(each) > 1 else []), *change])


def _change(difference: Fraction, tr: Translator) -> str:
    shown = fixed(abs(difference) * 100, RATE_DECIMALS)
    if difference == 0:
        return tr("unchanged from last month")
    if difference > 0:
        return tr("up {points} percentage points from last month", points=shown)
    return tr("down {points} percentage points from last month", points=shown)


def pooled_rate(figures: Statistics) -> Fraction | None:
    """Return originals ÷ posts of known originality over all platforms; None = none known."""
    return _rate(tuple(figures.platforms.values()))


def _rate(platforms: tuple[PlatformStatistics, ...]) -> Fraction | None:
    known = sum(p.original_known for p in platforms)
    return Fraction(sum(p.originals for p in platforms), known) if known else None


def _percent(rate: Fraction) -> str:
    return f"{fixed(rate * 100, RATE_DECIMALS)}%"


def _totals(figures: Statistics, coverage: Coverage, tr: Translator) -> list[Fact]:
    names = measure_names(tr)
    known = [
        *(m for m in names if m in figures.totals),
        *(m for m in figures.totals if m not in names),
    ]
    return [
        _total(heading(named(names, measure)), measure, figures.totals[measure], coverage, tr)
        for measure in known
        if figures.totals[measure] is not None
        or any(offered(platform, measure) for platform, n in coverage.posts.items() if n)
    ]


def _total(name: str, measure: str, total: int | None, coverage: Coverage, tr: Translator) -> Fact:
    measured = [
        covered[measure]
        for platform, covered in coverage.measures.items()
        if measure in covered and (covered[measure].observed or offered(platform, measure))
    ]
    observed = sum(m.observed for m in measured)
    posts = observed + sum(m.missing for m in measured)
    detail = tr(
        "observed for {observed} of {posts} posts",
        observed=fixed(observed, 0),
        posts=fixed(posts, 0),
    )
    if total is None:
        return Fact(name, words(tr("Not observed")), detail if measured else "")
    censored = any(m.censored for m in measured)
    return Fact(name, count(total, lower_bound=censored), detail if observed < posts else "")


def _reprints(figures: Statistics, tr: Translator) -> Fact:
    label = tr("Reprints by channels")
    if figures.reprints is None:
        return Fact(label, words(tr("Not observed")))
    detail = tr("by the imported reprint table; without the platforms' own reposts")
    return Fact(label, count(figures.reprints), detail)
