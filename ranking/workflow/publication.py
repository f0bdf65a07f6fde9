"""All that is published of one edition, gathered from where it is kept."""

from __future__ import annotations

from ranking.editions.diff import diff
from ranking.editions.outline import outline
from ranking.i18n import Language
from ranking.model.edition import Edition
from ranking.model.lifecycle import Standing
from ranking.model.month_record import MonthRecord
from ranking.model.publication import Publication
from ranking.quality.rank_rule import rank_rule
from ranking.render.publishing import Publishing
from ranking.workflow.configuration import Configuration
from ranking.workflow.edition_inputs import edition_inputs, edition_snapshot
from ranking.workflow.editions import MonthEdition
from ranking.workflow.feature_names import names_in
from ranking.workflow.month_inputs import MonthInputs
from ranking.workflow.publishing import read_publishing
from ranking.workflow.workspace import Workspace


def month_publication(
    workspace: Workspace, found: MonthEdition, language: Language
) -> tuple[Publication, Publishing]:
    """Return what is published of a stored edition, and how; ``language``: of feature names.

    The record of a draft is computed from what is known now, that of any other is the frozen one.
    Raises DataError when a draft rests on other inputs than there are now, VerificationError when
    a snapshot is not as it was frozen, ConfigError for a faulty file of sentences or template.
    """
    snapshot = edition_snapshot(workspace, found.edition)
    if snapshot is None:
        inputs = edition_inputs(workspace, found.edition)
        record = inputs.record(inputs.features())
    else:
        inputs, record = snapshot.inputs(), snapshot.record
    told = published(inputs, found.edition, record, found.standing, language)
    configuration = inputs.configuration
    return told, read_publishing(configuration.files, configuration.list_file)


def published(
    inputs: MonthInputs,
    edition: Edition,
    record: MonthRecord,
    standing: Standing | None,
    language: Language,
) -> Publication:
    """Return what is published of an edition whose record is known."""
    return told_of(inputs.configuration, inputs.previous, edition, record, standing, language)


def told_of(
    configuration: Configuration,
    previous: Edition | None,
    edition: Edition,
    record: MonthRecord,
    standing: Standing | None,
    language: Language,
) -> Publication:
    """Return what is published of an edition that is known with all that is told of it."""
    method, files = configuration.method, configuration.files
    rule = rank_rule(method)
    return Publication(
        edition=edition,
        record=record,
        difference=diff(previous, edition, None, rule=rule) if previous else None,
        outline=outline(method, configuration.cards),
        names=names_in((files.features, files.method), language),
        standing=standing,
    )
