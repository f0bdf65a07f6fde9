"""Text out of HTML: tags out, blocks become lines, entities become characters."""

from __future__ import annotations

import html

import polars as pl

LONGEST = 100_000
"""Characters of a text that are read; a longer article is a book, a log or a broken export."""
_NOT_TEXT = r"(?is)<script\b.*?</script\s*>|<style\b.*?</style\s*>|<!--.*?-->"
_BLOCK = r"(?i)</?(?:p|div|br|h[1-6]|li|ul|ol|tr|table|section|article|blockquote)\b[^<>]*>"
_TAG = r"</?[a-zA-Z!][^<>]*>"
_ENTITY = r"&(?:#\d+|#[xX][0-9a-fA-F]+|[a-zA-Z]+\d*);"


def plain(texts: pl.Series) -> pl.Series:
    """Return the texts without markup, cut at LONGEST characters; null becomes empty.

    A bare "<" stays: only what looks like a tag is one.
    """
    texts = texts.fill_null("")
    giant = texts.str.len_bytes() > LONGEST
    if giant.any():
        texts = texts.str.head(LONGEST)
    marked = texts.str.contains("<", literal=True) | texts.str.contains("&", literal=True)
    if not marked.any():
        return texts
    rows = marked.arg_true()
    return texts.scatter(rows, _without_markup(texts.gather(rows)))


def _without_markup(texts: pl.Series) -> pl.Series:
    bare = texts.str.replace_all(_NOT_TEXT, " ").str.replace_all(_BLOCK, "\n")
    bare = bare.str.replace_all(_TAG, "")
    coded = bare.str.contains(_ENTITY).arg_true()
    whole = pl.Series([html.unescape(text) for text in bare.gather(coded)], dtype=pl.String)
    return bare.scatter(coded, whole)
