"""What a backup says of itself: where it is from, and the hash and size of everything in it."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ranking.editions.canonical import canonical_json
from ranking.errors import DataError, VerificationError

FORMAT = "govrank-backup/1"
LEDGER, WORKSPACE = "ledger/", "workspace/"
"""Folders of a backup: the ledger's tables, and the files as they lie in the workspace."""
FILES = ("govrank.toml", "signing.pub")
FOLDERS = ("config", "editions", "evidence", "facts", "releases")
"""What a backup holds of a workspace; nothing else is taken out of one."""
NOT_INCLUDED = ("secrets", "*.secret", "database.url_file", "file: references")
_FORBIDDEN = "\0\\:" if os.name == "nt" else "\0"
_HASH = re.compile(r"[0-9a-f]{64}")
_SCHEMA = re.compile(r"\d{4}")


@dataclass(frozen=True)
class Member:
    """One file of a backup: its SHA-256 (hex) and its size in bytes."""

    sha256: str
    size: int


@dataclass(frozen=True)
class BackupManifest:
    """A backup's own description. ``version`` is govrank's, ``schema`` the ledger's.

    ``event_head`` is the hash of the log's last event, empty = there was none. ``tables`` are in
    the order in which they can be filled. ``members`` map path → file, in the order of the archive.
    """

    version: str
    schema: str
    list_id: str
    created_at: datetime
    event_head: str
    tables: tuple[str, ...]
    members: Mapping[str, Member]

    @property
    def size(self) -> int:
        """Bytes of all members together."""
        return sum(member.size for member in self.members.values())

    def data(self) -> bytes:
        """Return the manifest's bytes (RFC 8785)."""
        return canonical_json(
            {
                "format": FORMAT,
                "govrank": self.version,
                "schema": self.schema,
                "list": self.list_id,
                "created_at": self.created_at,
                "event_head": self.event_head,
                "tables": list(self.tables),
                "not_included": list(NOT_INCLUDED),
                "members": {path: vars(member) for path, member in self.members.items()},
            }
        )


def table_path(table: str) -> str:
    """Return the path of a dumped table within a backup."""
    return f"{LEDGER}{table}.jsonl"


def read_manifest(data: bytes) -> BackupManifest:
    """Return the manifest of a backup. Raises VerificationError for what is no such manifest,
    or names a path that may not be in a backup."""
    try:
        content = json.loads(data)
        manifest = _manifest(content)
        intact = content["format"] == FORMAT and manifest.data() == data
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, DataError):
        intact = False
    if not intact:
        raise VerificationError(
            "This is not the manifest of a backup that this govrank can read; it was changed, or "
            "made by a newer one.",
            hint="Use another backup, or the newer govrank.",
        )
    _check_paths(manifest)
    return manifest


def _manifest(content: Mapping[str, Any]) -> BackupManifest:
    members = {path: Member(**member) for path, member in content["members"].items()}
    texts = [content[name] for name in ("govrank", "schema", "list", "event_head")]
    if not all(isinstance(text, str) for text in (*texts, *content["tables"])):
        raise TypeError("not a text")
    if not _SCHEMA.fullmatch(content["schema"]) or not all(map(_is_member, members.values())):
        raise ValueError("not a schema version, or not a member")
    return BackupManifest(
        version=content["govrank"],
        schema=content["schema"],
        list_id=content["list"],
        created_at=datetime.fromisoformat(content["created_at"]),
        event_head=content["event_head"],
        tables=tuple(content["tables"]),
        members=members,
    )


def _is_member(member: Member) -> bool:
    size, digest = member.size, member.sha256
    return type(size) is int and size >= 0 and bool(_HASH.fullmatch(digest))


def _check_paths(manifest: BackupManifest) -> None:
    tables = {table_path(table) for table in manifest.tables}
    for path in [*manifest.members, *tables]:
        listed = path in manifest.members
        if not listed or not (path in tables or _is_ours(path)) or not _is_plain(path):
            raise VerificationError(
                "The backup's manifest names '{path}', which cannot be part of a backup.",
                path=path,
                hint="Do not use this file: it was not made by govrank.",
            )


def _is_ours(path: str) -> bool:
    below = path.removeprefix(WORKSPACE)
    top, _, rest = below.partition("/")
    return below != path and (below in FILES or (top in FOLDERS and bool(rest)))


def _is_plain(path: str) -> bool:
    """Tell whether a path leads down from where it starts, whatever is unpacked there."""
    return not any(c in path for c in _FORBIDDEN) and not any(
        part in ("", ".", "..") for part in path.split("/")
    )
