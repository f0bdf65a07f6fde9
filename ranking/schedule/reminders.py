"""Reminders of one round: of several months that wait for the same, one speaks for all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ranking.model.run import Run
from ranking.schedule.plan import Wait
from ranking.schedule.reasons import TOGETHER


@dataclass(frozen=True)
class Reminder:
    """What people are told, and the run it is of: the newest of several."""

    run: Run
    template: str
    params: Mapping[str, Any]
    hint: str


def together(waiting: Iterable[tuple[Run, Wait]]) -> Iterator[Reminder]:
    """Yield the reminders of runs, in their order; those that name people stay apart."""
    kinds: dict[object, list[tuple[Run, Wait]]] = {}
    for run, wait in waiting:
        kind = wait.template if wait.template in TOGETHER else (run.month, run.stage, run.revision)
        kinds.setdefault(kind, []).append((run, wait))
    for same in kinds.values():
        yield _bundle([run for run, _ in same], same[-1][1])


def _bundle(runs: list[Run], wait: Wait) -> Reminder:
    if len(runs) == 1:
        return Reminder(runs[0], wait.template, wait.params, wait.hint)
    said, ordered = TOGETHER[wait.template], sorted(runs, key=lambda run: run.month)
    params = {"count": len(runs), "first": ordered[0].month, "last": ordered[-1].month}
    return Reminder(ordered[-1], said.template, params, said.hint)
