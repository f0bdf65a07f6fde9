"""What the reprint network of a month is made of: the facts that its edition was computed from."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from ranking.errors import DataError
from ranking.features.month import MonthFeatures
from ranking.model.vocabulary import ChannelType
from ranking.workflow.edition_inputs import edition_inputs
from ranking.workflow.editions import MonthEdition, month_edition
from ranking.workflow.frames import channels_frame
from ranking.workflow.month_inputs import MonthInputs
from ranking.workflow.workspace import Workspace


@dataclass(frozen=True)
class NetworkFacts:
    """An edition and what it counts. ``reprints``: COMPACT_REPRINTS; ``channels``: CHANNELS with
    the weight that the method gives each, null = it has no weights.
    """

    found: MonthEdition
    features: MonthFeatures
    reprints: pl.LazyFrame
    channels: pl.DataFrame


def network_facts(
    workspace: Workspace, month_text: str, revision: int | None = None
) -> NetworkFacts:
    """Read a draft's facts as the ledger is, a frozen edition's as they were frozen.

    Raises UsageError for an unknown revision, DataError where no reprints were imported or a draft
    rests on other inputs than there are now, VerificationError when a snapshot is not as it was
    frozen.
    """
    found = month_edition(workspace, month_text, revision)
    inputs = edition_inputs(workspace, found.edition)
    if not inputs.facts.has_reprint_feed:
        raise DataError(
            "No reprints of {month} were imported: there is no network to show.",
            month=str(inputs.month),
            hint="Import the month's table of reprints with: govrank import FILE...",
        )
    return NetworkFacts(found, inputs.features(), inputs.facts.reprints, _weighted(inputs))


def _weighted(inputs: MonthInputs) -> pl.DataFrame:
    channels, rules = channels_frame(inputs.channels), inputs.configuration.method.reprints
    if rules is None or rules.channels is None:
        return channels.with_columns(weight=pl.lit(None, pl.Float64))
    weights = {kind.value: float(rules.channels.of(kind)) for kind in ChannelType}
    of_type = pl.col("type").replace_strict(weights, return_dtype=pl.Float64)
    on_weibo = pl.col("type") == ChannelType.WEIBO.value  # there the type's weight always counts
    own = pl.when(~on_weibo).then("weight")
    return channels.with_columns(weight=pl.coalesce(own, of_type))
