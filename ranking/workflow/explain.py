"""Explain one unit's place in one month."""

from __future__ import annotations

from ranking.editions.explain import explain
from ranking.errors import DataError
from ranking.i18n import Language
from ranking.model.explanation import Explanation
from ranking.model.month import Month
from ranking.workflow.configuration import load_configuration
from ranking.workflow.draft import month_inputs
from ranking.workflow.editions import month_edition
from ranking.workflow.workspace import Workspace


def explain_unit(
    workspace: Workspace, month_text: str, unit: str, language: Language
) -> Explanation:
    """Recompute the month's features and explain the unit's rows of the stored edition.

    ``language`` is that of feature names.

    Raises UsageError for an unknown unit, DataError when the stored edition rests on other inputs
    than there are now.
    """
    stored = month_edition(workspace, month_text)
    month = Month.parse(stored.edition.month)
    configuration = load_configuration(workspace.settings, month)
    with workspace.ledger.reading() as connection:
        inputs = month_inputs(workspace, connection, month, configuration)
        changed = [k for k, v in inputs.digests.items() if stored.edition.inputs.get(k) != v]
        if changed:
            raise DataError(
                "The draft of {month} is out of date; changed since: {inputs}.",
                month=stored.edition.month,
                inputs=", ".join(changed),
                hint="Compute it again with: govrank draft {month}",
            )
        features = inputs.features()
    return explain(unit, stored.edition, stored.matches, features, configuration.method, language)
