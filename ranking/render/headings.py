"""The headings of what is published beside the boards, in the reader's language."""

from __future__ import annotations

from dataclasses import dataclass

from ranking.i18n import Translator
from ranking.render.labels import heading, measure_names


@dataclass(frozen=True)
class Headings:
    """Sections and columns; those that boards have too are ``labels.Labels``."""

    text: str
    figures: str
    figure: str
    value: str
    source: str
    trends: str
    breakdown: str
    composition: str
    counts: str
    accounts: str
    channel: str
    channels: str
    type: str
    topic: str
    units: str
    unit_posts: str
    ranked_by: str
    reads: str
    method: str
    indicator: str
    code: str
    weight: str
    share: str
    effective: str
    formula: str
    when_missing: str
    reason: str
    features: str
    unknown: str
    sources: str


def headings(tr: Translator) -> Headings:
    """Return the headings in the language of ``tr``."""
    return Headings(
        text=tr("Text"),
        figures=tr("Figures in the text"),
        figure=tr("Figure"),
        value=tr("Value"),
        source=tr("Where it stands in the JSON"),
        trends=tr("Trends"),
        breakdown=tr("Unit breakdown"),
        composition=tr("What the total is made of"),
        counts=tr("Counts"),
        accounts=tr("Accounts"),
        channel=tr("Channel"),
        channels=tr("Channels"),
        type=tr("Type"),
        topic=tr("Topic"),
        units=tr("Units"),
        unit_posts=tr("Posts by unit"),
        ranked_by=tr("Ranked by"),
        reads=heading(measure_names(tr)["reads"]),
        method=tr("Method"),
        indicator=tr("Indicator"),
        code=tr("Code"),
        weight=tr("Weight"),
        share=tr("Share of its level"),
        effective=tr("Share of the index"),
        formula=tr("Formula"),
        when_missing=tr("Where not observed"),
        reason=tr("Reason"),
        features=tr("Features"),
        unknown=tr("Not known"),
        sources=tr("Data sources"),
    )
