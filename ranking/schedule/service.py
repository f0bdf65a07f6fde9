"""The long-running service: an alarm clock that rings every minute, and one round each time.

The clock knows nothing: no job store, nothing that a crash could lose or two services could share.
What is due and what is done is in the ledger.
"""

from __future__ import annotations

import logging
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from queue import Empty, SimpleQueue
from types import FrameType

from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.interval import IntervalTrigger

from ranking.errors import EditionError, GovrankError, LedgerError
from ranking.i18n import Language
from ranking.ledger.leases import Standing, look
from ranking.model.run import Announcer, Occurrence
from ranking.schedule.commands import cut_off_commands
from ranking.schedule.failures import failure_detail
from ranking.schedule.service_log import ServiceEvent, ServiceLog
from ranking.schedule.tick import tick
from ranking.schedule.trouble import clock_ahead
from ranking.workflow.workspace import Workspace

PERIOD_SECONDS = 60
FINISH_SECONDS = 8.0
"""How long a stage that runs when the service is to end may go on; systems kill after ten."""
_HOOK_SHARE = 5 / 8
"""How much of that a hook's command may take, so that the hooks after it are told, too."""
_SIGNALS = (signal.SIGTERM, signal.SIGINT)
_FENCED = "fenced"
_STAGE_CUT = "What ran has not ended within {seconds} s and is cut off; the next start takes it up."
_HOOK_CUT = (
    "A hook has not ended within {seconds} s and was cut off; what it tells of is recorded, "
    "but hooks after it were not told."
)


