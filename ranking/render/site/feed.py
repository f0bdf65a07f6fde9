"""The site as an Atom feed (RFC 4287): an entry for every published revision, the newest first."""

from __future__ import annotations

import uuid
from datetime import datetime
from xml.etree import ElementTree as ET

from ranking.i18n import Translator
from ranking.model.lifecycle import State
from ranking.render.safe import line
from ranking.render.site.site_model import Site, SiteEdition
from ranking.render.wire import instant

FEED = "feed.xml"
_ATOM = "http://www.w3.org/2005/Atom"
_SUMMARY_LENGTH = 400


def feed(site: Site, tr: Translator) -> bytes:
    """Return the feed; ``site`` has at least one edition.

    An entry keeps its id for ever; ``updated`` changes only when the edition is withdrawn. Without
    a base URL links are relative to the feed.
    """
    entries = sorted(site.editions, key=_updated, reverse=True)
    root = ET.Element("feed", {"xmlns": _ATOM, "xml:lang": site.language})
    first = min(site.editions, key=lambda one: one.published_at)
    _text(root, "id", _id(first, "feed"))
    _text(root, "title", site.title)
    _text(root, "updated", instant(_updated(entries[0])))
    ET.SubElement(ET.SubElement(root, "author"), "name").text = line(site.offices or site.title)
    if site.base_url:
        ET.SubElement(root, "link", {"rel": "self", "href": _href(site, FEED)})
    ET.SubElement(root, "link", {"rel": "alternate", "href": _href(site, "index.html")})
    for entry in entries:
        root.append(_entry(site, entry, tr))
    ET.indent(root)
    data: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return data + b"\n"


def _entry(site: Site, one: SiteEdition, tr: Translator) -> ET.Element:
    view = one.view
    page = f"{view.month}/r{view.revision}.html"
    title = tr("{title}, revision {revision}", title=view.edition.title, revision=view.revision)
    entry = ET.Element("entry")
    _text(entry, "id", _id(one, page))
    _text(entry, "title", title if view.revision > 1 else view.edition.title)
    _text(entry, "published", instant(one.published_at))
    _text(entry, "updated", instant(_updated(one)))
    ET.SubElement(
        entry, "link", {"rel": "alternate", "type": "text/html", "href": _href(site, page)}
    )
    _text(entry, "summary", _summary(one))
    return entry


def _summary(one: SiteEdition) -> str:
    """Return how the edition stands, then how its text begins."""
    paragraphs = (p for section in one.view.text for p in section.paragraphs)
    first = "".join(sentence.text for sentence in next(paragraphs, ()))
    text = " ".join(filter(None, (one.view.edition.warning, first)))
    return text if len(text) <= _SUMMARY_LENGTH else f"{text[:_SUMMARY_LENGTH]}…"


def _updated(one: SiteEdition) -> datetime:
    standing = one.publication.standing
    withdrawn = standing is not None and standing.state is State.WITHDRAWN
    return (standing.at if withdrawn and standing else None) or one.published_at


def _id(one: SiteEdition, name: str) -> str:
    """Return an id of the edition's own: lists of two offices may bear the same names."""
    known = f"govrank:{one.manifest_sha256}:{one.view.list_id}:{name}"
    return uuid.uuid5(uuid.NAMESPACE_URL, known).urn


def _href(site: Site, path: str) -> str:
    return f"{site.base_url.rstrip('/')}/{path}" if site.base_url else path


def _text(parent: ET.Element, tag: str, text: str) -> None:
    ET.SubElement(parent, tag).text = line(text)
