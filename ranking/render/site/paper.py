"""What every page of the site has: frame, style sheet, script, and the policy that allows them."""

from __future__ import annotations

import base64
import hashlib
import re
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from ranking.i18n import Translator
from ranking.render.safe import line
from ranking.render.site import paths
from ranking.render.site.site_model import Site
from ranking.render.site.words import words

_WEB = re.compile(r"https?://[^\s\"'<>\\^`{|}]+", re.IGNORECASE)
_PADDING = re.compile(r"\s*([{}:;,])\s*")
_SPACE = re.compile(r"\s*\n\s*")


class Paper:
    """Prints templates as whole pages; they are compiled once for all pages."""

    def __init__(self, site: Site, tr: Translator) -> None:
        """``tr``: the language of the site."""
        loader = PackageLoader("ranking.render", "templates/site")
        self._templates = Environment(
            loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True,
            lstrip_blocks=True,
        )  # fmt: skip
        self._templates.filters |= {"web": web_address, "line": line}
        css, js = (loader.get_source(self._templates, name)[0] for name in ("site.css", "site.js"))
        css, js = _PADDING.sub(r"\1", _tight(css)), _tight(js)
        self._base = site.base_url
        self._shared = {
            "language": "zh-CN" if tr.language == "zh" else "en",
            "policy": policy(css, js),
            "css": Markup(css),  # noqa: S704 - ours, from the package; the policy names its hash
            "js": Markup(js),  # noqa: S704 - the same
            "site": site,
            "site_title": line(site.title),
            "offices": line(site.offices),
            "w": words(tr),
            "paths": paths,
        }

    def page(self, path: str, template: str, title: str, **context: Any) -> tuple[str, bytes]:
        """Return the path and the page that the template makes of the context."""
        text = self._templates.get_template(template).render(
            self._shared, path=path, root=self._root(path), title=title, **context
        )
        return path, text.encode()

    def _root(self, path: str) -> str:
        """Return the way to the root; a page for missing ones is shown at any depth."""
        if path == paths.NOT_FOUND and self._base:
            return f"{self._base.rstrip('/')}/"
        return paths.to_root(path)


def web_address(url: str) -> str:
    """Return an address that may become a link; empty where it is none of the web."""
    return url if _WEB.fullmatch(url) else ""


def policy(css: str, js: str) -> str:
    """Return a Content-Security-Policy that allows one style sheet, one script, nothing else."""
    style, script = (
        base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in (css, js)
    )
    return (
        f"default-src 'none'; style-src 'sha256-{style}'; script-src 'sha256-{script}'; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )


def _tight(text: str) -> str:
    """Return the text without indentation and empty lines: it stands in every page."""
    return _SPACE.sub("\n", text).strip()
