"""The addresses of the site's pages; they never change."""

from __future__ import annotations

import hashlib
from functools import lru_cache

from ranking.model import names
from ranking.model.method_outline import MethodOutline
from ranking.render.safe import file_name
from ranking.render.schema import NAME

HOME = "index.html"
UNITS = "units/index.html"
ARCHIVE = "archive.html"
METHODS = "method/index.html"
CALENDAR = "calendar.html"
DATA = "data.html"
VERIFY = "verify.html"
NOT_FOUND = "404.html"
FEED = "feed.xml"
CALENDAR_FILE = "calendar.ics"
SITE_INDEX = "site.json"
SCHEMA = f"schema/{NAME}"


def month_page(month: str) -> str:
    """Return where the edition in force of a month is."""
    return f"{month}/index.html"


def revision_page(month: str, revision: int) -> str:
    """Return where one revision is."""
    return f"{month}/r{revision}.html"


@lru_cache(maxsize=1 << 12)
def unit_page(unit: str) -> str:
    """Return where a unit is; every spelling of its name leads there."""
    return f"units/u-{hashlib.sha256(names.key(unit).encode()).hexdigest()[:12]}.html"


def method_page(method: MethodOutline) -> str:
    """Return where a version of a method is."""
    return f"method/{file_name(f'{method.id}-{method.version}')}.html"


def to_root(path: str) -> str:
    """Return the way from a page back to the root, empty or ending in ``/``."""
    return "../" * path.count("/")
