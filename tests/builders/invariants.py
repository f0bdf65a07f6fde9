"""The ten invariants of a workspace: what holds after every fault, and what must hold once healed.

``check_invariants`` is to a workspace what ``PRAGMA integrity_check`` is to a database. Each
invariant is one function that raises AssertionError; ``broken_invariants`` tells which do.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from itertools import pairwise
from math import isclose
from pathlib import Path
from typing import Any

from connectors.interface import Reason
from ranking.editions.canonical import canonical_json
from ranking.editions.manifest import MANIFEST
from ranking.facts.files import damaged
from ranking.ledger.batches import read_batches
from ranking.ledger.events import broken_event, read_events
from ranking.ledger.lifecycle import read_approvals
from ranking.model.lifecycle import Revision, State
from ranking.workflow.places import public_key, release_of, snapshot_of
from ranking.workflow.recompute import load_snapshot, recompute
from ranking.workflow.repair import repair
from ranking.workflow.verify_release import verify_release
from tests.builders.looked import Looked, fingerprint, looked_at

PEAK_KILOBYTES = 700_000
"""Memory that a step on a small month may take at most; most of it is the libraries."""
_HARMLESS = (Reason.NOT_READY, Reason.WITHDRAWN)


def i1_in_force_is_one_whole_release(looked: Looked) -> None:
    """``current.json`` is not there, or names one release that verifies from its folder alone."""
    said, published = looked.current, {State.PUBLISHED, State.REVISED, State.WITHDRAWN}
    if said is not None:
        of = (said["month"], said["revision"])
        named = [one for one in looked.revisions if (one.month, one.revision) == of]
        assert [one.state in published for one in named] == [True], said
        key = public_key(looked.home).read_text("utf-8")
        folder = release_of(looked.home, named[0])
        looked.once(folder, lambda: verify_release(folder, key, lambda _: None))
        found = hashlib.sha256((folder / MANIFEST).read_bytes()).hexdigest()
        assert found == said["manifest_sha256"] == named[0].release_sha256
    if looked.healed:
        in_force = [one for one in looked.revisions if one.state is State.PUBLISHED][-1:]
        wanted = [(one.month, one.revision, one.release_sha256) for one in in_force]
        assert ([tuple(said[k] for k in _POINTER)] if said else []) == wanted


_POINTER = ("month", "revision", "manifest_sha256")


def i2_the_log_is_a_chain(looked: Looked) -> None:
    """Every event follows from the one before, from the first on, and tells each state."""
    with looked.workspace.ledger.reading() as connection:
        assert broken_event(connection) is None
        for one in looked.revisions:
            events = read_events(connection, one.list_id, one.month)
            actions = [e.event.action for e in events if e.event.revision == one.revision]
            assert one.state.value.replace("draft", "drafted") in actions, (one, actions)


def i3_frozen_numbers_follow_from_the_snapshot(looked: Looked) -> None:
    """Every frozen edition, computed again from its folder, is the same bit for bit."""
    for one in _frozen(looked):
        folder = snapshot_of(looked.home, one)
        looked.once(folder, partial(_check_numbers, folder))


def _check_numbers(folder: Path) -> None:
    for name, value in recompute(folder).files().items():
        assert (folder / name).read_bytes() == canonical_json(value), (folder, name)


def i4_one_revision_one_hash(looked: Looked) -> None:
    """Row, folders, approvals and log name one snapshot and one release for each revision."""
    keys = [(one.list_id, one.month, one.revision) for one in looked.revisions]
    assert len(keys) == len(set(keys))
    for row in looked.tables["editions"]:
        content = f"{row['document']}\n{row['matches']}".encode()
        assert hashlib.sha256(content).hexdigest() == row["sha256"]
    for one in _frozen(looked):
        snapshot, release = _hashes(looked, one)
        assert snapshot == {one.manifest_sha256}, (one, snapshot)
        assert release <= {one.release_sha256}, (one, release)
        assert not one.published_at or release, one


def _hashes(looked: Looked, one: Revision) -> tuple[set[str | None], set[str | None]]:
    """Return every hash that is said to be the snapshot's, and every one of the release."""
    of = (one.list_id, one.month)
    with looked.workspace.ledger.reading() as connection:
        events = [e.event for e in read_events(connection, *of) if e.event.revision == one.revision]
        given = read_approvals(connection, *of, one.revision)
    snapshot = {load_snapshot(snapshot_of(looked.home, one)).manifest_sha256}
    snapshot |= {approval.manifest_sha256 for approval in given}
    snapshot |= {event.detail["manifest"] for event in events if "manifest" in event.detail}
    release = {event.detail["release"] for event in events if "release" in event.detail}
    if one.published_at:
        folder = release_of(looked.home, one)
        manifest = (folder / MANIFEST).read_bytes()
        snapshot.add(load_snapshot(folder / "snapshot").manifest_sha256)
        snapshot.add(json.loads(manifest)["snapshot_manifest"])
        release.add(hashlib.sha256(manifest).hexdigest())
    return snapshot, release


def _frozen(looked: Looked) -> list[Revision]:
    return [one for one in looked.revisions if one.manifest_sha256]


