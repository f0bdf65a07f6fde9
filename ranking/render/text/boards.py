"""What can be said of one board: who leads it, and who came and left."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ranking.model.edition import Board, BoardRow
from ranking.model.publication import Publication
from ranking.render.text.climbs import climb_fields
from ranking.render.text.phrases import Fields, Named, Phrase, Phrases, name, pointer

_PLACES = ((1, "first"), (2, "second"), (3, "third"))


@dataclass(frozen=True)
class Place:
    """A ranked unit that is printed on a board; ``at`` is its JSON pointer."""

    at: str
    rank: int
    total: float
    row: BoardRow

    @property
    def named(self) -> Named:
        """The unit and where its name stands."""
        return self.row.unit, (f"{self.at}/unit",)


def places(board: Board, number: int) -> list[Place]:
    """Return who is ranked and printed on the board at this position of the edition.

    Nobody is there for nothing: a rank without any points is not worth a sentence.
    """
    return [
        Place(pointer("boards", number, "rows", line), row.rank, row.total, row)
        for line, row in enumerate(board.rows)
        if row.rank is not None and row.total is not None and row.total > 0
        if board.shown is None or row.rank <= board.shown
    ]


def board_fields(publication: Publication, say: Phrases) -> Iterator[Fields]:
    """Yield what is known of each board; nothing is said of one without anybody."""
    for number, board in enumerate(publication.edition.boards):
        ranked = places(board, number)
        if ranked:
            yield {
                "index": name(board.index_name, pointer("boards", number, "index_name")),
                "group": name(board.group, pointer("boards", number, "group")),
                "ranked": say.number_of([place.at for place in ranked]),
                **_leaders(ranked, say),
                **climb_fields(publication, board, say),
                **_comers(board, number, ranked, say),
            }


def _leaders(ranked: Sequence[Place], say: Phrases) -> Fields:
    fields: dict[str, Phrase] = {}
    alone: list[Place] = []
    for rank, field in _PLACES:
        found = [place for place in ranked if place.rank == rank]
        names = say.names([place.named for place in found])
        fields[field if len(found) == 1 else f"tied_{field}"] = names
        if found:
            fields[f"{field}_total"] = say.points(found[0].total, f"{found[0].at}/total")
        alone += found if len(found) == 1 else []
    return fields | {"lead": _gap(alone, 1, say), "next_gap": _gap(alone, 2, say)}


def _gap(alone: Sequence[Place], rank: int, say: Phrases) -> Phrase:
    """Say how far a rank is above the next, where each is one unit's."""
    pair = [place for place in alone if place.rank in (rank, rank + 1)]
    if len(pair) < 2:
        return ()
    upper, lower = pair
    return say.gap(upper.total, lower.total, f"{upper.at}/total", f"{lower.at}/total")


def _comers(board: Board, number: int, ranked: Sequence[Place], say: Phrases) -> Fields:
    dropped = [
        (unit, (pointer("boards", number, "dropped", line),))
        for line, unit in enumerate(board.dropped)
    ]
    return {
        "newcomers": say.names([p.named for p in ranked if p.row.change == "new"]),
        "returned": say.names([p.named for p in ranked if p.row.change == "return"]),
        "dropped": say.names(dropped),
    }
