"""A progress bar on stderr for work that takes longer than a glance."""

from __future__ import annotations

from rich.console import Console
from rich.progress import (
    BarColumn,
    Progress,
    TaskProgressColumn,
    TextColumn,
    TimeElapsedColumn,
)

from ranking.i18n import Translator


class ProgressDisplay:
    """One line that says what is being done, how far it is, and for how long it has run."""

    def __init__(self, tr: Translator) -> None:
        """Start the display; a stream that is no terminal stays clean."""
        self._tr = tr
        console = Console(stderr=True, emoji=False)
        self._bar = Progress(
            TextColumn("{task.description}"),
            BarColumn(bar_width=30),
            TaskProgressColumn(),
            TimeElapsedColumn(),
            console=console,
            disable=not console.is_terminal,
            transient=True,
        )
        self._known = self._bar.add_task("", total=1)
        self._unknown = self._bar.add_task("", total=None, visible=False)
        self._bar.start()

    def update(self, template: str, done: int, total: int) -> None:
        """Show a new state; with no total known (0) the bar only moves and the count is told."""
        text = self._tr(template)
        self._bar.update(self._known, visible=bool(total))
        self._bar.update(self._unknown, visible=not total)
        if total:
            self._bar.update(self._known, description=text, completed=done, total=total)
        else:
            self._bar.update(self._unknown, description=f"{text} {done:,}")

    def close(self) -> None:
        """Take the display away."""
        self._bar.stop()
