"""What a command works with: the workspace, the two consoles, and how results are shown."""

from __future__ import annotations

import getpass
import os
import shutil
import sys
from collections.abc import Mapping, Sequence
from functools import cached_property, partial
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

import typer

from ranking.cli.language import _, current_translator, wanted_language
from ranking.cli.pager import Pages
from ranking.errors import UsageError
from ranking.i18n import Language, choose_language

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

    from ranking.render.tables import Column
    from ranking.workflow.workspace import TableOpener, Workspace


class Session:
    """One run of one command. Nothing heavy is loaded before it is asked for."""

    def __init__(self, name: str, home: Path | None, json: bool, *, paged: bool = False) -> None:
        """``paged``: long results go through the reader's pager, on a terminal."""
        self.name = name
        self.json = json
        self._home = home
        self.tr = current_translator()
        self._workspace: Workspace | None = None
        self._progress: Any = None
        self._pages = Pages() if paged and not json and sys.stdout.isatty() else None

    def __enter__(self) -> Session:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.end_progress()
        if self._workspace is not None:
            self._workspace.close()
        if self._pages is not None and self._pages.tell():
            done = kind is None or issubclass(kind, typer.Exit)
            self._pages.show(shutil.get_terminal_size().lines if done else sys.maxsize)

    @cached_property
    def _console(self) -> Console:
        from rich.console import Console

        draw = partial(Console, highlight=False, emoji=False, soft_wrap=False)
        if self._pages is None:
            return draw()
        return draw(file=self._pages, force_terminal=True, legacy_windows=False)

    @property
    def out(self) -> Console:
        """The console of results; a progress bar is taken away first."""
        self.end_progress()
        return self._console

    @property
    def terminal(self) -> bool:
        """Whether results go to a person's terminal."""
        return self.out.is_terminal

    @property
    def workspace(self) -> Workspace:
        """The workspace of --home, GOVRANK_HOME or the current folder."""
        if self._workspace is None:
            from ranking.settings import find_home

            self._workspace = self.open_new(find_home(self._home, Path.cwd()))
        return self._workspace

    def open_new(self, home: Path) -> Workspace:
        """Open a workspace and make it this session's own."""
        from ranking.wiring import open_workspace

        self._workspace = open_workspace(home, actor(), self.progress)
        return self._workspace

    @cached_property
    def config_folders(self) -> tuple[Path, ...]:
        """Folders of configuration files: the workspace's, where there is one, and the shipped."""
        from ranking.settings import find_home, load_settings, shipped_config

        named = self._home is not None or os.environ.get("GOVRANK_HOME")
        try:
            return load_settings(find_home(self._home, Path.cwd())).config_folders
        except UsageError:
            if named:
                raise
            return (shipped_config(),)

    @property
    def read_tables(self) -> TableOpener:
        """Reader of tables, for commands that need no workspace."""
        from ranking.wiring import table_reader

        return table_reader()

    def progress(self, template: str, done: int, total: int) -> None:
        """Show how far a long work is, on stderr."""
        if self._progress is None:
            from ranking.cli.progress import ProgressDisplay

            self._progress = ProgressDisplay(self.tr)
        self._progress.update(template, done, total)

    def end_progress(self) -> None:
        """Take the progress display away before results are printed."""
        if self._progress is not None:
            self._progress.close()
            self._progress = None

    def say(self, template: str, **params: Any) -> None:
        """Print one sentence of the result."""
        self.out.print(self.tr(template, **params), markup=False, soft_wrap=True)

    def warn_text(self, text: str) -> None:
        """Print finished text on stderr."""
        self.end_progress()
        sys.stderr.write(f"{text}\n")

    def write(self, text: str) -> None:
        """Write finished text (JSON, TSV, …) to stdout as it is."""
        self.end_progress()
        stream = sys.stdout if self._pages is None else self._pages
        stream.write(text if text.endswith("\n") else text + "\n")

    def write_bytes(self, data: bytes) -> None:
        """Write a finished file to stdout as it is."""
        sys.stdout.buffer.write(data)

    @property
    def document_language(self) -> Language:
        """Language of published files: Chinese, unless --lang or GOVRANK_LANG says otherwise."""
        return choose_language(
            wanted_language(sys.argv[1:]) or os.environ.get("GOVRANK_LANG") or "zh"
        )

    def print(self, renderable: RenderableType) -> None:
        """Print a rich renderable."""
        self.out.print(renderable)

    def table(
        self, title: str, columns: Sequence[Column], rows: Sequence[Mapping[str, Any]]
    ) -> None:
        """Show rows: a table on a terminal, TSV in a pipe, JSON with --json."""
        from ranking.render.tables import show

        show(self.out, title, columns, rows, as_json=self.json)

    def json_text(self, value: object) -> None:
        """Print a result as JSON."""
        from ranking.render.wire import json_text

        self.write(json_text(value))


def actor() -> str:
    """Return the name of the person at the keyboard, as the operating system knows it.

    Where the system can tell, it is not asked of the environment, which anybody may set: approvals
    rest on this name.
    """
    said = {name: os.environ.pop(name) for name in _SAID if name in os.environ}
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return _("unknown")
    finally:
        os.environ.update(said)


_SAID = ("LOGNAME", "USER", "LNAME", "USERNAME") if os.name == "posix" else ()
"""Variables that getpass believes before it asks the system; Windows has nothing else."""
