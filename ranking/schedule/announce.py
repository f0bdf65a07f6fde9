"""Tells of everything that happened: the log first, then the hooks."""

from __future__ import annotations

from ranking.errors import GovrankError
from ranking.hook_files import load_hooks
from ranking.i18n import Translator, choose_language
from ranking.model.run import Announcer, Occurrence
from ranking.schedule.hooks import Send, Told, tell_all
from ranking.schedule.message import message_of
from ranking.schedule.service_log import ServiceEvent, ServiceLog
from ranking.wiring.webhooks import send_webhook
from ranking.workflow.workspace import Workspace


def open_announcer(
    workspace: Workspace,
    json_log: bool,
    tr: Translator | None = None,
    send: Send = send_webhook,
) -> Announcer:
    """Return what the schedule calls for everything that happened; it never raises.

    ``json_log``: JSON lines on stderr, else sentences in the language of ``tr`` (None = of the
    environment). The hooks file is read each time, so that a change counts at once; a faulty one
    is logged, and hinders nothing.
    """
    words = tr or Translator(choose_language(None))
    log = ServiceLog(workspace.now, words, as_json=json_log)

    def announce(occurrence: Occurrence) -> None:
        log.tell(message_of(occurrence, words))
        try:
            hooks = load_hooks(workspace.home)
        except Exception as error:
            _faulty(log, error)
            return
        for told in tell_all(hooks, occurrence, words, workspace.home, send):
            _failed(log, told)

    return announce


def _faulty(log: ServiceLog, error: Exception) -> None:
    log.say(
        "The hooks cannot be read, so nobody was told: {error}",
        event=ServiceEvent.HOOK_FAILED,
        error=error if isinstance(error, GovrankError) else type(error).__name__,
        hint="Correct config/hooks.toml; 'govrank doctor' names its faults.",
    )


def _failed(log: ServiceLog, told: Told) -> None:
    if told.error is not None:
        log.say(
            "Hook {number} ({target}) was not told: {error}",
            event=ServiceEvent.HOOK_FAILED,
            number=told.number,
            target=told.hook.target,
            error=told.error,
            hint="Try it with: govrank schedule hooks --send",
        )
