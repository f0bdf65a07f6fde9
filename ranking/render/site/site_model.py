"""What a site is made of: every published revision, in words, and what proves it. Pure data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from ranking.i18n import Language
from ranking.model.publication import Publication
from ranking.render.publication_view import PublicationView


@dataclass(frozen=True)
class SiteFile:
    """A file to download; ``href`` is relative to the site's root, ``sha256`` in hex."""

    name: str
    href: str
    bytes: int
    sha256: str


@dataclass(frozen=True)
class SiteEdition:
    """One published revision.

    ``current``: it is the one in force. ``banner``: how a revision or withdrawal stands, empty =
    nothing is to be said. The digests are those of the release's and the snapshot's manifest.
    """

    view: PublicationView
    publication: Publication
    published_at: datetime
    current: bool
    banner: str
    manifest_sha256: str
    snapshot_sha256: str
    files: tuple[SiteFile, ...]


@dataclass(frozen=True)
class ReleaseDate:
    """When a month is due; null = the list has no such rule.

    ``estimate``: the official holidays of that year are not known yet. ``done``: it is published.
    """

    month: str
    release: datetime | None
    cut_off: datetime | None
    estimate: bool
    done: bool


@dataclass(frozen=True)
class Site:
    """A list's site: ``editions`` by month, then revision; ``calendar`` by month.

    ``offices`` as they are printed. ``base_url``: where the site is found, null = links are
    relative. ``public_key``: the text of the minisign key, without its comment.
    """

    list_id: str
    title: str
    offices: str
    synthetic: bool
    language: Language
    base_url: str | None
    public_key: str
    editions: tuple[SiteEdition, ...]
    calendar: tuple[ReleaseDate, ...]
