"""Names as people type them: one spelling for matching, near misses for hints."""

from __future__ import annotations

import difflib
import os
import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

_SPACE = re.compile(r"\s+")
_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


def display(text: str) -> str:
    """Return the text as it is printed: without invisible marks, with single inner spaces."""
    return _SPACE.sub(" ", _INVISIBLE.sub("", text)).strip()


def clean(text: str) -> str:
    """Return the text in NFKC, without invisible marks, with single inner spaces."""
    return display(unicodedata.normalize("NFKC", _INVISIBLE.sub("", text)))


@lru_cache(maxsize=1 << 16)
def key(text: str) -> str:
    """Return the form under which two spellings of one name are equal (no spaces, case-folded)."""
    return clean(text).replace(" ", "").casefold()


def storable(text: str) -> str:
    """Return text from a file's name so that it can be stored: what is no UTF-8 becomes U+FFFD."""
    return os.fsencode(text).decode("utf-8", errors="replace")


def nearest(text: str, known: Iterable[str], count: int = 3) -> list[str]:
    """Return the known names most like ``text``, best first; only ever a suggestion."""
    by_key = {key(name): name for name in sorted(known)}
    close = difflib.get_close_matches(key(text), list(by_key), n=count, cutoff=0.45)
    inside = [k for k in by_key if key(text) and key(text) in k and k not in close]
    return [by_key[k] for k in (close + inside)[:count]]
