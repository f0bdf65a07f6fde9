"""Explain one unit's place in one month."""

from __future__ import annotations

from ranking.editions.explain import explain
from ranking.i18n import Language
from ranking.model.explanation import Explanation
from ranking.workflow.edition_inputs import edition_inputs
from ranking.workflow.editions import month_edition
from ranking.workflow.workspace import Workspace


def explain_unit(
    workspace: Workspace, month_text: str, unit: str, language: Language
) -> Explanation:
    """Recompute the month's features and explain the unit's rows of the stored edition.

    ``language`` is that of feature names. A draft is explained from what is known now, a frozen
    edition from its snapshot.

    Raises UsageError for an unknown unit, DataError when a draft rests on other inputs than there
    are now, VerificationError when a snapshot is not as it was frozen.
    """
    stored = month_edition(workspace, month_text)
    inputs = edition_inputs(workspace, stored.edition)
    return explain(
        unit,
        stored.edition,
        stored.matches,
        inputs.features(),
        inputs.configuration.method,
        language,
        inputs.adjustments,
    )
