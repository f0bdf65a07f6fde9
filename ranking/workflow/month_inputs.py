"""One way to compute a month: for a draft, for a snapshot, and for whoever recomputes it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from ranking import __version__
from ranking.editions.assemble import assemble
from ranking.editions.network_features import with_network
from ranking.editions.record import month_record
from ranking.features.adjusted import adjusted
from ranking.features.month import MonthFacts, MonthFeatures, compute
from ranking.model.adjustment import Adjustment, Status
from ranking.model.edition import Edition, Match
from ranking.model.edition_json import to_json
from ranking.model.month import Month
from ranking.model.month_record import MonthRecord, PastMonth
from ranking.model.roster import Channel, Span
from ranking.workflow.configuration import Configuration
from ranking.workflow.frames import channels_frame, roster_frame

_LATER = ("tier", "merged")
"""What channels have had since editions were frozen without it."""
ENGINE = f"govrank {__version__}"
"""The program that computes, as editions name it."""


@dataclass(frozen=True)
class MonthInputs:
    """Everything a month is computed from; ``digests`` identify it in the edition.

    ``previous`` is the edition that changes are measured against (None: this is the first);
    ``earlier_units`` are the units ranked in any earlier edition; ``adjustments`` are the month's,
    whatever became of them: what counts of them is in effect. ``history`` reads what is known of
    the twelve months before, oldest first; it moves no number of the edition, so that most who
    compute one never ask for it.
    """

    month: Month
    facts: MonthFacts
    spans: Sequence[Span]
    channels: Sequence[Channel]
    configuration: Configuration
    adjustments: Sequence[Adjustment]
    previous: Edition | None
    earlier_units: Collection[str]
    digests: Mapping[str, str]
    history: Callable[[], Sequence[PastMonth]]

    def features(self) -> MonthFeatures:
        """Compute the features of the month, of the network those that the method names.

        Raises DataError as ``compute`` does.
        """
        channels, method = channels_frame(self.channels), self.configuration.method
        features = compute(
            self.facts,
            roster_frame(self.spans),
            channels,
            method,
            self.configuration.list_file,
            self.configuration.cards,
            adjusted(self.adjustments),
        )
        return with_network(features, self.facts, channels, method)

    def edition(
        self, features: MonthFeatures, created_at: datetime, revision: int, state: str, engine: str
    ) -> tuple[Edition, tuple[Match, ...]]:
        """Rank the month by its features; return the edition and its campaign matches."""
        return assemble(
            features,
            self.configuration.method,
            self.configuration.list_file,
            self.configuration.campaigns,
            self.previous,
            self.earlier_units,
            self.adjustments,
            created_at=created_at,
            revision=revision,
            state=state,
            inputs=self.digests,
            engine=engine,
        )

    def record(self, features: MonthFeatures) -> MonthRecord:
        """Return what readers are told beside the boards. Raises as reading ``history`` does."""
        not_ranked = [entry.unit for entry in self.configuration.list_file.not_ranked]
        return month_record(features, not_ranked, self.history())


def input_digests(
    configuration: Configuration,
    spans: Sequence[Span],
    channels: Sequence[Channel],
    adjustments: Sequence[Adjustment],
    facts: Sequence[str],
) -> dict[str, str]:
    """Return SHA-256 (hex) by input; ``facts`` are those of the compact files, posts first.

    Of the adjustments only what is confirmed has a part in it.
    """
    confirmed = [one for one in adjustments if one.status is Status.CONFIRMED]
    return {
        "list": configuration.list_file.sha256,
        "method": configuration.method.sha256,
        "campaigns": configuration.campaigns_sha256,
        "roster": _digest([to_json(span) for span in spans]),
        "channels": _digest([_as_known(channel) for channel in channels]),
        "adjustments": _digest(
            [to_json(one) for one in sorted(confirmed, key=lambda one: one.number)]
        ),
        "facts": _digest(list(facts)),
    }


def _as_known(channel: Channel) -> dict[str, object]:
    """Leave out what is not said: editions of a time without tier and merged keep their digest."""
    said: dict[str, object] = to_json(channel)
    return {name: value for name, value in said.items() if value or name not in _LATER}


def as_text(value: object) -> str:
    """Return JSON data as the ledger keeps it: one line, keys in order."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _digest(value: object) -> str:
    return hashlib.sha256(as_text(value).encode()).hexdigest()
