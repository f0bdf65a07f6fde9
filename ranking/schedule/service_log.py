"""The log of the schedule: on stderr, one line a record, for people or as JSON."""

from __future__ import annotations

import json
import logging
import sys
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from ranking.errors import GovrankError
from ranking.i18n import Translator
from ranking.model.month import SHANGHAI
from ranking.model.run import Occasion
from ranking.render.safe import line
from ranking.render.wire import instant
from ranking.schedule.message import Message, sentence

NAME = "govrank.schedule"
_OTHERS = ("apscheduler",)
"""Loggers of libraries whose warnings belong into the same log, in the same form."""
_RECORD = "govrank"
"""Attribute of a log record that holds ours."""


class ServiceEvent(StrEnum):
    """What the service tells of itself."""

    STARTED = "started"
    STOPPING = "stopping"
    STOPPED = "stopped"
    TICK_FAILED = "tick_failed"
    FENCED = "fenced"
    CLOCK_BEHIND = "clock_behind"
    CLOCK_AHEAD = "clock_ahead"
    HOOK_FAILED = "hook_failed"
    LIBRARY = "library"


_LEVELS: Mapping[StrEnum, int] = {
    Occasion.SUCCESS: logging.INFO,
    Occasion.FAILURE: logging.ERROR,
    Occasion.MISSED: logging.WARNING,
    Occasion.REMINDER: logging.WARNING,
    ServiceEvent.STARTED: logging.INFO,
    ServiceEvent.STOPPING: logging.INFO,
    ServiceEvent.STOPPED: logging.INFO,
    ServiceEvent.TICK_FAILED: logging.ERROR,
    ServiceEvent.FENCED: logging.ERROR,
    ServiceEvent.CLOCK_BEHIND: logging.ERROR,
    ServiceEvent.CLOCK_AHEAD: logging.WARNING,
    ServiceEvent.HOOK_FAILED: logging.WARNING,
    ServiceEvent.LIBRARY: logging.WARNING,
}


class ServiceLog:
    """Writes what happens; never raises. The newest one made takes the log over.

    ``now`` gives the instants of what the service tells of itself, in UTC; ``as_json``: a JSON
    object a line, else a sentence with the time of Shanghai.
    """

    def __init__(self, now: Callable[[], datetime], tr: Translator, *, as_json: bool) -> None:
        self._now = now
        self._tr = tr
        self._logger = logging.getLogger(NAME)
        self._logger.setLevel(logging.INFO)
        handler = _Lines(_Formatter(tr, as_json=as_json))
        for name in (NAME, *_OTHERS):
            logger = logging.getLogger(name)
            logger.handlers = [handler]
            logger.propagate = False

    def say(self, template: str, *, event: ServiceEvent, hint: str = "", **params: Any) -> None:
        """Write what the service tells of itself, in the language of the log."""
        said = sentence(self._tr, template, params)
        self._write(event, {"message": said, "hint": sentence(self._tr, hint, params)}, self._now())

    def error(self, error: GovrankError, *, event: ServiceEvent) -> None:
        """Write an error with its hint."""
        problems = [sentence(self._tr, one.template, one.params) for one in error.problems]
        said = sentence(self._tr, error.template, error.params)
        hint = sentence(self._tr, error.hint, error.params)
        self._write(event, {"message": " - ".join([said, *problems]), "hint": hint}, self._now())

    def tell(self, message: Message) -> None:
        """Write an occurrence."""
        document = message.document()
        del document["test"]
        self._write(message.occurrence.occasion, document, message.occurrence.at)

    def _write(self, event: StrEnum, fields: Mapping[str, Any], at: datetime) -> None:
        record = {"time": instant(at), "event": str(event), **fields}
        self._logger.log(_LEVELS[event], "%s", fields["message"], extra={_RECORD: record})


class _Lines(logging.Handler):
    """Writes to stderr as it is at the time; a log that cannot be written stops nothing."""

    def __init__(self, formatter: logging.Formatter) -> None:
        super().__init__()
        self.setFormatter(formatter)

    def emit(self, record: logging.LogRecord) -> None:
        try:
            sys.stderr.write(f"{self.format(record)}\n")
            sys.stderr.flush()
        except Exception:
            self.handleError(record)

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - logging's name
        """Do nothing: there is no other place to say it."""


class _Formatter(logging.Formatter):
    def __init__(self, tr: Translator, *, as_json: bool) -> None:
        super().__init__()
        self._as_json = as_json
        self._tr = tr
        self._levels = {
            "INFO": tr("info"),
            "WARNING": tr("warning"),
            "ERROR": tr("error"),
            "CRITICAL": tr("error"),
        }

    def format(self, record: logging.LogRecord) -> str:
        """Return one line, whatever the record holds."""
        fields = getattr(record, _RECORD, None) or _of_library(record)
        if self._as_json:
            ordered = {"time": fields["time"], "level": record.levelname.lower(), **fields}
            return json.dumps(ordered, ensure_ascii=False)
        return self._plain(fields, self._levels.get(record.levelname, record.levelname))

    def _plain(self, fields: Mapping[str, Any], level: str) -> str:
        local = datetime.fromisoformat(fields["time"]).astimezone(SHANGHAI)
        about = [str(fields[name]) for name in ("list", "month", "stage") if name in fields]
        late = [self._tr("late")] if fields.get("late") else []
        head = " ".join([f"{local:%Y-%m-%d %H:%M:%S}", level, *about, *late])
        return " ".join(text for text in (f"{head}:", fields["message"], fields["hint"]) if text)


def _of_library(record: logging.LogRecord) -> dict[str, Any]:
    """Return what a library logs; of an exception its kind alone, which holds no secret."""
    cause = record.exc_info[0] if record.exc_info else None
    name = f" ({cause.__name__})" if cause else ""
    return {
        "time": instant(datetime.fromtimestamp(record.created, UTC)),
        "event": str(ServiceEvent.LIBRARY),
        "message": line(f"{record.name}: {record.getMessage()}{name}"),
        "hint": "",
    }
