"""What happened, as others are told of it: in their language, each text one harmless line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ranking.errors import GovrankError
from ranking.i18n import Translator
from ranking.model.run import Occasion, Occurrence
from ranking.render.safe import line
from ranking.render.wire import instant


@dataclass(frozen=True)
class Message:
    """An occurrence with its sentence and hint (empty = none) in one language.

    ``heading`` is its first line where there are several. ``test``: nothing has happened.
    """

    occurrence: Occurrence
    heading: str
    sentence: str
    hint: str
    test: bool = False

    def document(self) -> dict[str, Any]:
        """Return what a machine is told; instants are UTC, ``revision`` 0 = of no edition."""
        occurrence = self.occurrence
        return {
            "time": instant(occurrence.at),
            "event": str(occurrence.occasion),
            "list": line(occurrence.list_id),
            "month": line(occurrence.month),
            "stage": line(occurrence.stage),
            "revision": occurrence.revision,
            "due_at": instant(occurrence.due_at),
            "late": occurrence.late,
            "message": self.sentence,
            "hint": self.hint,
            "test": self.test,
        }

    def lines(self) -> list[str]:
        """Return what a person is told."""
        return [text for text in (self.heading, self.sentence, self.hint) if text]


def message_of(occurrence: Occurrence, tr: Translator, *, test: bool = False) -> Message:
    """Return the message of an occurrence in the language of ``tr``. Never raises."""
    event = tr("test") if test else occasion_names(tr)[occurrence.occasion]
    about = (event, occurrence.list_id, occurrence.month, occurrence.stage)
    return Message(
        occurrence=occurrence,
        heading=f"[govrank] {' · '.join(line(text) for text in about)}",
        sentence=sentence(tr, occurrence.template, occurrence.params),
        hint=sentence(tr, occurrence.hint, occurrence.params),
        test=test,
    )


def occasion_names(tr: Translator) -> dict[Occasion, str]:
    """Return the occasions in words."""
    return {
        Occasion.SUCCESS: tr("success"),
        Occasion.FAILURE: tr("failure"),
        Occasion.MISSED: tr("missed"),
        Occasion.REMINDER: tr("reminder"),
    }


def sentence(tr: Translator, template: str, params: Mapping[str, Any]) -> str:
    """Return a template in the language of ``tr`` as one line that hides and steers nothing.

    Texts of ``params`` come from outside. A template that does not fit them is returned as it is:
    whoever tells what went wrong must not go wrong as well.
    """
    cleaned = {name: _clean(value, tr) for name, value in params.items()}
    try:
        return line(tr(template, **cleaned) if cleaned else tr(template)).strip()
    except (LookupError, ValueError, AttributeError, TypeError):
        return line(template)


def _clean(value: object, tr: Translator) -> object:
    """Return a field harmless; an error that is the cause of another speaks the language, too."""
    if isinstance(value, GovrankError):
        return sentence(tr, value.template, value.params)
    return line(str(value)) if isinstance(value, str | Exception) else value
