"""Tells those whom the workspace's hooks name."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ranking.errors import GovrankError, HookError
from ranking.hook_files import Hook, load_hooks
from ranking.i18n import Translator
from ranking.model.month import Month
from ranking.model.run import Occurrence, Stage
from ranking.schedule.commands import run_command
from ranking.schedule.message import Message, message_of
from ranking.schedule.robots import check_answer, payload
from ranking.workflow.workspace import Workspace

Send = Callable[[str, Any], Any]
"""Sends JSON to a webhook, whose address is in ``env:NAME`` or ``file:PATH``; returns the JSON of
the answer, None = it is no JSON. Raises HookError."""


@dataclass(frozen=True)
class Told:
    """What came of one hook; ``number`` counts from 1 in the file, ``error`` None = it was told."""

    number: int
    hook: Hook
    error: GovrankError | None


def tell_all(
    hooks: tuple[Hook, ...], occurrence: Occurrence, tr: Translator, home: Path, send: Send
) -> Iterator[Told]:
    """Tell the hooks that want to know of an occurrence, one after the other."""
    message = message_of(occurrence, tr)
    for number, hook in enumerate(hooks, 1):
        if hook.wants(occurrence.occasion, occurrence.stage):
            yield Told(number, hook, _told(hook, message, home, send))


def send_tests(workspace: Workspace, tr: Translator, send: Send) -> Iterator[Told]:
    """Send every hook a message that says it is a test. Raises ConfigError on a faulty file."""
    hooks = load_hooks(workspace.home)
    for number, hook in enumerate(hooks, 1):
        workspace.progress("Sending tests", number - 1, len(hooks))
        message = message_of(_trial(workspace, hook), tr, test=True)
        yield Told(number, hook, _told(hook, message, workspace.home, send))


def _told(hook: Hook, message: Message, home: Path, send: Send) -> GovrankError | None:
    """Tell one; a fault that nobody foresaw is the hook's, too, and ends nothing else."""
    try:
        if hook.command:
            document = json.dumps(message.document(), ensure_ascii=False).encode()
            run_command(hook.command, document, _environ(message), home)
        else:
            check_answer(hook.body, send(hook.place(home), payload(hook.body, message)))
    except GovrankError as error:
        return error
    except Exception as error:
        return HookError(
            "The hook failed: {cause}.",
            cause=type(error).__name__,
            hint="This is a fault of govrank; report it with the log.",
        )
    return None


def _environ(message: Message) -> dict[str, str]:
    occurrence = message.occurrence
    return {
        "GOVRANK_EVENT": str(occurrence.occasion),
        "GOVRANK_MONTH": occurrence.month,
        "GOVRANK_STAGE": occurrence.stage,
    }


def _trial(workspace: Workspace, hook: Hook) -> Occurrence:
    """Return an occurrence of which the hook would be told, if it were one."""
    now = workspace.now()
    return Occurrence(
        occasion=hook.on[0],
        list_id=workspace.settings.list_id,
        month=str(Month.of(now)),
        stage=str(hook.stages[0] if hook.stages else Stage.PUBLISH),
        revision=0,
        due_at=now,
        at=now,
        late=False,
        template="This is a test of the hooks of govrank. Nothing has happened.",
    )
