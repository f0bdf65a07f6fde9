"""Explain one unit's place in one month."""

from __future__ import annotations

from ranking.editions.explain import explain
from ranking.errors import DataError
from ranking.i18n import Language
from ranking.ledger.lifecycle import read_revisions
from ranking.model.edition import Edition
from ranking.model.explanation import Explanation
from ranking.model.lifecycle import State
from ranking.model.month import Month
from ranking.workflow.configuration import load_configuration
from ranking.workflow.editions import month_edition
from ranking.workflow.frozen import intact_snapshot
from ranking.workflow.gather import month_inputs
from ranking.workflow.month_inputs import MonthInputs
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
    draft = stored.edition.state == State.DRAFT
    inputs = (_inputs_now if draft else _frozen_inputs)(workspace, stored.edition)
    return explain(
        unit,
        stored.edition,
        stored.matches,
        inputs.features(),
        inputs.configuration.method,
        language,
        inputs.adjustments,
    )


def _inputs_now(workspace: Workspace, edition: Edition) -> MonthInputs:
    month = Month.parse(edition.month)
    configuration = load_configuration(workspace.settings, month)
    with workspace.ledger.reading() as connection:
        inputs = month_inputs(workspace, connection, month, configuration)
    changed = [name for name, sha in inputs.digests.items() if edition.inputs.get(name) != sha]
    if changed:
        raise DataError(
            "The draft of {month} is out of date; changed since: {inputs}.",
            month=edition.month,
            inputs=", ".join(changed),
            hint="Compute it again with: govrank draft {month}",
        )
    return inputs


def _frozen_inputs(workspace: Workspace, edition: Edition) -> MonthInputs:
    with workspace.ledger.reading() as connection:
        revisions = read_revisions(connection, edition.list_id, edition.month)
    revision = next(one for one in revisions if one.revision == edition.revision)
    return intact_snapshot(workspace, revision).inputs()
