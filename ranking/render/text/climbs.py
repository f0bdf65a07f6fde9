"""What can be said of the biggest climb on a board, and why it came about."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass

from ranking.model.difference import PartChange, UnitDifference
from ranking.model.edition import Board
from ranking.model.publication import Publication
from ranking.render.labels import feature_name
from ranking.render.text.phrases import (
    Fields,
    Named,
    Phrase,
    Phrases,
    cut,
    filled,
    joined,
    name,
    pointer,
)
from ranking.render.text_view import TextFigure

_OTHERS = 2
"""How many are named after the biggest climb, those that climbed as far as the last aside."""
_PASSED_ON = {"weighted_reprints", "authority_reprints", "reprinted_posts"}
_PASSED_ON |= {"channels", "max_reprints"}
"""Features that a much reprinted post explains; the others are explained by a much read one."""


@dataclass(frozen=True)
class Climb:
    """A unit that gained places; ``at`` points to its line of the published difference."""

    at: str
    places: int
    rank: int
    row: UnitDifference

    @property
    def named(self) -> Named:
        """The unit and where its name stands."""
        return self.row.unit, (f"{self.at}/unit",)


def climb_fields(publication: Publication, board: Board, say: Phrases) -> Fields:
    """Return the biggest climb on a board; nothing where ranks cannot be compared."""
    climbs = sorted(_climbs(publication, board), key=lambda c: (-c.places, c.rank, c.row.unit))
    if not climbs:
        return {}
    best, before = climbs[0], climbs[0].row.before
    tied = [climb.named for climb in climbs if climb.places == best.places]
    size = say.count(best.places, f"{best.at}/moved")
    if len(tied) > 1:
        return {"tied_climbers": say.names(tied), "climb": size}
    return {
        "climber": name(best.row.unit, f"{best.at}/unit"),
        "climb": size,
        "climb_from": say.count(before.rank if before else None, f"{best.at}/before/rank"),
        "climb_to": say.count(best.rank, f"{best.at}/after/rank"),
        "climb_causes": _causes(best, say),
        **_reason(publication, board, best, say),
        "other_climbers": _others(climbs[1:], say),
    }


def _climbs(publication: Publication, board: Board) -> Iterator[Climb]:
    found = publication.difference
    if found is None or found.method == "not_comparable":
        return
    for number, other in enumerate(found.boards):
        if (other.index, other.group) == (board.index, board.group):
            for line, row in enumerate(other.rows):
                at = pointer("difference", "boards", number, "rows", line)
                yield from _climb(at, row, board.shown)


def _climb(at: str, row: UnitDifference, shown: int | None) -> Iterator[Climb]:
    """Yield the unit if it gained places and is printed, with points."""
    after, moved = row.after, row.moved or 0
    if after and after.rank and after.total and moved > 0 and after.rank <= (shown or after.rank):
        yield Climb(at, moved, after.rank, row)


def _causes(climb: Climb, say: Phrases) -> Phrase:
    """Say which cause gained or lost how many places, unless the unit alone brought it about."""
    causes = climb.row.causes
    if causes is None or causes.own == causes.moved:
        return ()
    tr = say.tr
    words = {
        "method": tr("the new method"),
        "own": tr("its own index"),
        "bonus": tr("its bonus"),
        "others": tr("the other units"),
    }
    up, down = tr("up {places} through {cause}"), tr("down {places} through {cause}")
    known = asdict(causes)
    effects = [
        filled(
            up if known[cause] > 0 else down,
            {"places": _places(known[cause], f"{climb.at}/causes/{cause}"), "cause": (word,)},
        )
        for cause, word in words.items()
        if known[cause]
    ]
    return joined(effects, tr(", and "))


def _places(moved: int, source: str) -> Phrase:
    return (TextFigure(str(abs(moved)), moved, (source,)),)


def _reason(publication: Publication, board: Board, climb: Climb, say: Phrases) -> Fields:
    """Return the indicator that brought most points, and the post that did most for it."""
    parts = climb.row.parts
    risen = {line: gain for line, part in enumerate(parts) if (gain := _gain(part)) is not None}
    if not risen or any((p.points_before is None) != (p.points_after is None) for p in parts):
        return {}  # where an indicator came or went, the others' points grew without their counts
    line = max(risen, key=lambda number: risen[number])
    part = parts[line]
    at = f"{climb.at}/parts/{line}"
    bounded = any(
        own.feature == part.feature and own.status == "lower_bound"
        for row in board.rows
        if row.unit == climb.row.unit
        for own in row.parts.values()
    )
    return {
        "climb_feature": (feature_name(publication.names, part.feature),),
        "climb_before": say.amount(part.count_before, f"{at}/count_before"),
        "climb_after": say.amount(part.count_after, f"{at}/count_after", at_least=bounded),
        "climb_points": say.gap(
            part.points_after, part.points_before, f"{at}/points_after", f"{at}/points_before"
        ),
        **_post(publication, climb.row.unit, part.feature in _PASSED_ON, say),
    }


def _gain(part: PartChange) -> float | None:
    """Return the points an indicator gained with its count, null where it did not."""
    if part.count_before is None or part.count_after is None:
        return None
    if part.points_before is None or part.points_after is None:
        return None
    gained = part.points_after - part.points_before
    return gained if gained > 0 and part.count_after > part.count_before else None


def _post(publication: Publication, unit: str, passed_on: bool, say: Phrases) -> Fields:
    """Return the unit's post most often passed on, or most read."""
    table = "most_reprinted" if passed_on else "top_posts"
    for number, record in enumerate(publication.record.units):
        top = record.most_reprinted if passed_on else record.top_posts
        if record.unit == unit and top.rows and top.by != "interactions":
            at = pointer("units", number, table, "rows", 0)
            return {"climb_post": name(top.rows[0].title, f"{at}/title")} | (
                {"climb_post_reprints": say.count(top.rows[0].reprints, f"{at}/reprints")}
                if passed_on
                else {"climb_post_reads": say.post_count(top.rows[0], "reads", at)}
            )
    return {}


def _others(climbs: Sequence[Climb], say: Phrases) -> Phrase:
    ranks = [climb.places for climb in climbs]
    end = cut(ranks, _OTHERS)
    told = [
        filled(
            say.tr("{unit} (up {places})"),
            {
                "unit": name(climb.row.unit, f"{climb.at}/unit"),
                "places": say.count(climb.places, f"{climb.at}/moved"),
            },
        )
        for climb in climbs[:end]
    ]
    return say.among(joined(told, say.tr(", ")), ranks, end)
