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
from ranking.workflow.configuration import Configuration
from ranking.workflow.feature_names import names_in
from ranking.workflow.month_inputs import MonthInputs


def publication(
    inputs: MonthInputs, edition: Edition, standing: Standing | None, language: Language
) -> Publication:
    """Return what is published of an edition that was computed from ``inputs``.

    The month's features are computed again; ``language`` is that of feature names.
    """
    record = inputs.record(inputs.features())
    return published(inputs, edition, record, standing, language)


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
