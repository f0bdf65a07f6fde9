"""A site by hand: a withdrawn month, one that was revised, and one as it was published."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from hashlib import sha256
from pathlib import Path

from ranking.i18n import Translator
from ranking.model.lifecycle import Reason, Standing, State
from ranking.model.month import Month
from ranking.model.publication import Publication
from ranking.render.publication_view import publication_view
from ranking.render.site.feed import feed
from ranking.render.site.pages import pages
from ranking.render.site.site_model import ReleaseDate, Site, SiteEdition, SiteFile
from ranking.render.standing import banner
from tests.builders.month import OCTOBER
from tests.builders.publications import (
    SEPTEMBER,
    hostile_publication,
    make_publication,
    shipped_publishing,
)

AUGUST = Month(2026, 8)
_WITHDRAWN = Standing(State.WITHDRAWN, datetime(2026, 9, 20, tzinfo=UTC), None, None, "数据源出错")
_REVISED = Standing(State.REVISED, datetime(2026, 10, 20, tzinfo=UTC), 2, Reason.C, "账号归属有误")
_CORRECTED = replace(_REVISED, state=State.PUBLISHED, newer=None)


@cache
def make_site(base_url: str | None = None) -> Site:
    """Return the ordinary site, in Chinese."""
    first = make_publication(month=SEPTEMBER, first=True)
    second = replace(first, edition=replace(first.edition, revision=2))
    return site_of(
        (
            site_edition(make_publication(month=AUGUST, first=True), _WITHDRAWN),
            site_edition(first, _REVISED),
            site_edition(second, _CORRECTED),
            site_edition(make_publication(month=OCTOBER), None),
        ),
        base_url,
    )


@cache
def hostile_site() -> Site:
    """Return a site whose only edition bears something hostile in every text from outside."""
    told = hostile_publication()
    made = site_of((site_edition(told, told.standing),))
    edition = told.edition
    return replace(made, title=edition.title, offices=", ".join(edition.offices))


def site_of(editions: tuple[SiteEdition, ...], base_url: str | None = None) -> Site:
    """Return a site of these editions, with the release before and the one after them."""
    edition = editions[-1].publication.edition
    following = Month.parse(edition.month).next()
    return Site(
        list_id=edition.list_id,
        title=edition.title,
        offices="、".join(edition.offices),
        synthetic=edition.synthetic,
        language="zh",
        base_url=base_url,
        public_key="RWQf6LRCGA9i53mlYecO4IzT51TGPpvWucNSCh1CBM0QTaLn73Y7GFO3",
        editions=editions,
        calendar=(_date(edition.month, done=True), _date(str(following), done=False)),
    )


def site_edition(told: Publication, standing: Standing | None) -> SiteEdition:
    """Return a publication as the site has it; it was published on the tenth after its month."""
    state = standing.state if standing else State.PUBLISHED
    known = replace(told, standing=standing, edition=replace(told.edition, state=state.value))
    edition, tr = known.edition, Translator("zh")
    name = f"{edition.month} r{edition.revision}"
    return SiteEdition(
        view=publication_view(known, shipped_publishing(), tr),
        publication=known,
        published_at=_tenth(edition.month, edition.revision),
        current=state is State.PUBLISHED,
        banner=banner(standing, tr),
        manifest_sha256=sha256(f"manifest of {name}".encode()).hexdigest(),
        snapshot_sha256=sha256(f"snapshot of {name}".encode()).hexdigest(),
        files=_files(edition.month, edition.revision),
    )


def write_pages(site: Site, folder: Path) -> list[Path]:
    """Write a site with something in place of every file it offers; return its pages."""
    tr = Translator(site.language)
    made = [*pages(site, tr), ("feed.xml", feed(site, tr)), *_offered(site)]
    for path, data in made:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    return [folder / path for path, _ in made if path.endswith(".html")]


def _offered(site: Site) -> Iterator[tuple[str, bytes]]:
    yield from ((file.href, b"") for edition in site.editions for file in edition.files)
    yield from ((name, b"") for name in ("calendar.ics", "site.json"))
    yield "schema/edition-1.schema.json", b"{}"


def _files(month: str, revision: int) -> tuple[SiteFile, ...]:
    place = f"{month}/r{revision}"
    names = [f"files/main-{month}.{ending}" for ending in ("csv", "json", "xlsx", "pdf", "md")]
    names += ["manifest.json", "manifest.json.minisig", "signing.pub", "release.zip"]
    return tuple(
        SiteFile(name.rpartition("/")[2], f"{place}/{name}", 1000 + len(name), "0" * 64)
        for name in names
    )


def _date(month: str, *, done: bool) -> ReleaseDate:
    cut_off = Month.parse(month).end
    return ReleaseDate(month, _tenth(month), cut_off, estimate=not done, done=done)


def _tenth(month: str, hour: int = 1) -> datetime:
    after = Month.parse(month).next()
    return datetime(after.year, after.number, 10, hour, tzinfo=UTC)
