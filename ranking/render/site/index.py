"""``site.json``: the site for machines, every edition with its files and hashes."""

from __future__ import annotations

from typing import Any

from ranking.render.site.site_model import Site, SiteEdition
from ranking.render.wire import instant, json_text

FORMAT = "govrank-site-index/1"


def index(site: Site) -> bytes:
    """Return the file; links are relative to the site's root, hashes SHA-256 in hex."""
    content = {
        "format": FORMAT,
        "list": site.list_id,
        "title": site.title,
        "offices": site.offices,
        "synthetic": site.synthetic,
        "language": site.language,
        "base_url": site.base_url,
        "public_key": site.public_key,
        "editions": [_edition(one) for one in site.editions],
    }
    return json_text(content).encode()


def _edition(one: SiteEdition) -> dict[str, Any]:
    view, edition = one.view, one.publication.edition
    return {
        "month": view.month,
        "revision": view.revision,
        "state": edition.state,
        "current": one.current,
        "published_at": instant(one.published_at),
        "banner": one.banner or None,
        "method": vars(edition.method),
        "manifest_sha256": one.manifest_sha256,
        "snapshot_sha256": one.snapshot_sha256,
        "page": f"{view.month}/r{view.revision}.html",
        "files": [vars(file) for file in one.files],
    }
