"""Going through the review list one by one, on a terminal."""

from __future__ import annotations

import signal
import sys
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from ranking.cli.session import Session
from ranking.errors import UsageError

if TYPE_CHECKING:
    from ranking.model.reprint_matching import ReviewItem

_ACCEPT, _REJECT, _SKIP, _QUIT, _BACK = "a", "r", "s", "q", "b"
_MEANING = {
    **dict.fromkeys((_ACCEPT, "接受", "y", "是"), _ACCEPT),
    **dict.fromkeys((_REJECT, "拒绝", "n", "否"), _REJECT),
    **dict.fromkeys((_SKIP, "跳过"), _SKIP),
    **dict.fromkeys((_QUIT, "结束"), _QUIT),
    **dict.fromkeys((_BACK, "返回"), _BACK),
}
"""What may be typed → what it means; full-width letters are taken as letters."""


def ask_all(session: Session, items: Sequence[ReviewItem]) -> dict[str, bool]:
    """Ask about each item; return item → accepted for those decided until the end.

    The end is the last item, q, Ctrl-D or Ctrl-C: what was decided until then is returned, since
    hours of work must not be lost by a key. Screens and questions go to stderr, because results
    may go through a pager. Raises UsageError where there is nobody to ask.
    """
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise UsageError(
            "Nobody can be asked here: this is not a terminal.",
            hint="Run the command in a terminal, or decide with --accept and --reject, or "
            "--export and --import.",
        )
    if hasattr(signal, "siginterrupt"):  # polars lets a read go on after Ctrl-C; Windows does not
        signal.siginterrupt(signal.SIGINT, True)
    decisions: dict[str, bool] = {}
    try:
        _walk(session, items, decisions)
    except KeyboardInterrupt:
        session.warn_text("")
    return decisions


def _walk(session: Session, items: Sequence[ReviewItem], decisions: dict[str, bool]) -> None:
    session.warn_text(
        session.tr(
            "{count} items. Decisions are recorded when you end: after the last item, with q, or "
            "with Ctrl-C.",
            count=len(items),
        )
    )
    number, step = 0, 1
    while number < len(items):
        item = items[number]
        if number and _settled(item, items, decisions):
            number += step
            continue
        _show(session, item, number + 1, len(items))
        answer = _answer(session)
        if answer == _QUIT:
            return
        if answer in (_ACCEPT, _REJECT):
            decisions[item.id] = answer == _ACCEPT
        elif answer == _SKIP:
            decisions.pop(item.id, None)
        step = -1 if answer == _BACK else 1
        number = max(number + step, 0)


def _settled(item: ReviewItem, items: Sequence[ReviewItem], decisions: Mapping[str, bool]) -> bool:
    """Tell whether the article was accepted for another post: it counts once, and need not be
    asked about again."""
    return any(
        decisions.get(one.id) and one.article_id == item.article_id and one.id != item.id
        for one in items
    )


def _show(session: Session, item: ReviewItem, number: int, total: int) -> None:
    from ranking.render.reprint_item import item_lines

    session.warn_text(f"\n== {number}/{total}")
    for text in item_lines(item, session.tr, session.out.width):
        session.warn_text(text)


def _answer(session: Session) -> str:
    """Ask until the answer is understood; the end of input is q."""
    from ranking.model.names import key

    while True:
        sys.stderr.write(
            session.tr("[a] a reprint  [r] none  [s] skip  [b] back  [q] end, and record: ")
        )
        sys.stderr.flush()
        typed = sys.stdin.readline()
        if not typed:
            session.warn_text("")
            return _QUIT
        if (meant := _MEANING.get(key(typed))) is not None:
            return meant
