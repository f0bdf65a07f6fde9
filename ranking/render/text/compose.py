"""From the office's templates and what is known to sections, paragraphs and sentences."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from ranking.i18n import Language, Translator
from ranking.model.publication import Publication
from ranking.render.safe import line
from ranking.render.text.boards import board_fields
from ranking.render.text.items import (
    active_posts,
    campaign_fields,
    group_fields,
    read_posts,
    reprinted_posts,
    topic_fields,
)
from ranking.render.text.month import month_fields
from ranking.render.text.phrases import Fields, Phrase, Phrases, Rank, cut, filled, joined
from ranking.render.text_view import Sentence, TextFigure, TextSection
from ranking.text_files import Each, Paragraph, Section, Template, TextFile

_THINGS: Mapping[Each, Callable[[Publication, Phrases], Iterable[Fields]]] = {
    "month": lambda publication, say: [month_fields(publication, say)],
    "board": board_fields,
    "group": group_fields,
    "topic": topic_fields,
    "campaign": campaign_fields,
    "read_post": read_posts,
    "active_post": active_posts,
    "reprinted_post": reprinted_posts,
}
"""What a paragraph is repeated for → what is known of each of these."""
_SPACE: Mapping[Language, str] = {"zh": "", "en": " "}
"""What stands between two sentences."""


def text_view(
    publication: Publication, templates: TextFile, tr: Translator
) -> tuple[TextSection, ...]:
    """Return the text of an edition in the language of ``tr``.

    Sentences, paragraphs and sections of which nothing is known are left out.
    """
    writer = _Writer(publication, tr)
    return tuple(section for one in templates.sections for section in writer.section(one))


class _Writer:
    def __init__(self, publication: Publication, tr: Translator) -> None:
        self._publication = publication
        self._language = tr.language
        self._say = Phrases(tr, publication.edition.decimals)

    def section(self, section: Section) -> Iterator[TextSection]:
        paragraphs = tuple(p for one in section.paragraphs for p in self._paragraphs(one))
        if paragraphs:
            heading = line(getattr(section.heading, self._language))
            yield TextSection(section.id, heading, paragraphs)

    def _paragraphs(self, paragraph: Paragraph) -> Iterator[tuple[Sentence, ...]]:
        """Yield one paragraph for every thing of which something is known, or one for all."""
        things = _THINGS[paragraph.each](self._publication, self._say)
        told = [
            (_rank(thing, number), said)
            for number, thing in enumerate(things)
            if (said := self._said(paragraph.sentences, thing))
        ]
        ranks = [rank for rank, _ in told]
        end = cut(ranks, paragraph.most or len(told))
        kept = [said for _, said in told[:end]]
        if paragraph.between is None:
            yield from (tuple(Sentence(phrase) for phrase in said) for said in kept)
        elif kept:
            between, opening, closing = (
                line(getattr(words, self._language))
                for words in (paragraph.between, paragraph.opening, paragraph.closing)
            )
            listed = joined([joined(said, "") for said in kept], between)
            whole = self._say.among(listed, ranks, end)
            yield (Sentence(tuple(filter(None, (opening, *whole, closing)))),)

    def _said(self, sentences: Sequence[Template], thing: Fields) -> list[Phrase]:
        """Return the sentences that can be said of a thing; from the second on after a space."""
        known = [
            phrase
            for template in sentences
            if (phrase := _first(template.variants(self._language), thing))
        ]
        space = _SPACE[self._language]
        return [(space, *phrase) if n and space else phrase for n, phrase in enumerate(known)]


def _rank(thing: Fields, number: int) -> Rank:
    """Return the rank of a thing; of one without ranks its place in the list."""
    figure = next(iter(thing.get("rank", ())), None)
    return figure.value if isinstance(figure, TextFigure) else number


def _first(variants: Sequence[str], thing: Fields) -> Phrase:
    """Return the first variant of which every field is known."""
    phrases = (filled(line(template), thing) for template in variants)
    return next(filter(None, phrases), ())
