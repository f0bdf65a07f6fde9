"""Numbers and names as they stand in a sentence, each with where it comes from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from ranking.i18n import Translator
from ranking.model.edition import TopPost
from ranking.render.figures import column_decimals, post_count
from ranking.render.labels import short
from ranking.render.rounding import exact, fixed
from ranking.render.text_view import Rule, TextFigure
from ranking.text_files import Field, pieces

Phrase = tuple[str | TextFigure, ...]
"""Text and figures in reading order; empty = not known."""
Fields = Mapping[str, Phrase]
"""What is known of one thing, by field."""
Named = tuple[str, tuple[str, ...]]
"""A name and the JSON pointers to it."""
Rank = float | None
"""What orders a list; equal = nobody can say which of two comes first."""
PERCENT_DECIMALS = 1
_LISTED = 5


def pointer(*steps: str | int) -> str:
    """Return the JSON pointer (RFC 6901) of these keys and positions."""
    return "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in steps)


def name(text: str, *source: str) -> Phrase:
    """Say a name or a title; an empty one is not known."""
    shown = short(text)
    return (TextFigure(shown, None, source, "text"),) if shown else ()


def filled(template: str, fields: Fields) -> Phrase:
    """Return the template with its fields; not known where one of them is not.

    A field with words for one and many is followed by the one that fits.
    """
    parts = [(piece, _part(piece, fields)) for piece in pieces(template)]
    if any(isinstance(piece, Field) and not part for piece, part in parts):
        return ()
    return tuple(item for _, part in parts for item in part)


def _part(piece: str | Field, fields: Fields) -> Phrase:
    if isinstance(piece, str):
        return (piece,)
    phrase = fields.get(piece.name, ())
    if not piece.many or not phrase:
        return phrase
    only = phrase[0]
    single = isinstance(only, TextFigure) and only.value == 1
    return (*phrase, f" {piece.one if single else piece.many}")


def joined(phrases: Sequence[Phrase], between: str) -> Phrase:
    """Return the phrases with a text between them."""
    return tuple(
        item
        for number, phrase in enumerate(phrases)
        for item in ((between, *phrase) if number else phrase)
    )


def cut(ranks: Sequence[Rank], most: int) -> int:
    """Return how many of a ranked list are told: ``most``, and all that share the last one's rank.

    ``most`` alone where so many share it that twice ``most`` or more would be told.
    """
    if len(ranks) <= most:
        return len(ranks)
    end = most
    while end < len(ranks) and ranks[end] == ranks[most - 1]:
        end += 1
    return end if end < 2 * most else most


class Phrases:
    """Says numbers in one language; a number that is not known, or nought, is an empty phrase."""

    def __init__(self, tr: Translator, decimals: int) -> None:
        """``decimals`` are those of an index and of points."""
        self.tr, self.decimals = tr, decimals

    def count(self, value: float | None, *source: str, at_least: bool = False) -> Phrase:
        """Say a count; ``at_least``: it is a lower bound (10万+). Several sources are added up."""
        return self.amount(value, *source, at_least=at_least) if value else ()

    def amount(self, value: float | None, *source: str, at_least: bool = False) -> Phrase:
        """Say a count, nought too; one that is not whole with the decimals of an index."""
        if value is None:
            return ()
        shown = fixed(value, column_decimals([value], self.decimals))
        rule: Rule = "value" if len(source) == 1 else "sum"
        text = self.tr("at least {count}", count=shown) if at_least else shown
        return (TextFigure(text, exact(value), source, rule),)

    def post_count(self, post: TopPost, measure: str, at: str) -> Phrase:
        """Say one count of a post as its platform shows it (10万+); the post stands ``at``."""
        value = post.counts.get(measure)
        if not value:
            return ()
        shown = post_count(value, censored=measure in post.censored, language=self.tr.language)
        return (TextFigure(shown.text, value, (at + pointer("counts", measure),)),)

    def number_of(self, source: Sequence[str]) -> Phrase:
        """Say how many things there are."""
        value = len(source)
        return (TextFigure(fixed(value, 0), value, tuple(source), "count"),) if value else ()

    def points(self, value: float | None, *source: str) -> Phrase:
        """Say an index or points."""
        return (TextFigure(fixed(value, self.decimals), value, source),) if value else ()

    def gap(self, more: float | None, less: float | None, *source: str) -> Phrase:
        """Say by how many points the first is above the second; what rounds to nought is not."""
        if more is None or less is None:
            return ()
        shown = fixed(more - less, self.decimals)
        known = more > less and shown != fixed(0, self.decimals)
        return (TextFigure(shown, more - less, source, "difference"),) if known else ()

    def rest(self, whole: int, part: int, *source: str) -> Phrase:
        """Say how many of a whole are not in a part of it."""
        value = whole - part
        return (TextFigure(fixed(value, 0), value, source, "difference"),) if value > 0 else ()

    def rate(self, part: int, whole: int, *source: str) -> Phrase:
        """Say a share in percent; one source = the share itself stands there."""
        if not whole:
            return ()
        share = Fraction(part, whole)
        text = f"{fixed(share * 100, PERCENT_DECIMALS)}%"
        return (TextFigure(text, float(share), source, "value" if len(source) == 1 else "ratio"),)

    def change(self, now: int | None, before: int | None, *source: str) -> Phrase:
        """Say by how many percent a count has grown or shrunk; nought has no change."""
        if not now or not before:
            return ()
        grown = Fraction(now, before) - 1
        words = (self.tr("up {percent}%"), self.tr("down {percent}%"))
        return (TextFigure(self._moved(grown, *words), float(grown), source, "change"),)

    def rate_change(self, now: Fraction | None, before: Fraction | None, *source: str) -> Phrase:
        """Say by how many percentage points a rate has risen or fallen."""
        if now is None or before is None:
            return ()
        words = (
            self.tr("up {percent} percentage points"),
            self.tr("down {percent} percentage points"),
        )
        text = self._moved(now - before, *words)
        return (TextFigure(text, float(now) - float(before), source, "difference"),)

    def _moved(self, difference: Fraction, up: str, down: str) -> str:
        shown = fixed(abs(difference) * 100, PERCENT_DECIMALS)
        if not difference:
            return self.tr("unchanged")
        if not float(shown.replace(",", "")):
            return self.tr("practically unchanged")
        return (up if difference > 0 else down).format(percent=shown)

    def among(self, listed: Phrase, ranks: Sequence[Rank], end: int) -> Phrase:
        """Say the first ``end`` of a list, and that others share the rank of the last of them."""
        tied = end < len(ranks) and ranks[end] == ranks[end - 1]
        return (*listed, self.tr(", among others")) if tied else listed

    def names(self, known: Sequence[Named], most: int = _LISTED) -> Phrase:
        """Say names, the first few of very many and how many there are in all."""
        listed = [name(text, *source) for text, source in known[:most]]
        together = joined(listed, self.tr(", "))
        if len(known) <= most:
            return together
        every = [source[0] for _, source in known]
        fields = {"names": together, "count": self.number_of(every)}
        return filled(self.tr("{names} and others, {count} in all"), fields)
