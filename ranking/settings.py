"""Where a workspace is and what its govrank.toml says."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ranking.errors import ConfigError, UsageError
from ranking.model.names import nearest

FILE_NAME = "govrank.toml"
AUDIT_DAYS = 183
"""So many days audit records are kept at least; a workspace may keep them longer, not shorter."""
_MOST_DAYS = 36_500
_SHAPE: dict[str, type | dict[str, type]] = {
    "list": str,
    "database": {"url": str, "url_file": str},
    "retention": {"audit_days": int},
}
_EXPECTED = {str: "text", int: "whole number"}


@dataclass(frozen=True)
class Settings:
    """A workspace: its folder, which list it makes, and where its ledger is.

    ``config_folders`` are searched in order: the workspace's own ``config/``, then the shipped one.
    ``audit_days``: records of daily work that are younger are never deleted.
    """

    home: Path
    list_id: str
    database_url: str
    config_folders: tuple[Path, ...]
    audit_days: int = AUDIT_DAYS

    @property
    def facts(self) -> Path:
        """Folder of the facts store."""
        return self.home / "facts"

    def config_files(self, kind: str, suffix: str = ".toml") -> dict[str, Path]:
        """Return config files of a kind (``methods``, ``lists`` …) by name; the workspace wins."""
        found: dict[str, Path] = {}
        for folder in reversed(self.config_folders):
            found.update({p.stem: p for p in sorted((folder / kind).glob(f"*{suffix}"))})
        return dict(sorted(found.items()))


def shipped_config() -> Path:
    """Return the folder of the shipped configuration: inside the wheel, or of the checkout."""
    package = Path(__file__).parent
    inside = package / "_config"
    return inside if inside.is_dir() else package.parent / "config"


def find_home(wanted: Path | None, cwd: Path, environ: Mapping[str, str] | None = None) -> Path:
    """Return the workspace: the option, GOVRANK_HOME, or the nearest parent with govrank.toml.

    Raises UsageError when there is none.
    """
    env = os.environ if environ is None else environ
    named = wanted or (Path(env["GOVRANK_HOME"]) if env.get("GOVRANK_HOME") else None)
    if named is not None:
        if (named / FILE_NAME).is_file():
            return named.resolve()
        raise UsageError(
            "'{folder}' is not a govrank workspace: it has no {file}.",
            folder=str(named),
            file=FILE_NAME,
            hint="Create one with: govrank init {folder}",
        )
    for folder in (cwd, *cwd.parents):
        if (folder / FILE_NAME).is_file():
            return folder.resolve()
    raise UsageError(
        "No govrank workspace here: {file} was looked for in '{folder}' and its parents.",
        folder=str(cwd),
        file=FILE_NAME,
        hint="Create one with 'govrank init DIR', or name one with --home or GOVRANK_HOME.",
    )


def load_settings(home: Path, environ: Mapping[str, str] | None = None) -> Settings:
    """Read govrank.toml. Raises ConfigError with every fault at once."""
    env = os.environ if environ is None else environ
    content = _parse(home / FILE_NAME)
    faults = _faults(content, _SHAPE, "") or _too_short(content)
    if faults:
        raise ConfigError(
            "{file} has {count} fault(s):\n{faults}",
            file=str(home / FILE_NAME),
            count=len(faults),
            faults="\n".join(f"  - {fault}" for fault in faults),
            hint="Correct the keys named above; 'govrank init' writes a commented example.",
        )
    own = home / "config"
    return Settings(
        home=home,
        list_id=content.get("list", "main"),
        database_url=_database_url(home, content.get("database", {}), env),
        config_folders=(own, shipped_config()),
        audit_days=content.get("retention", {}).get("audit_days", AUDIT_DAYS),
    )


def _parse(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ConfigError(
            "{file} cannot be read: {error}",
            file=str(path),
            error=error,
            hint="It must be a UTF-8 text file in TOML form.",
        ) from error


def _faults(content: dict[str, Any], shape: dict[str, Any], prefix: str) -> list[str]:
    faults: list[str] = []
    for key, value in content.items():
        wanted = shape.get(key)
        if wanted is None:
            near = nearest(key, shape, 1)
            meant = f"; did you mean '{near[0]}'?" if near else ""
            faults.append(f"{prefix}{key}: not a known key (known: {', '.join(shape)}){meant}")
        elif isinstance(wanted, dict) and isinstance(value, dict):
            faults += _faults(value, wanted, f"{prefix}{key}.")
        elif isinstance(wanted, dict) or type(value) is not wanted:
            name = "table" if isinstance(wanted, dict) else _EXPECTED[wanted]
            faults.append(f"{prefix}{key}: {_found(value)} found, a {name} expected")
    return faults


def _too_short(content: dict[str, Any]) -> list[str]:
    """Audit records are what an inspection asks for: no setting may shorten their life."""
    days = content.get("retention", {}).get("audit_days", AUDIT_DAYS)
    if AUDIT_DAYS <= days <= _MOST_DAYS:
        return []
    allowed = f"at least {AUDIT_DAYS} days (at most {_MOST_DAYS} can be asked for)"
    return [f"retention.audit_days: {days} found; audit records are kept {allowed}"]


def _found(value: object) -> str:
    """Describe a value of the wrong kind; texts are not quoted, one may hold a password."""
    match value:
        case bool() | int() | float():
            return repr(value)
        case str():
            return "a text"
        case list():
            return "a list"
        case dict():
            return "a table"
    return "a date or time"


def _database_url(home: Path, section: dict[str, str], env: Mapping[str, str]) -> str:
    """The environment, then a secret file, then the plain setting, then SQLite in the workspace."""
    if env.get("GOVRANK_DATABASE_URL"):
        return env["GOVRANK_DATABASE_URL"]
    if section.get("url_file"):
        path = home / section["url_file"]
        try:
            return path.read_text(encoding="utf-8-sig").strip()
        except (OSError, UnicodeDecodeError) as error:
            raise ConfigError(
                "database.url_file: '{file}' cannot be read ({error}).",
                file=str(path),
                error=getattr(error, "strerror", None) or "it is not UTF-8 text",
                hint="Put the database URL into that file, or set GOVRANK_DATABASE_URL.",
            ) from error
    return section.get("url") or f"sqlite:///{home / 'ledger.db'}"
