"""The text of a month, as it would be published with the edition."""

from __future__ import annotations

from ranking.i18n import Translator
from ranking.render.text import text_view
from ranking.render.text_view import TextSection
from ranking.workflow.edition_inputs import edition_inputs
from ranking.workflow.editions import MonthEdition
from ranking.workflow.publication import publication
from ranking.workflow.publishing import read_publishing
from ranking.workflow.workspace import Workspace


def written_text(
    workspace: Workspace, found: MonthEdition, tr: Translator
) -> tuple[TextSection, ...]:
    """Return the text in the language of ``tr``; the month's features are computed again.

    Raises DataError when a draft rests on other inputs than there are now, VerificationError when a
    snapshot is not as it was frozen, ConfigError for a faulty file of templates.
    """
    inputs = edition_inputs(workspace, found.edition)
    told = publication(inputs, found.edition, found.standing, tr.language)
    publishing = read_publishing(inputs.configuration.files, inputs.configuration.list_file)
    return text_view(told, publishing.text, tr)
