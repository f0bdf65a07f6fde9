"""Which database a restored workspace has, and that its govrank.toml says so."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from ranking.errors import ConfigError, UsageError
from ranking.settings import FILE_NAME, load_settings
from ranking.workflow.whole_file import replace_file

URL_FILE = "database-url.secret"
_SQLITE = "sqlite:///"
_TABLE = re.compile(r"\s*\[")
_DATABASE = re.compile(r"\s*\[\s*database\s*\]\s*(#.*)?$")
_URL = re.compile(r"\s*(url|url_file)\s*=")
_HINT = (
    "Write the address of an empty database into a file that only you may read, and name it: "
    "--database-url-file FILE."
)


@dataclass(frozen=True)
class Place:
    """Addresses of a database: while its folder is being made, and when it has its name."""

    now: str
    final: str


def database_of(part: Path, home: Path, url_file: Path | None, environ: Mapping[str, str]) -> Place:
    """Return where the ledger of a workspace goes that lies in ``part`` and will be ``home``.

    With ``url_file`` its address is copied into the workspace, for this user alone, and
    govrank.toml names it. Raises UsageError when two databases are named, ConfigError when none
    can be told.
    """
    if url_file is not None:
        if environ.get("GOVRANK_DATABASE_URL"):
            raise UsageError(
                "Two databases are named: by --database-url-file and by GOVRANK_DATABASE_URL.",
                hint="Leave one of them out. Nothing was changed.",
            )
        _name(part, _address(url_file))
    try:
        url = load_settings(part, environ).database_url
    except ConfigError as error:
        raise ConfigError(
            "It cannot be told from the backup which database to use: {cause}",
            cause=error,
            hint=_HINT,
        ) from error
    return _place(url, part, home)


def _place(url: str, part: Path, home: Path) -> Place:
    """A SQLite file of the workspace appears together with its folder."""
    if url.startswith(_SQLITE):
        file = Path(url.removeprefix(_SQLITE)).absolute()
        for folder in (part, home):
            if file.is_relative_to(folder):
                below = file.relative_to(folder)
                return Place(f"{_SQLITE}{part / below}", f"{_SQLITE}{home / below}")
    return Place(url, url)


def _address(url_file: Path) -> str:
    try:
        return url_file.read_text("utf-8-sig").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(
            "The file with the database's address, '{file}', cannot be read: {reason}.",
            file=str(url_file),
            reason=getattr(error, "strerror", None) or "it is not UTF-8 text",
            hint=_HINT,
        ) from error


def _name(part: Path, url: str) -> None:
    """Let govrank.toml name the database by a file of the workspace."""
    settings = part / FILE_NAME
    before = settings.read_text("utf-8-sig") if settings.exists() else ""
    text = "".join(_lines(before))
    replace_file(part / URL_FILE, url.encode(), 0o600)
    settings.write_bytes(text.encode())
    if not _says(part, url):
        raise ConfigError(
            "The backup's {file} names its database in a way that cannot be changed here.",
            file=FILE_NAME,
            hint="Set GOVRANK_DATABASE_URL instead of --database-url-file.",
        )


def _says(part: Path, url: str) -> bool:
    try:
        return load_settings(part, {}).database_url == url
    except ConfigError:
        return False


def _lines(text: str) -> Iterator[str]:
    line = f'url_file = "{URL_FILE}"\n'
    within, named = False, False
    for old in text.splitlines(keepends=True):
        if _TABLE.match(old):
            within = bool(_DATABASE.match(old.rstrip()))
        yield f"# {old}" if within and _URL.match(old) else old
        if within and not named:
            named = True
            yield line
    if not named:
        yield f"\n[database]\n{line}"
