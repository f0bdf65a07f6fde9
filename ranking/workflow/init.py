"""A new workspace: govrank.toml and the files an office edits, each with comments."""

from __future__ import annotations

from pathlib import Path

from ranking.errors import UsageError
from ranking.settings import FILE_NAME, shipped_config

_TEMPLATES = "workspace"
_COPIED = ("lists/main.toml",)


def create_workspace(folder: Path) -> list[Path]:
    """Write the files of a new workspace that are not there yet; return them.

    Raises UsageError when the folder is a workspace already or cannot be written.
    """
    if (folder / FILE_NAME).exists():
        raise UsageError(
            "'{folder}' is a govrank workspace already.",
            folder=str(folder),
            hint="Nothing was changed. Check it with: govrank doctor --home {folder}",
        )
    shipped = shipped_config()
    templates = shipped / _TEMPLATES
    plan = {
        folder / path.relative_to(templates): path
        for path in sorted(templates.rglob("*"))
        if path.is_file()
    }
    plan.update({folder / "config" / name: shipped / name for name in _COPIED})
    missing = {target: source for target, source in plan.items() if not target.exists()}
    return [_write(target, source.read_bytes()) for target, source in missing.items()]


def _write(path: Path, content: bytes) -> Path:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    except OSError as error:
        raise UsageError(
            "'{file}' cannot be written: {reason}.",
            file=str(path),
            reason=error.strerror or error,
            hint="Choose a folder you may write to.",
        ) from error
    return path
