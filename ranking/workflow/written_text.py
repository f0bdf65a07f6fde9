"""The text of a month, as it would be published with the edition."""

from __future__ import annotations

from ranking.i18n import Translator
from ranking.render.text import text_view
from ranking.render.text_view import TextSection
from ranking.workflow.editions import MonthEdition
from ranking.workflow.publication import month_publication
from ranking.workflow.workspace import Workspace


def written_text(
    workspace: Workspace, found: MonthEdition, tr: Translator
) -> tuple[TextSection, ...]:
    """Return the text in the language of ``tr``. Raises what ``month_publication`` does."""
    told, publishing = month_publication(workspace, found, tr.language)
    return text_view(told, publishing.text, tr)
