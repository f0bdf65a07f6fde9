"""What a stored edition was computed from: of a draft the ledger as it is, else its snapshot."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ranking.errors import ConfigError, DataError
from ranking.ledger.lifecycle import read_revisions
from ranking.methods.model import Method
from ranking.model.edition import Edition
from ranking.model.lifecycle import State
from ranking.model.month import Month
from ranking.workflow.configuration import load_configuration
from ranking.workflow.frozen import intact_snapshot
from ranking.workflow.gather import month_inputs
from ranking.workflow.month_inputs import MonthInputs
from ranking.workflow.recompute import Snapshot
from ranking.workflow.workspace import Workspace


def edition_inputs(workspace: Workspace, edition: Edition) -> MonthInputs:
    """Return what an edition of the ledger was computed from.

    Raises DataError when a draft rests on other inputs than there are now, VerificationError when
    a snapshot is not as it was frozen.
    """
    snapshot = edition_snapshot(workspace, edition)
    if snapshot is not None:
        return snapshot.inputs()
    month = Month.parse(edition.month)
    configuration = load_configuration(workspace.settings, month)
    with workspace.ledger.reading() as connection:
        inputs = month_inputs(workspace, connection, month, configuration)
    changed = [name for name, sha in inputs.digests.items() if edition.inputs.get(name) != sha]
    if changed:
        raise _out_of_date(edition, changed)
    return inputs


def edition_method(workspace: Workspace, edition: Edition) -> Method:
    """Return the method an edition of the ledger was computed by.

    Raises DataError when that of a draft has changed since, VerificationError when a snapshot is
    not as it was frozen.
    """
    snapshot = edition_snapshot(workspace, edition)
    if snapshot is not None:
        return snapshot.inputs().configuration.method
    method = load_configuration(workspace.settings, Month.parse(edition.month)).method
    if method.sha256 != edition.method.sha256:
        raise _out_of_date(edition, ["method"])
    return method


def by_method(inputs: MonthInputs, method: Method) -> MonthInputs:
    """Return the same inputs for another method: only boards of indices that it has are made.

    Raises ConfigError where the list has no such board.
    """
    configuration = inputs.configuration
    wanted = [spec.index for spec in configuration.list_file.boards]
    boards = tuple(spec for spec in configuration.list_file.boards if method.index(spec.index))
    if not boards:
        raise ConfigError(
            "Method '{method}' has none of the list's indices: {wanted} (it has {known}).",
            method=method.id,
            wanted=", ".join(wanted),
            known=", ".join(index.id for index in method.indexes),
            hint="See ranks under indices of other names with: "
            "govrank method compare {own} {method} {month}",
            own=configuration.method.id,
            month=str(inputs.month),
        )
    list_file = configuration.list_file.model_copy(update={"boards": boards})
    digests = {**inputs.digests, "method": method.sha256}
    return replace(
        inputs,
        configuration=replace(configuration, method=method, list_file=list_file),
        digests=digests,
    )


def computed(inputs: MonthInputs, like: Edition) -> Edition:
    """Return the edition that follows from inputs, with the name and date of another one."""
    edition, _ = inputs.edition(
        inputs.features(), like.created_at, like.revision, like.state, like.engine
    )
    return edition


def edition_snapshot(workspace: Workspace, edition: Edition) -> Snapshot | None:
    """Return what was frozen of an edition of the ledger; None = it is a draft.

    Raises VerificationError when it is not as it was frozen.
    """
    if edition.state == State.DRAFT:
        return None
    with workspace.ledger.reading() as connection:
        revisions = read_revisions(connection, edition.list_id, edition.month)
    revision = next(one for one in revisions if one.revision == edition.revision)
    return intact_snapshot(workspace, revision)


def _out_of_date(edition: Edition, changed: Sequence[str]) -> DataError:
    return DataError(
        "The draft of {month} is out of date; changed since: {inputs}.",
        month=edition.month,
        inputs=", ".join(changed),
        hint="Compute it again with: govrank draft {month}",
    )
