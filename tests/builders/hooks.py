"""Occurrences of the schedule, and hooks files that tell of them."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from ranking.model.run import Occasion, Occurrence
from ranking.schedule.service_log import NAME

NOON = datetime(2026, 11, 6, 4, 0, tzinfo=UTC)
FAILED = Occurrence(
    occasion=Occasion.FAILURE,
    list_id="main",
    month="2026-10",
    stage="publish",
    revision=1,
    due_at=datetime(2026, 11, 6, 2, 0, tzinfo=UTC),
    at=NOON,
    late=True,
    template="The release of {title} failed.",
    params={"title": "榜"},
    hint="Look at {title}.",
)


def occurrence(**changes: Any) -> Occurrence:
    """Return a failed release of October, told at noon in Shanghai, with changes."""
    return replace(FAILED, **changes)


def write_hooks(home: Path, text: str) -> Path:
    """Write the hooks file of a workspace."""
    path = home / "config" / "hooks.toml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path


@contextmanager
def loggers_restored() -> Iterator[None]:
    """Leave the loggers of the schedule as they were."""
    loggers = [logging.getLogger(name) for name in (NAME, "apscheduler")]
    before = [(one.handlers, one.propagate, one.level) for one in loggers]
    yield
    for one, state in zip(loggers, before, strict=True):
        one.handlers, one.propagate, one.level = state
