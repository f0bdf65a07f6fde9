"""What an article says of its origin: a source mark (来源：上海发布) or a link to the post."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

import polars as pl

from ranking.model import names
from ranking.model.addresses import TRACKING
from ranking.reprints.simplified import simplified as simplified_characters

_MARK = re.compile(
    r"(?:来源|稿源|转载自|转自|原载|摘自)\s*[:：丨|]?\s*(?:微信公众号|公众号|微博)?\s*[@“\"「『《【]?"
    r"\s*([^\s，。；、！？,;!?“”\"「」『』《》【】()（）<>|丨:：@#]{2,24})"
)
_EDGE = 400
"""Characters at either end of a text in which a source mark may stand."""
_LINK = r"https?://[^\s<>\"'）)】」，。；]+"


def marked_units(
    texts: pl.Series, spellings: pl.DataFrame, *, simplified: bool = False
) -> pl.Series:
    """Return the unit that each text names as its source; null = none, or one that is unknown.

    ``spellings`` are NAMES. A mark may run on into the next word: the longest name that it begins
    with counts. Of several marks the first known one does. ``simplified``: marks and names may be
    in traditional characters.
    """
    likely = texts.str.contains("[来來]源|稿源|[转轉]自|[转轉][载載]自|原[载載]|摘自")
    rows = likely.fill_null(value=False).arg_true()
    turn = _simple() if simplified else {}
    named = spellings.rows()
    units = units_by_name((name.translate(turn), unit) for name, unit in named)
    found = [_first_known(text.translate(turn), units) for text in texts.gather(rows)]
    none = pl.Series([None] * len(texts), dtype=pl.String)
    return none.scatter(rows, pl.Series(found, dtype=pl.String))


def linked_posts(articles: pl.DataFrame, posts: pl.DataFrame) -> pl.DataFrame:
    """Return article and post (row numbers) of every article that links to a post's address.

    ``articles`` has article, linked and text; ``posts`` has post and url.
    """
    in_text = pl.when(pl.col("text").str.contains("http", literal=True)).then("text")
    links = pl.concat(
        [
            articles.select("article", link="linked"),
            articles.select("article", in_text.str.extract_all(_LINK).alias("link"))
            .drop_nulls()
            .explode("link"),
        ]
    )
    links = links.select("article", key=_address("link")).drop_nulls()
    known = posts.select("post", key=_address("url")).drop_nulls()
    return links.join(known, on="key").select("article", "post").unique().sort("article", "post")


def same_address(left: str, right: str) -> pl.Expr:
    """Tell whether two columns hold one address, however it is written; null = one is missing."""
    return _address(left) == _address(right)


def _address(column: str) -> pl.Expr:
    """Return an address without scheme, leading www, fragment, tracking and closing slash."""
    bare = pl.col(column).str.strip_chars().str.replace(r"(?i)^(?:https?:)?//(?:www\.)?", "")
    bare = bare.str.replace(r"#.*$", "").str.replace_all(TRACKING, "")
    asked = bare.str.contains("?", literal=True)  # else it went with the first parameter
    bare = pl.when(asked).then(bare).otherwise(bare.str.replace("&", "?", literal=True))
    bare = bare.str.strip_chars_end("/")
    return pl.when(bare != "").then(bare)


def units_by_name(spellings: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return the unit of each spelling (names.key) that one unit alone has.

    ``spellings`` are name and unit, as the rows of NAMES.
    """
    units: dict[str, set[str]] = {}
    for name, unit in spellings:
        units.setdefault(names.key(name), set()).add(unit)
    return {name: min(owners) for name, owners in units.items() if len(owners) == 1}


@cache
def _simple() -> dict[int, str]:
    return str.maketrans(simplified_characters())


def _first_known(text: str, units: dict[str, str]) -> str | None:
    ends = text if len(text) <= 2 * _EDGE else text[:_EDGE] + "\n" + text[-_EDGE:]
    for mark in _MARK.findall(ends):
        named = names.key(mark)
        for length in range(len(named), 1, -1):
            if named[:length] in units:
                return units[named[:length]]
    return None
