"""Every page of the site, one after the other."""

from __future__ import annotations

from collections.abc import Iterator

from ranking.i18n import Translator
from ranking.model.month import Month
from ranking.render.labels import labels, local_time, month_name
from ranking.render.rounding import fixed
from ranking.render.site import paths
from ranking.render.site.board_table import FIRST, board_tables, spoken
from ranking.render.site.method_story import method_stories
from ranking.render.site.paper import Paper
from ranking.render.site.site_model import Site, SiteEdition
from ranking.render.site.unit_months import standing_editions, unit_months
from ranking.render.site.unit_story import UnitStory, unit_story

Page = tuple[str, bytes]
"""A path from the site's root, and what stands there."""


def pages(site: Site, tr: Translator) -> Iterator[Page]:
    """Yield every HTML page, in a fixed order; the same site gives the same bytes.

    ``tr``: the language of the site. Each page stands alone: one style sheet and one script are
    inside it, and it asks nothing of a network.
    """
    paper = Paper(site, tr)
    yield _home(site, paper, tr)
    for edition in site.editions:
        yield from _edition(site, edition, paper, tr)
    yield from _units(site, paper, tr)
    yield from _methods(site, paper, tr)
    yield from _records(site, paper, tr)


def _home(site: Site, paper: Paper, tr: Translator) -> Page:
    """The latest edition in force, the first places of its boards."""
    latest = next(reversed(standing_editions(site)), None)
    boards = board_tables(latest.view.edition.boards, labels(tr), tr, FIRST) if latest else ()
    recent = tuple(reversed(standing_editions(site)))[:12]
    return paper.page(
        paths.HOME, "home.html.j2", "", edition=latest, boards=boards, recent=recent,
        month_name=lambda month: month_name(tr, month),
    )  # fmt: skip


def _edition(site: Site, edition: SiteEdition, paper: Paper, tr: Translator) -> Iterator[Page]:
    """A revision under its own address; the one in force (or the last) under the month's too."""
    view = edition.view
    revisions = [other for other in site.editions if other.view.month == view.month]
    in_force = next((other for other in revisions if other.current), revisions[-1])
    context = {
        "edition": edition,
        "boards": board_tables(view.edition.boards, labels(tr), tr),
        "revisions": revisions,
        "size": _size,
        "time": local_time,
        "revision": lambda number: tr("Revision {revision}", revision=number),
    }
    page = paths.revision_page(view.month, view.revision)
    title = view.edition.title
    path, made = paper.page(page, "edition.html.j2", title, **context)
    yield path, made
    if edition is in_force:
        yield paths.month_page(view.month), made


def _units(site: Site, paper: Paper, tr: Translator) -> Iterator[Page]:
    known = unit_months(site)
    calendar = _calendar(site)
    groups: dict[str, list[UnitStory]] = {}
    for months in known.values():
        story = unit_story(months, calendar, tr)
        groups.setdefault(story.group, []).append(story)
        yield paper.page(
            paths.unit_page(story.unit), "unit.html.j2", story.unit, story=story,
            month_name=lambda month: month_name(tr, month),
            spoken=lambda change: spoken(change, tr),
        )  # fmt: skip
    yield paper.page(paths.UNITS, "units.html.j2", tr("All units"), groups=groups)


def _calendar(site: Site) -> tuple[str, ...]:
    """Return every month from the first edition to the last, also those without one."""
    if not site.editions:
        return ()
    month, last = (Month.parse(site.editions[i].view.month) for i in (0, -1))
    found = [month]
    while found[-1] < last:
        found.append(found[-1].next())
    return tuple(map(str, found))


def _methods(site: Site, paper: Paper, tr: Translator) -> Iterator[Page]:
    stories = method_stories(site.editions)
    for path, story in stories.items():
        yield paper.page(path, "method.html.j2", story.view.title, story=story)
    yield paper.page(paths.METHODS, "methods.html.j2", tr("Method"), stories=stories)


def _records(site: Site, paper: Paper, tr: Translator) -> Iterator[Page]:
    """The pages that list what there is: editions, dates, files, digests."""
    newest = tuple(reversed(site.editions))
    shared = {
        "editions": newest,
        "time": local_time,
        "size": _size,
        "month_name": lambda month: month_name(tr, month),
        "revision": lambda number: tr("Revision {revision}", revision=number),
    }
    years: dict[str, list[SiteEdition]] = {}
    for edition in newest:
        years.setdefault(edition.view.month[:4], []).append(edition)
    key = (site.public_key.split() or [""])[-1]
    yield paper.page(paths.ARCHIVE, "archive.html.j2", tr("All editions"), years=years, **shared)
    known = {edition.view.month for edition in newest}
    yield paper.page(
        paths.CALENDAR, "calendar.html.j2", tr("Publication dates"), known=known, **shared
    )
    yield paper.page(paths.DATA, "data.html.j2", tr("Data"), **shared)
    yield paper.page(paths.VERIFY, "verify.html.j2", tr("Verify"), key=key, **shared)
    yield paper.page(paths.NOT_FOUND, "not_found.html.j2", tr("There is no such page"))


def _size(count: int) -> str:
    """Return a number of bytes for people."""
    return f"{count} B" if count < 1024 else f"{fixed(count / 1024, 1)} KB"
