"""Can those whom the hooks name be told? Looks at programs, variables, files; nothing is sent."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from ranking.hook_files import Hook, load_hooks
from ranking.schedule.commands import program_of
from ranking.workflow.finding import Finding
from ranking.workflow.workspace import Workspace


def check_hooks(workspace: Workspace) -> Iterator[Finding]:
    """Check the hooks file, and that each hook's command or address is there.

    Raises ConfigError with every fault of the file.
    """
    hooks = load_hooks(workspace.home)
    if not hooks:
        yield Finding("hooks", "ok", "no hook is set up: nobody is told what the schedule does")
        return
    yield Finding("hooks", "ok", "{count} hook(s)", params={"count": len(hooks)})
    for number, hook in enumerate(hooks, 1):
        yield from _reachable(number, hook, workspace.home)


def _reachable(number: int, hook: Hook, home: Path) -> Iterator[Finding]:
    about = {"number": number, "target": hook.target}
    if hook.command:
        if program_of(hook.command[0], home) is None:
            yield Finding(
                "hooks",
                "fault",
                "hook {number}: the command '{target}' is not there, or may not be run",
                "Correct it in config/hooks.toml, or give this user the right to run it.",
                about,
            )
    elif hook.url_env:
        if not os.environ.get(hook.url_env):
            yield Finding(
                "hooks",
                "warning",
                "hook {number}: there is no address in {target}",
                "Set the variable where the schedule runs; here it may be unset.",
                about,
            )
    elif not _is_safe_file(Path(hook.place(home).removeprefix("file:"))):
        yield Finding(
            "hooks",
            "warning",
            "hook {number}: {target} is not there, out of reach, or open to every user",
            "Write the address into that file, on one line, and run: chmod 600 FILE",
            about,
        )


def _is_safe_file(path: Path) -> bool:
    """Tell whether the address can be there; a file that others may use is never read."""
    try:
        mode = path.stat().st_mode
    except OSError:
        return False
    return stat.S_ISREG(mode) and not (os.name == "posix" and mode & stat.S_IRWXO)
