"""Build the site of a list from its releases: what is published, and nothing else.

The same releases, in the same states, give the same bytes: no clock has a part in it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from ranking.i18n import Language, Translator
from ranking.model.month import Month
from ranking.render.safe import line
from ranking.render.schema import NAME, schema_text
from ranking.render.site.feed import feed
from ranking.render.site.index import index
from ranking.render.site.pages import pages
from ranking.render.site.site_model import ReleaseDate, Site, SiteEdition
from ranking.workflow.places import public_key
from ranking.workflow.repair import repair
from ranking.workflow.site_copies import offered, packed, place_of, put_release
from ranking.workflow.site_folder import SiteFolder, open_site
from ranking.workflow.site_releases import PublishedRelease, published_releases, site_edition
from ranking.workflow.verify import read_public_key
from ranking.workflow.workspace import Progress, Workspace

_MONTHS_AHEAD = 12


@dataclass(frozen=True)
class Announced:
    """When months to come are published, and the same as an iCalendar file."""

    dates: tuple[ReleaseDate, ...]
    ics: bytes


Announce = Callable[[Sequence[Month], datetime, Translator], Announced]
"""Tells when months are published; the instant is that of the last publication."""


@dataclass(frozen=True)
class Built:
    """What a build did: how many files it wrote, found as they should be, and removed.

    ``foreign``: files in the folder that it did not make and left alone.
    """

    folder: Path
    editions: int
    written: int
    unchanged: int
    removed: int
    foreign: tuple[str, ...]


def site_folder(workspace: Workspace) -> Path:
    """Return where the site of a workspace is built unless a folder is named."""
    return workspace.home / "site"


def build_site(workspace: Workspace, folder: Path, language: Language, announce: Announce) -> Built:
    """Build the site in a folder, writing only what has changed.

    Raises UsageError when nothing was published or the folder holds something else,
    VerificationError for a damaged release, OSError when the folder cannot be written,
    LedgerError when another process writes.
    """
    with workspace.sole_writer("site"):
        repair(workspace)
        releases = published_releases(workspace)
        key = read_public_key(public_key(workspace.home)).splitlines()[-1]
        site = open_site(folder, workspace.settings.list_id)
        return write_site(site, releases, key, announce, Translator(language), workspace.progress)


def write_site(
    target: SiteFolder,
    releases: Sequence[PublishedRelease],
    key: str,
    announce: Announce,
    tr: Translator,
    progress: Progress,
) -> Built:
    """Write everything the site consists of; ``key``: the public key, without its comment.

    ``releases`` by month and revision, at least one. Raises as ``build_site`` does.
    """
    target.claim(path for one in releases for path in (*offered(one), packed(one)))
    editions = []
    for number, release in enumerate(releases):
        progress("Reading the releases", number, len(releases))
        editions.append(site_edition(release, put_release(target, release), tr))
    last = max(one.published_at for one in editions)
    announced = announce(_months_ahead(releases), last, tr)
    dates = (*_published_dates(releases), *announced.dates)
    site = _site(editions, dates, key, tr)
    files = {**_fixed_files(announced), **dict(_rendered(site, tr, progress))}
    target.claim(files)
    for number, (path, data) in enumerate(files.items()):
        progress("Writing the pages", number, len(files))
        target.write(path, data)
    target.finish({place_of(one): one.revision.release_sha256 or "" for one in releases})
    return Built(
        folder=target.path,
        editions=len(editions),
        written=target.written,
        unchanged=target.unchanged,
        removed=target.removed,
        foreign=tuple(target.foreign()),
    )


def _site(
    editions: Sequence[SiteEdition], dates: Sequence[ReleaseDate], key: str, tr: Translator
) -> Site:
    newest = editions[-1]
    edition, view = newest.publication.edition, newest.view
    return Site(
        list_id=edition.list_id,
        title=line(edition.title),
        offices=view.edition.offices,
        synthetic=edition.synthetic,
        language=tr.language,
        base_url=view.rules.site_url,
        public_key=key,
        editions=tuple(editions),
        calendar=tuple(sorted(dates, key=lambda date: date.month)),
    )


def _rendered(site: Site, tr: Translator, progress: Progress) -> Iterator[tuple[str, bytes]]:
    yield "feed.xml", feed(site, tr)
    yield "site.json", index(site)
    for number, (path, data) in enumerate(pages(site, tr)):
        progress("Laying out the pages", number, 0)
        yield path, data


def _fixed_files(announced: Announced) -> dict[str, bytes]:
    files = {
        ".nojekyll": b"",  # tells GitHub Pages to serve the files as they are
        f"schema/{NAME}": schema_text().encode(),
    }
    # a calendar without any date is no iCalendar file (RFC 5545, 3.6)
    return files | ({"calendar.ics": announced.ics} if announced.dates else {})


def _published_dates(releases: Sequence[PublishedRelease]) -> Iterator[ReleaseDate]:
    """Yield when each month was first published, and when it was closed for that."""
    months: set[str] = set()
    for release in releases:
        revision = release.revision
        if revision.month not in months:
            months.add(revision.month)
            yield ReleaseDate(
                month=revision.month,
                release=revision.published_at,
                cut_off=revision.cut_off,
                estimate=False,
                done=True,
            )


def _months_ahead(releases: Sequence[PublishedRelease]) -> list[Month]:
    """Return the months since the first that were not published, until a year after the last."""
    published = {Month.parse(release.revision.month) for release in releases}
    month, end = min(published), max(published).shift(_MONTHS_AHEAD)
    ahead = []
    while month <= end:
        if month not in published:
            ahead.append(month)
        month = month.next()
    return ahead
