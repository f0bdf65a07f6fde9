"""The one view of all that is published of an edition; every renderer lays this out.

Every label, rounding, mark, footnote and sentence is decided here, once.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ranking.i18n import Translator
from ranking.model.method_outline import MethodOutline
from ranking.model.publication import Publication
from ranking.publish_rules import PublishRules
from ranking.render.headings import Headings, headings
from ranking.render.method_view import MethodView, method_view
from ranking.render.posts import PostsView, posts_view
from ranking.render.publishing import Publishing
from ranking.render.text import text_view
from ranking.render.text_view import TextSection
from ranking.render.topics import TopicsView, topics_view
from ranking.render.units import UnitView, unit_view
from ranking.render.view import EditionView, build


@dataclass(frozen=True)
class PublicationView:
    """What renderers lay out. ``edition`` holds boards, figures, top posts, campaigns, notes.

    ``list_id`` and ``month`` (``2026-10``) identify it; ``language`` is ``zh`` or ``en``.
    ``formula`` is the method in words, ``method`` as it is; ``headings`` name what is beside the
    boards.
    """

    list_id: str
    month: str
    revision: int
    language: str
    edition: EditionView
    text: tuple[TextSection, ...]
    most_reprinted: PostsView
    topics: TopicsView
    units: tuple[UnitView, ...]
    method: MethodOutline
    rules: PublishRules
    formula: MethodView
    headings: Headings


def publication_view(
    publication: Publication, publishing: Publishing, tr: Translator
) -> PublicationView:
    """Return the view in the language of ``tr``."""
    edition, record = publication.edition, publication.record
    names = _names(publication, tr)
    return PublicationView(
        list_id=edition.list_id,
        month=edition.month,
        revision=edition.revision,
        language=tr.language,
        edition=build(edition, tr, names, publication.standing, record.history),
        text=text_view(publication, publishing.text, tr),
        most_reprinted=posts_view(record.most_reprinted, tr),
        topics=topics_view(record.topics, tr),
        units=tuple(unit_view(unit, tr) for unit in record.units),
        method=publication.outline,
        rules=publishing.rules,
        formula=method_view(publication.outline, publication.names, tr),
        headings=headings(tr),
    )


def _names(publication: Publication, tr: Translator) -> Mapping[str, str]:
    """Return feature → name; also by its Chinese name, which is what notes call it by."""
    if tr.language == "zh":
        return publication.names
    translated = {f.name_zh: f.name_en for f in publication.outline.features}
    return {**translated, **publication.names}