class Service:
    """Runs the schedule of a workspace until it is told to stop.

    ``language`` is that of published files. ``leave`` ends the process at once, whatever threads
    it has.
    """

    def __init__(
        self,
        workspace: Workspace,
        language: Language,
        announce: Announcer,
        log: ServiceLog,
        leave: Callable[[int], object] = os._exit,
    ) -> None:
        self._workspace = workspace
        self._language = language
        self._announce = announce
        self._log = log
        self._leave = leave
        self._stop = threading.Event()
        self._working = threading.Lock()
        # unlike an Event it may be used by a signal handler
        self._wake: SimpleQueue[str] = SimpleQueue()
        self._held: Standing | None = None
        self._telling = False
        self._warned = False

    def run(self) -> int:
        """Work until a signal or until another process has taken over; return the exit code.

        0: nothing was left half-done; 1: a stage was cut off, which the next service takes up, or
        a hook was, or another process has taken over. Raises LedgerError where another schedule
        runs.
        """
        with self._workspace.sole_writer("schedule run", lock="schedule", wait=0):
            self._held = look(self._workspace.ledger.engine, "schedule")
            with self._signals():
                return self._until_told()

    def _until_told(self) -> int:
        clock = _alarm_clock(self._round)
        self._log.say(
            "The schedule of '{list}' runs: {owner}.",
            event=ServiceEvent.STARTED,
            list=self._workspace.settings.list_id,
            owner=self._held.owner if self._held else "-",
        )
        clock.start()
        why = self._told(clock)
        self._stop.set()
        clock.shutdown(wait=False)
        if why == _FENCED:
            return self._ended(1)
        self._log.say(
            "{signal}: nothing new is begun, what runs is finished.",
            event=ServiceEvent.STOPPING,
            signal=why,
        )
        if self._finished():
            return self._ended(0)
        self._log.say(
            _HOOK_CUT if self._telling else _STAGE_CUT,
            event=ServiceEvent.STOPPED,
            seconds=round(FINISH_SECONDS),
        )
        sys.stderr.flush()
        cut_off_commands()  # they would go on, in a session of their own
        # without giving the lease back: that thread may still be writing until the process ends
        self._leave(1)
        return 1

    def _finished(self) -> bool:
        """Wait for what runs; a hook's command that takes too long is ended before the time is."""
        if self._working.acquire(timeout=FINISH_SECONDS * _HOOK_SHARE):
            return True
        cut_off_commands()
        return self._working.acquire(timeout=FINISH_SECONDS * (1 - _HOOK_SHARE))

    def _told(self, clock: BackgroundScheduler) -> str:
        """Wait until something ends the service; return what.

        The alarm clock goes by the computer's: set back by a day, it would sleep for a day.
        """
        while True:
            try:
                return self._wake.get(timeout=PERIOD_SECONDS)
            except Empty:
                (job,) = clock.get_jobs()
                if job.next_run_time > datetime.now(UTC) + timedelta(seconds=PERIOD_SECONDS):
                    job.modify(next_run_time=datetime.now(UTC))

    def _ended(self, code: int) -> int:
        self._log.say("The schedule has ended.", event=ServiceEvent.STOPPED)
        return code

    def _round(self) -> None:
        """Do one round; of what goes wrong in it only the loss of the lease ends the service."""
        with self._working:
            if self._stop.is_set():
                return
            try:
                self._workspace.ledger.check_leases()
                self._warn_of_the_clock()
                tick(self._workspace, self._language, self._tell, self._stop)
            except LedgerError as error:
                self._ledger_failed(error)
            except EditionError as error:
                self._log.error(error, event=ServiceEvent.CLOCK_BEHIND)
            except GovrankError as error:
                self._log.error(error, event=ServiceEvent.TICK_FAILED)
            except Exception as error:  # nobody foresaw it; the next round may find it gone
                found = failure_detail(error)
                self._log.say(
                    found["template"],
                    event=ServiceEvent.TICK_FAILED,
                    hint=found["hint"],
                    **found["params"],
                )

    def _warn_of_the_clock(self) -> None:
        """Say once that the clock is far ahead; the office may really have paused."""
        warning = None if self._warned else clock_ahead(self._workspace)
        if warning is not None:
            self._warned = True
            self._log.error(warning, event=ServiceEvent.CLOCK_AHEAD)

    def _tell(self, occurrence: Occurrence) -> None:
        """Announce, and let it be known that hooks are at work: all that they tell is recorded."""
        self._telling = True
        try:
            self._announce(occurrence)
        finally:
            self._telling = False

    def _ledger_failed(self, error: LedgerError) -> None:
        """The ledger may be away for a while; but if another holds the lease, this is the end."""
        fenced = self._fenced_out()
        self._log.error(error, event=ServiceEvent.FENCED if fenced else ServiceEvent.TICK_FAILED)
        if fenced:
            self._wake.put(_FENCED)

    def _fenced_out(self) -> bool:
        try:
            found = look(self._workspace.ledger.engine, "schedule")
        except Exception:  # the ledger is away, so nobody can have taken over in it
            return False
        held = self._held
        ours = (held.owner, held.found[0]) if held and held.found else None
        return ours != (found.owner, found.found[0] if found.found else None)

    @contextmanager
    def _signals(self) -> Iterator[None]:
        """Let signals wake the main thread, which waits while another works."""

        def tell(number: int, _frame: FrameType | None) -> None:
            self._wake.put(signal.Signals(number).name)

        before = {one: signal.signal(one, tell) for one in _SIGNALS}
        try:
            yield
        finally:
            for one, handler in before.items():
                signal.signal(one, handler)


def _alarm_clock(ring: Callable[[], None]) -> BackgroundScheduler:
    """Return a clock that rings at once and then every minute, never twice at a time."""
    # it would warn every minute that a collection, which takes hours, is still running
    logging.getLogger("apscheduler.scheduler").setLevel(logging.ERROR)
    clock = BackgroundScheduler(timezone=UTC)
    clock.add_job(
        ring,
        IntervalTrigger(seconds=PERIOD_SECONDS, timezone=UTC),
        next_run_time=datetime.now(UTC),
        coalesce=True,
        max_instances=1,
        misfire_grace_time=None,
    )
    return clock
