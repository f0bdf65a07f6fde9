"""What lies in a snapshot folder, and the month that is computed from it alone."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple, Self

import polars as pl

from ranking.editions.canonical import canonical_json
from ranking.editions.manifest import MANIFEST, hash_files
from ranking.errors import UsageError, VerificationError
from ranking.features.month import MonthFacts
from ranking.model.adjustment import Adjustment, Kind
from ranking.model.edition import Edition, Match
from ranking.model.edition_json import edition_from_dict, from_json
from ranking.model.month import Month
from ranking.model.month_record import MonthRecord, PastMonth
from ranking.model.roster import Channel, Span
from ranking.schemas import COMPACT
from ranking.workflow.configuration import ConfigurationFiles, read_configuration
from ranking.workflow.month_inputs import MonthInputs, input_digests

FORMAT = "govrank-snapshot/1"
EDITION, MATCHES, RECORD = "edition.json", "matches.json", "record.json"
ROSTER, CHANNELS, ADJUSTMENTS = "roster.json", "channels.json", "adjustments.json"
PREVIOUS, EARLIER_UNITS, HISTORY = "previous.json", "earlier_units.json", "history.json"
VERSIONS = "versions.json"
STATE = "frozen"
"""State of the edition in a snapshot, whatever becomes of the revision later."""


@dataclass(frozen=True)
class SnapshotHeader:
    """What the manifest says of a snapshot beside its files.

    ``cut_off`` is the last instant whose observations count, ``engine`` the program that froze it,
    ``previous_manifest`` SHA-256 of the manifest of the revision before (None: none was frozen).
    """

    list_id: str
    month: Month
    revision: int
    cut_off: datetime
    created_at: datetime
    engine: str
    previous_manifest: str | None

    def fields(self) -> dict[str, Any]:
        """Return the fields of the manifest."""
        return {
            "list": self.list_id,
            "month": str(self.month),
            "revision": self.revision,
            "cut_off": self.cut_off,
            "created_at": self.created_at,
            "engine": self.engine,
            "previous_manifest": self.previous_manifest,
        }

    @classmethod
    def of(cls, manifest: dict[str, Any]) -> Self:
        """Return the header of a manifest. Raises VerificationError where it is none."""
        try:
            if manifest["format"] != FORMAT:
                raise ValueError(manifest["format"])
            return cls(
                list_id=str(manifest["list"]),
                month=Month.parse(manifest["month"]),
                revision=int(manifest["revision"]),
                cut_off=datetime.fromisoformat(manifest["cut_off"]).astimezone(UTC),
                created_at=datetime.fromisoformat(manifest["created_at"]).astimezone(UTC),
                engine=str(manifest["engine"]),
                previous_manifest=manifest["previous_manifest"],
            )
        except (KeyError, TypeError, ValueError, AttributeError, UsageError) as error:
            raise _unusable(MANIFEST, error) from error


class Result(NamedTuple):
    """What a month came to."""

    edition: Edition
    matches: tuple[Match, ...]
    record: MonthRecord

    def files(self) -> dict[str, object]:
        """Return file name → the value that a snapshot keeps there in canonical JSON."""
        return {EDITION: self.edition, MATCHES: self.matches, RECORD: self.record}


def configuration_in(folder: Path) -> ConfigurationFiles:
    """Return where a snapshot keeps the configuration it was computed with."""
    config = folder / "config"
    return ConfigurationFiles(
        list_file=config / "list.toml",
        method=config / "method.toml",
        features=config / "features.toml",
        campaigns=config / "campaigns",
        text=config / "text.toml",
        templates=config / "templates",
    )


def facts_in(folder: Path) -> dict[str, Path]:
    """Return where a snapshot keeps its compact facts, by dataset, posts first."""
    return {dataset: folder / "facts" / f"{dataset}.parquet" for dataset in COMPACT}


def compute(folder: Path, header: SnapshotHeader) -> Result:
    """Return what follows from the folder's inputs.

    Raises VerificationError where an input cannot be read, ConfigError or DataError where no
    edition follows from them.
    """
    try:
        inputs = read_inputs(folder, header.month)
        features = inputs.features()
    except (OSError, pl.exceptions.PolarsError) as error:
        raise _unusable("facts", error) from error
    edition, matches = inputs.edition(
        features, header.created_at, header.revision, STATE, header.engine
    )
    return Result(edition, matches, inputs.record(features))


def read_inputs(folder: Path, month: Month) -> MonthInputs:
    """Return what the folder says a month is computed from.

    Facts and the months before are read when they are used.
    """
    configuration = read_configuration(configuration_in(folder), month)
    spans, channels = read_records(folder, ROSTER, Span), read_records(folder, CHANNELS, Channel)
    adjustments = read_adjustments(folder)
    facts = {name: path for name, path in facts_in(folder).items() if path.exists()}
    hashes = hash_files(folder / "facts")
    previous = read_json(folder, PREVIOUS)
    return MonthInputs(
        month=month,
        facts=MonthFacts(
            month=month,
            posts=_scan(facts_in(folder)["posts"], "posts"),
            reprints=_scan(facts.get("reprints"), "reprints"),
            has_reprint_feed="reprints" in facts,
        ),
        spans=spans,
        channels=channels,
        configuration=configuration,
        adjustments=adjustments,
        previous=None if previous is None else edition_from_dict(previous),
        earlier_units=frozenset(_list(folder, EARLIER_UNITS, str)),
        digests=input_digests(
            configuration,
            spans,
            channels,
            adjustments,
            [hashes[path.name] for path in facts.values()],
        ),
        history=partial(read_records, folder, HISTORY, PastMonth),
    )


def read_adjustments(folder: Path) -> list[Adjustment]:
    """Return the adjustments that were decided on. Raises VerificationError for a senseless one."""
    found: list[Adjustment] = read_records(folder, ADJUSTMENTS, Adjustment)
    for place, one in enumerate(found):
        needed = _NEEDED.get(one.kind)
        lacks = needed is not None and getattr(one, needed) is None
        misnamed = one.kind is Kind.UNDO and not str(one.target).isdecimal()
        if lacks or misnamed or not isinstance(one.number, int):
            raise _unusable(ADJUSTMENTS, ValueError(f"entry {place + 1} is not whole"))
    return found


_NEEDED = {
    Kind.ATTRIBUTE_POST: "unit",
    Kind.ATTRIBUTE_ACCOUNT: "unit",
    Kind.AWARD: "points",
    Kind.DEDUCT: "points",
    Kind.NOTE: "text",
}
"""What an adjustment of a kind says beside its target."""


def write_json(folder: Path, name: str, value: Any) -> None:
    """Write a value of the model in canonical JSON."""
    (folder / name).write_bytes(canonical_json(value))


def read_json(folder: Path, name: str) -> Any:
    """Return what a JSON file of a snapshot holds. Raises VerificationError if it is none."""
    try:
        return json.loads((folder / name).read_bytes())
    except (OSError, ValueError, RecursionError) as error:
        raise _unusable(name, error) from error


def read_records(folder: Path, name: str, kind: type[Any]) -> list[Any]:
    """Return the records of a JSON file, each of a kind of the model."""
    return [from_json(kind, record) for record in _list(folder, name, dict)]


def _list(folder: Path, name: str, kind: type[Any]) -> list[Any]:
    values = read_json(folder, name)
    if not isinstance(values, list) or not all(isinstance(value, kind) for value in values):
        raise _unusable(name, TypeError(f"a list of {kind.__name__} is expected"))
    return values


def _scan(path: Path | None, dataset: str) -> pl.LazyFrame:
    schema = COMPACT[dataset]
    return (
        pl.LazyFrame(schema=schema)
        if path is None
        else pl.scan_parquet(
            path, glob=False, schema=schema, missing_columns="insert", extra_columns="ignore"
        ).select(list(schema))
    )


def _unusable(path: str, error: Exception) -> VerificationError:
    return VerificationError(
        "'{path}' does not hold what a snapshot keeps there: {cause}.",
        path=path,
        cause=f"{type(error).__name__} {error}",
        hint="The folder was changed, or another version of govrank wrote it: "
        "fetch it again from where it was published, or restore it from a backup.",
    )
