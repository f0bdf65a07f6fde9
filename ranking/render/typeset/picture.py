"""How the boards are shared out over pictures, so that each can be read on a phone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ranking.render.typeset.document import Data

ROWS = 50
"""Rows of boards on one picture, at most."""
_KEPT = ("language", "title", "subtitle", "offices", "warning", "synthetic", "words")
"""What every picture says; the rest of the document is not printed on any."""


def picture(data: Data) -> Data:
    """Return a document's data with what stands on each of its pictures as ``pages``.

    Small boards share a picture, in their order; one of more than ``ROWS`` rows goes over several.
    The month's figures stand on the first, the top posts on one of their own, notes on the last.
    """
    boards = list(_together([piece for board in data["boards"] for piece in _pieces(board)]))
    posts = [table for table in data["posts"] if table["rows"]]
    pages = [*(_page(boards=group) for group in boards), *([_page(posts=posts)] if posts else [])]
    pages = pages or [_page()]
    pages[0] |= {"facts": data["facts"]}
    pages[-1] |= {"notes": data["remarks"]["notes"]}
    return {key: data[key] for key in _KEPT} | {"pages": pages}


def _page(**parts: Sequence[Data]) -> Data:
    return {"facts": [], "boards": [], "posts": [], "notes": [], **parts}


def _pieces(board: Data) -> list[Data]:
    starts = range(0, max(1, len(board["rows"])), ROWS)
    last = len(starts)
    return [
        board
        | {
            "rows": board["rows"][start : start + ROWS],
            "piece": f"{number}/{last}" if last > 1 else "",
            **({} if number == last else {"dropped": "", "notes": []}),
        }
        for number, start in enumerate(starts, start=1)
    ]


def _together(pieces: Sequence[Data]) -> Iterator[list[Data]]:
    page: list[Data] = []
    for piece in pieces:
        if page and sum(len(p["rows"]) for p in [*page, piece]) > ROWS:
            yield page
            page = []
        page.append(piece)
    if page:
        yield page
