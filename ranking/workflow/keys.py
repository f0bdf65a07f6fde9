"""The key that releases are signed with: made once, kept secret, its public half published."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from ranking.editions.minisign import KeyPair, create_key
from ranking.errors import ConfigError, UsageError
from ranking.workflow.places import public_key, signing_key
from ranking.workflow.whole_file import replace_file
from ranking.workflow.workspace import Workspace


def make_key(workspace: Workspace) -> tuple[Path, Path]:
    """Create the key pair of a workspace; return the secret and the public file.

    Raises UsageError when there is one: releases are checked with the public key readers know.
    """
    secret, public = signing_key(workspace.home), public_key(workspace.home)
    with workspace.sole_writer("key create"):
        for path in (secret, public):
            if path.exists():
                raise UsageError(
                    "There is a signing key already: '{file}'.",
                    file=str(path),
                    hint="Nothing was changed. Readers know its public half; to begin another, "
                    "move both files away and announce the new public key.",
                )
        pair = create_key()
        secret.parent.mkdir(mode=0o700, exist_ok=True)
        replace_file(public, pair.public_text.encode())
        replace_file(secret, pair.secret_text.encode(), 0o600)
    return secret, public


def read_key(workspace: Workspace) -> KeyPair:
    """Return the key pair of a workspace; no message quotes the secret half.

    Raises ConfigError when there is none, or every user of the computer could read it.
    """
    secret, public = signing_key(workspace.home), public_key(workspace.home)
    for path in (secret, public):
        if not path.is_file():
            raise ConfigError(
                "There is no signing key: '{file}' is missing.",
                file=str(path),
                hint="Create one with 'govrank key create', or restore it from a backup.",
            )
    try:
        if os.name == "posix" and secret.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
            raise ConfigError(
                "The signing key '{file}' is open to other users of this computer.",
                file=str(secret),
                hint="Take the others' rights away: chmod 600 {file}",
            )
        return KeyPair(secret.read_text("utf-8"), public.read_text("utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(
            "The signing key '{file}' cannot be read: {reason}.",
            file=str(secret),
            reason=getattr(error, "strerror", None) or "it is not text",
            hint="Check that this user may read it, or restore it from a backup.",
        ) from error
