"""From features to an edition: pure, so that a frozen month can be recomputed bit for bit."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import polars as pl

from ranking.campaigns import Campaign
from ranking.editions.adjustment_notes import adjustment_notes
from ranking.editions.boards import board_groups, make_boards
from ranking.editions.bonus import unit_bonus
from ranking.editions.campaign_results import MonthCampaigns, run_campaigns
from ranking.editions.movement import History
from ranking.editions.scored import Scored
from ranking.features.month import MonthFeatures
from ranking.lists import ListFile
from ranking.methods.model import Method
from ranking.model.adjustment import Adjustment
from ranking.model.edition import Board, BoardRow, Edition, Match, MethodRef, Note
from ranking.model.names import nearest


def assemble(
    features: MonthFeatures,
    method: Method,
    list_file: ListFile,
    campaigns: Sequence[Campaign],
    previous: Edition | None,
    earlier_units: Collection[str],
    adjustments: Sequence[Adjustment] = (),
    *,
    created_at: datetime,
    revision: int,
    state: str,
    inputs: Mapping[str, str],
    engine: str,
) -> tuple[Edition, tuple[Match, ...]]:
    """Return the edition of the month, and every post that takes part in a campaign.

    ``previous`` is the edition that changes are measured against (None: this is the first);
    ``earlier_units`` are the units on any earlier edition; ``adjustments`` are the month's, by
    which the features were computed too. Raises ConfigError where the list asks for an index that
    the method does not have, DataError for points to a unit that the month does not have.
    """
    month = run_campaigns(features, campaigns, method.bonus)
    bonus = unit_bonus(features, month, method.bonus, adjustments)
    scored = Scored(features, method, list_file, bonus, History(previous, earlier_units))
    stamp = _Stamp(created_at, revision, state, dict(inputs), engine)
    edition = _edition(scored, month, previous, stamp)
    told = adjustment_notes(adjustments, published=list_file.publish_adjustments)
    return replace(edition, notes=(*edition.notes, *told)), month.matches


@dataclass(frozen=True)
class _Stamp:
    created_at: datetime
    revision: int
    state: str
    inputs: dict[str, str]
    engine: str


def _edition(
    scored: Scored, month: MonthCampaigns, previous: Edition | None, stamp: _Stamp
) -> Edition:
    features, list_file = scored.features, scored.list_file
    boards = make_boards(scored)
    method = MethodRef(scored.method.id, scored.method.version, scored.method.sha256)
    notes = [*_notes(scored), *_missing(scored, boards), *_method_note(method, previous)]
    return Edition(
        list_id=list_file.id,
        title=list_file.title,
        offices=list_file.offices,
        month=str(features.month),
        revision=stamp.revision,
        state=stamp.state,
        created_at=stamp.created_at,
        method=method,
        inputs=stamp.inputs,
        engine=stamp.engine,
        synthetic=list_file.synthetic,
        decimals=scored.method.decimals,
        boards=boards,
        statistics=features.statistics,
        previous_statistics=previous.statistics if previous else None,
        top_posts=features.top_posts,
        campaigns=month.results,
        coverage=features.coverage,
        notes=(*notes, *month.notes),
        footnotes=list_file.notes,
    )


def _notes(scored: Scored) -> Iterator[Note]:
    """Say whose formula it is, and where the list file and the month's roster do not fit."""
    if scored.method.certainty != "ours":
        yield Note(
            "public_formula",
            "{title}. A value computed here is not one that the owner of the index published.",
            {"title": scored.method.title},
        )
    units = set(scored.features.units["unit"])
    found, wanted = set(scored.features.units["group"]), board_groups(scored)
    for group in wanted:
        if group not in found:
            yield Note(
                "empty_group",
                "No unit of the roster is in the group '{group}'; its groups are: {known}.",
                {"group": group, "known": "、".join(sorted(found))},
            )
    for group in sorted(found.difference(wanted)):
        yield Note("group_left_out", "The group '{group}' has no board.", {"group": group})
    for entry in scored.list_file.not_ranked:
        if entry.unit not in units:
            yield Note(
                "not_ranked_unknown",
                "'{unit}' is not to be ranked, but no unit is called so; like it: {near}.",
                {"unit": entry.unit, "near": "、".join(nearest(entry.unit, units)) or "—"},
            )


def _missing(scored: Scored, boards: Sequence[Board]) -> Iterator[Note]:
    """Say which indicator was observed for no unit that posted, and what that means."""
    active = scored.table.filter(~pl.col("unit").is_in(list(scored.silent)))
    for index_id, name in {board.index: board.index_name for board in boards}.items():
        index = scored.method.index(index_id)
        wanted = dict.fromkeys(i.feature for i in index.indicators()) if index else {}
        template = _NO_INDEX if _is_empty(index_id, boards) else _WITHOUT
        for feature in wanted if active.height else ():
            if active[feature].count() == 0:
                yield Note(
                    "missing_everywhere",
                    template,
                    {"feature": scored.words.name(feature).zh, "index": name},
                )


_WITHOUT = "{feature} was not observed for any unit: {index} does not rest on it."
_NO_INDEX = "{feature} was not observed for any unit: nobody who posted has {index}."


def _is_empty(index: str, boards: Sequence[Board]) -> bool:
    """Tell whether no unit that posted has the index."""
    rows = [row for board in boards if board.index == index for row in board.rows]
    return all(row.value is None or _is_silent(row) for row in rows)


def _is_silent(row: BoardRow) -> bool:
    return any(note.code == "no_posts" for note in row.notes)


def _method_note(method: MethodRef, previous: Edition | None) -> Iterator[Note]:
    if previous and previous.method != method:
        yield Note(
            "method_changed",
            "{month} was computed by method {id} {version}: ranks are not strictly comparable.",
            {
                "month": previous.month,
                "id": previous.method.id,
                "version": previous.method.version,
            },
        )
