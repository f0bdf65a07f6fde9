"""A crew of threads that asks sources; what they bring passes one after the other to the caller."""

from __future__ import annotations

import queue
import threading
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from connectors.errors import ConnectorError
from connectors.interface import Page
from ranking.workflow.collect_tasks import Task

CREW = 8
"""Accounts that are asked at the same time."""
_HELD = 64
"""Pages that wait to be stored before the crew waits too: what bounds memory."""
_TICK = 0.5


@dataclass(frozen=True)
class Brought:
    """A page of one fetch."""

    task: Task
    page: Page


@dataclass(frozen=True)
class Ended:
    """The end of one fetch; ``error`` None = the source had no more to give."""

    task: Task
    error: ConnectorError | None = None


Event = Brought | Ended


class Crew:
    """Works through tasks in their order. A task that fails spoils no other."""

    def __init__(self, tasks: Sequence[Task]) -> None:
        self._lines = _lines(tasks)
        self._left = len(tasks)
        self._events: queue.Queue[Event | BaseException] = queue.Queue(_HELD)
        self._stop = threading.Event()

    def events(self) -> Iterator[Event | None]:
        """Yield what the crew brings until all tasks have ended; None = nothing for a moment.

        Leaving it early stops the crew after the requests that are under way, without waiting.
        """
        for line in self._lines:
            # daemons: a request that hangs must not keep a stopped program alive
            threading.Thread(target=self._work, args=(line,), name="collect", daemon=True).start()
        try:
            while self._left:
                yield self._next()
        finally:
            self._stop.set()

    def _next(self) -> Event | None:
        try:
            event = self._events.get(timeout=_TICK)
        except queue.Empty:
            return None
        if isinstance(event, BaseException):
            raise event
        self._left -= isinstance(event, Ended)
        return event

    def _work(self, line: deque[Task]) -> None:
        while not self._stop.is_set():
            try:
                task = line.popleft()
            except IndexError:
                return
            try:
                for page in task.pages():
                    if not self._put(Brought(task, page)):
                        return
                self._put(Ended(task))
            except ConnectorError as error:
                self._put(Ended(task, error))
            except Exception as error:  # a fault of ours: it ends the run, with its traceback
                self._put(error)
                return

    def _put(self, event: Event | BaseException) -> bool:
        while not self._stop.is_set():
            try:
                self._events.put(event, timeout=_TICK)
            except queue.Full:
                continue
            return True
        return False


def _lines(tasks: Sequence[Task]) -> list[deque[Task]]:
    """Return what each thread works through: a line of its own for a source that is asked for one
    account at a time, and one that the others share.
    """
    shared = deque(task for task in tasks if not task.collector.one_at_a_time)
    own: dict[str, deque[Task]] = {}
    for task in tasks:
        if task.collector.one_at_a_time:
            own.setdefault(task.collector.id, deque()).append(task)
    return [*own.values(), *[shared] * min(CREW, len(shared))]
