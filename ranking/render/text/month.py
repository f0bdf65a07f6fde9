"""What can be said of the month as a whole."""

from __future__ import annotations

from fractions import Fraction

from ranking.i18n import Translator
from ranking.model.edition import Coverage, Statistics
from ranking.model.month import Month
from ranking.model.publication import Publication
from ranking.render.labels import month_name
from ranking.render.month_figures import pooled_rate
from ranking.render.text.phrases import Fields, Phrase, Phrases, name, pointer

_NOW, _BEFORE = "/statistics", "/previous_statistics"
_TOTALS = ("reads", "likes", "comments", "reposts")


def month_fields(publication: Publication, say: Phrases) -> Fields:
    """Return what is known of the month; changes against the edition before and the year before."""
    edition = publication.edition
    coverage = edition.coverage
    return {
        "month": (month_name(say.tr, edition.month),),
        "before": _before(publication, say.tr),
        "new_method": _new_method(publication),
        "units": say.count(coverage.units, "/coverage/units"),
        "accounts": say.count(coverage.accounts, "/coverage/accounts"),
        "silent_units": _silent(coverage, say),
        **_posts(edition.statistics, say),
        **_changes(edition.statistics, edition.previous_statistics, _BEFORE, "change", say),
        **_year(publication, say),
        "reprints": say.count(edition.statistics.reprints, f"{_NOW}/reprints"),
        **_totals(edition.statistics, coverage, say),
    }


def _silent(coverage: Coverage, say: Phrases) -> Phrase:
    """Say how many units posted nothing, where others did."""
    active = coverage.units_with_posts
    sources = ("/coverage/units", "/coverage/units_with_posts")
    return say.rest(coverage.units, active, *sources) if active else ()


def _before(publication: Publication, tr: Translator) -> Phrase:
    """Name the edition that changes are against: "last month", or a month further back."""
    found = publication.difference
    if found is None:
        return ()
    is_last = Month.parse(found.before.month).next() == Month.parse(publication.edition.month)
    return (tr("the month before") if is_last else month_name(tr, found.before.month),)


def _new_method(publication: Publication) -> Phrase:
    found, method = publication.difference, publication.edition.method
    if found is None or found.method == "same":
        return ()
    return (*name(method.id, "/method/id"), " ", *name(method.version, "/method/version"))


def _posts(now: Statistics, say: Phrases) -> Fields:
    """Return posts and originals; ``original_known`` where that is known of a part of them."""
    rate = pooled_rate(now) or Fraction(0)
    posts, known = sums(now, "posts"), sums(now, "original_known")
    fields: dict[str, Phrase] = {
        "posts": say.count(posts, f"{_NOW}/posts"),
        "originals": say.count(sums(now, "originals"), f"{_NOW}/originals"),
        "original_known": say.count(known if known < posts else None, f"{_NOW}/original_known"),
        "rate": say.rate(rate.numerator, rate.denominator if known else 0, f"{_NOW}/original_rate"),
    }
    for platform, own in now.platforms.items():
        at = pointer("statistics", "platforms", platform)
        fields[f"{platform}_posts"] = say.count(own.posts, f"{at}/posts")
        fields[f"{platform}_rate"] = say.rate(
            own.originals, own.original_known, f"{at}/originals", f"{at}/original_known"
        )
    return fields


def sums(figures: Statistics, key: str) -> int:
    """Return a number of posts over all platforms."""
    return sum(getattr(platform, key) for platform in figures.platforms.values())


def _changes(
    now: Statistics, before: Statistics | None, at: str, field: str, say: Phrases
) -> Fields:
    """Return the changes against another month, whose statistics stand ``at``."""
    if before is None:
        return {}
    posts, earlier = sums(now, "posts"), sums(before, "posts")
    return {
        f"posts_{field}": say.change(posts, earlier, f"{_NOW}/posts", f"{at}/posts"),
        f"rate_{field}": say.rate_change(
            pooled_rate(now), pooled_rate(before), f"{_NOW}/original_rate", f"{at}/original_rate"
        ),
        f"reprints_{field}": say.change(
            now.reprints, before.reprints, f"{_NOW}/reprints", f"{at}/reprints"
        ),
    }


def _year(publication: Publication, say: Phrases) -> Fields:
    """Return the changes against the same month of the year before, where it is remembered."""
    wanted = str(Month.parse(publication.edition.month).shift(-12))
    for place, past in enumerate(publication.record.history):
        if past.month == wanted:
            at = pointer("history", place, "statistics")
            now = publication.edition.statistics
            return _changes(now, past.statistics, at, "change_year", say)
    return {}


def _totals(now: Statistics, coverage: Coverage, say: Phrases) -> Fields:
    """Return sums of counts; ``reads_posts`` where reads are known of a part of the posts."""
    fields = {
        measure: say.count(
            now.totals.get(measure),
            pointer("statistics", "totals", measure),
            at_least=any(
                own[measure].censored for own in coverage.measures.values() if measure in own
            ),
        )
        for measure in _TOTALS
    }
    observed = {
        pointer("coverage", "measures", platform, "reads", "observed"): own["reads"].observed
        for platform, own in coverage.measures.items()
        if "reads" in own
    }
    known = sum(observed.values())
    is_part = known < sums(now, "posts")
    return fields | {"reads_posts": say.count(known, *observed) if is_part else ()}
