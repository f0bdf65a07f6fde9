"""The fixed words of a published list, in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from ranking.i18n import Translator
from ranking.model.month import SHANGHAI, Month
from ranking.render.safe import line


@dataclass(frozen=True)
class Labels:
    """Column and section names. ``reprints``: by channels alone; ``passed_on``: reposts too."""

    rank: str
    change: str
    unit: str
    group: str
    board: str
    index: str
    bonus: str
    total: str
    previous: str
    trend: str
    lower_bounds: str
    missing: str
    synthetic: str
    title: str
    account: str
    platform: str
    published: str
    posts: str
    points: str
    reprints: str
    passed_on: str
    interactions: str
    campaign: str
    start: str
    end: str
    statistics: str
    campaigns: str
    coverage: str
    notes: str
    charts: str
    hidden: str
    new: str
    back: str
    top_posts: str
    url: str
    provenance: str
    page: str
    comma: str


def labels(tr: Translator) -> Labels:
    """Return the words in the language of ``tr``."""
    return Labels(
        rank=tr("Rank"),
        change=tr("Change"),
        unit=tr("Unit"),
        group=tr("Group"),
        board=tr("Board"),
        index=tr("Index"),
        bonus=tr("Bonus"),
        total=tr("Total"),
        previous=tr("Last rank"),
        trend=tr("Trend"),
        lower_bounds=tr("Lower bounds"),
        missing=tr("Not observed"),
        synthetic=tr("Synthetic"),
        title=tr("Title"),
        account=tr("Account"),
        platform=tr("Platform"),
        published=tr("Published"),
        posts=tr("Posts"),
        points=tr("Points"),
        reprints=tr("Reprints by channels"),
        passed_on=tr("Times passed on"),
        interactions=tr("Interactions"),
        campaign=tr("Campaign"),
        start=tr("From"),
        end=tr("Until"),
        statistics=tr("The month in figures"),
        campaigns=tr("Campaigns"),
        coverage=tr("What the numbers rest on"),
        notes=tr("Notes"),
        charts=tr("Charts"),
        hidden=tr("No room here for"),
        new=tr("new"),
        back=tr("back"),
        top_posts=tr("Top posts"),
        url=tr("Address"),
        page=tr("Page &P of &N"),
        provenance=tr("What it was computed from"),
        comma=tr(", "),
    )


def platform_names(tr: Translator) -> dict[str, str]:
    """Return platform id → name, in printing order."""
    return {"wechat": tr("WeChat"), "weibo": tr("Weibo")}


def measure_names(tr: Translator) -> dict[str, str]:
    """Return measure id → name, in printing order."""
    return {
        "reads": tr("reads"),
        "likes": tr("likes"),
        "wow": tr("wow"),
        "comments": tr("comments"),
        "reposts": tr("reposts"),
        "favourites": tr("favourites"),
    }


def channel_type_names(tr: Translator) -> dict[str, str]:
    """Return channel type → name."""
    return {
        "client": tr("news client"),
        "website": tr("news site"),
        "wechat": tr("WeChat account"),
        "weibo": tr("Weibo account"),
    }


def channel_tier_names(tr: Translator) -> dict[str, str]:
    """Return channel tier → name."""
    return {
        "central": tr("central"),
        "provincial": tr("provincial"),
        "city": tr("municipal"),
        "district": tr("district"),
        "commercial": tr("commercial"),
    }


def state_names(tr: Translator) -> dict[str, str]:
    """Return edition state → name."""
    return {
        "draft": tr("draft"),
        "frozen": tr("frozen"),
        "reviewed": tr("reviewed"),
        "approved": tr("approved"),
        "published": tr("published edition"),
        "revised": tr("revised"),
        "withdrawn": tr("withdrawn"),
    }


def reason_names(tr: Translator) -> dict[str, str]:
    """Return the reason of a revision → what it means."""
    return {
        "R1": tr("new data"),
        "R2": tr("planned recalculation"),
        "R3": tr("another method"),
        "C": tr("correction of an error"),
    }


def action_names(tr: Translator) -> dict[str, str]:
    """Return step of an edition → what was done, in the order of its life."""
    return {
        "drafted": tr("drafted"),
        "frozen": tr("frozen"),
        "reviewed": tr("first approval"),
        "approved": tr("second approval"),
        "published": tr("publication"),
        "begun": tr("revision begun"),
        "revised": tr("replaced by a revision"),
        "withdrawn": tr("withdrawn"),
        "adjusted": tr("adjustment proposed"),
        "adjustment confirmed": tr("adjustment confirmed"),
        "adjustment rejected": tr("adjustment rejected"),
    }


def named(names: Mapping[str, str], key: str) -> str:
    """Return the name of an id; an id without a name is shown as it is."""
    return names.get(key) or line(key)


def feature_name(names: Mapping[str, str], feature: str) -> str:
    """Return the feature card's name; without a card, the id in words."""
    return line(names.get(feature) or feature.replace("_", " "))


def heading(text: str) -> str:
    """Return a word as a column heading."""
    return text[:1].upper() + text[1:]


def month_name(tr: Translator, month: str) -> str:
    """Return ``2026-10`` as the reader writes it."""
    parsed = Month.parse(month)
    return tr("{year}-{month:02d}", year=parsed.year, month=parsed.number)


def span(tr: Translator, start: date, end: date) -> str:
    """Return a window of days; one day alone as itself."""
    if start == end:
        return start.isoformat()
    return tr("{start} to {end}", start=start.isoformat(), end=end.isoformat())


def local_time(instant: datetime) -> str:
    """Return an instant as date and minute in Asia/Shanghai."""
    return f"{instant.astimezone(SHANGHAI):%Y-%m-%d %H:%M}"


def short(name: str) -> str:
    """Return a name for use inside a sentence; no real one is longer than 40 characters."""
    cleaned = line(name)
    return cleaned if len(cleaned) <= 40 else f"{cleaned[:39]}…"


def listed(names: Iterable[str], total: int, tr: Translator) -> str:
    """Return unit names as a phrase: everyone, all of up to five, or five and how many more."""
    known = [short(name) for name in names]
    if len(known) == total and total > 1:
        return tr("all units")
    joined = tr(", ").join(known[:5])
    if len(known) <= 5:
        return joined
    return tr("{units} and {more} more", units=joined, more=len(known) - 5)