def i5_complete_is_complete(looked: Looked) -> None:
    """A fetch called complete answered for every day of the request; recorded facts are there."""
    with looked.workspace.ledger.reading() as connection:
        facts = looked.workspace.settings.facts
        assert damaged(facts, read_batches(connection)) == []
    asked = looked.tables["collections"][-1:]
    for fetch in looked.tables["fetches"]:
        if fetch["outcome"] == "complete":
            assert (fetch["completed_at"] is None, fetch["failure"]) == (False, None), fetch
            days = {day for span in fetch["asked"].split() for day in _days(*span.split("/"))}
            of_it = [one for one in asked if fetch["completed_at"] >= one["began_at"]]
            wanted = {day for one in of_it for day in _days(str(one["first"]), str(one["last"]))}
            assert wanted <= days, (fetch, sorted(wanted - days))
            assert not [gap for gap in looked.tables["missing"] if _lacks(gap, fetch)], fetch


def _days(first: str, last: str) -> list[date]:
    begin = date.fromisoformat(first)
    return [begin + timedelta(n) for n in range((date.fromisoformat(last) - begin).days + 1)]


def _lacks(gap: dict[str, Any], fetch: dict[str, Any]) -> bool:
    same = all(gap[name] == fetch[name] for name in ("source", "account"))
    return same and Reason(gap["reason"]) not in _HARMLESS


def i6_again_changes_nothing(looked: Looked) -> None:
    """Once healed, the repair that begins every step finds nothing to do."""
    if looked.healed:
        before = fingerprint(looked.workspace, ids=True)
        with looked.workspace.sole_writer("test"):
            repair(looked.workspace)
        assert fingerprint(looked.workspace, ids=True) == before


def i7_secrets_stay_secret(looked: Looked) -> None:
    """No secret is in a file beside those of ``secrets``, in the ledger, or in what was printed."""
    texts = [(table, str(rows).encode()) for table, rows in looked.tables.items()]
    texts += [("printed", looked.said.encode())]
    for path in looked.home.rglob("*"):
        if path.is_file() and "secrets" not in path.relative_to(looked.home).parts:
            texts.append((str(path), path.read_bytes()))
    assert not [(where, s) for where, text in texts for s in looked.secrets if s.encode() in text]


def i8_nothing_blocks_the_next_start(looked: Looked) -> None:
    """Both locks are free at once; once healed no unfinished file or folder is left."""
    for lock in ("collector", "writer"):
        with looked.workspace.sole_writer("test", lock=lock, wait=0.5):
            pass
    if looked.healed:
        assert not [str(path) for path in looked.home.rglob("*") if ".part-" in path.name]


def i9_memory_is_bounded(looked: Looked) -> None:
    """No process that was struck, or that healed, took more memory than stated."""
    assert looked.peak < PEAK_KILOBYTES


def i10_sums_and_ranks_are_right(looked: Looked) -> None:
    """Totals are the sum of their parts, ranks competition ranks; who is not ranked has none."""
    for row in looked.tables["editions"]:
        document = json.loads(row["document"])
        coverage, figures = document["coverage"], document["statistics"]["platforms"]
        posts = sum(coverage["posts"].values())
        assert (
            posts == sum(one["posts"] for one in figures.values()) + coverage["unattributed_posts"]
        )
        for board in document["boards"]:
            _check_board(board)
        stored = [one for one in looked.tables["board_rows"] if one["edition_id"] == row["id"]]
        assert sorted(map(_numbers, stored)) == sorted(
            _numbers({**one, "index_id": board["index"]})
            for board in document["boards"]
            for one in board["rows"]
        )


def _check_board(board: dict[str, Any]) -> None:
    ranked = [row for row in board["rows"] if row["rank"] is not None]
    ranks = [row["rank"] for row in ranked]
    assert ranks == [1 + sum(other < rank for other in ranks) for rank in ranks], ranks
    totals = [row["total"] for row in ranked]
    assert all(one >= other - 1e-6 for one, other in pairwise(totals)), totals
    for row in board["rows"]:
        points = [part["points"] for part in row["parts"].values() if part["points"] is not None]
        assert row["value"] is None or not points or isclose(row["value"], sum(points)), row
        assert row["total"] is None or row["total"] == row["value"] + row["bonus"], row
        assert row["rank"] is None or row["total"] is not None, row
        assert row["rank"] != 0, row


def _numbers(row: dict[str, Any]) -> str:
    return str([row[name] for name in ("index_id", "unit", "rank", "value", "bonus", "total")])


INVARIANTS: dict[str, Callable[[Looked], None]] = {
    "I1": i1_in_force_is_one_whole_release,
    "I2": i2_the_log_is_a_chain,
    "I3": i3_frozen_numbers_follow_from_the_snapshot,
    "I4": i4_one_revision_one_hash,
    "I5": i5_complete_is_complete,
    "I7": i7_secrets_stay_secret,
    "I8": i8_nothing_blocks_the_next_start,
    "I9": i9_memory_is_bounded,
    "I10": i10_sums_and_ranks_are_right,
    "I6": i6_again_changes_nothing,
}
"""I6 comes last: where it does not hold it changes what the others look at."""


def broken_invariants(looked: Looked) -> dict[str, Exception]:
    """Return the invariants that do not hold, and why. One that cannot be looked at is broken."""
    broken: dict[str, Exception] = {}
    for name, check in INVARIANTS.items():
        try:
            check(looked)
        except Exception as error:
            broken[name] = error
    return broken


def check_invariants(home: Path, **looking: Any) -> None:
    """Raise AssertionError naming the invariants that do not hold; see ``looked_at``."""
    with looked_at(home, **looking) as looked:
        broken = broken_invariants(looked)
    for error in broken.values():
        raise AssertionError(f"broken: {broken}") from error
