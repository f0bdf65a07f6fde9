"""Checks of a source file across its keys. A fault never repeats what may be a secret.

Each takes the content of the file and what its kind needs; None = the kind is not known, and only
what holds for every kind is checked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

from ranking.config_file import Fault, suggestion
from ranking.model.vocabulary import Platform
from ranking.source_files.kinds import ACCOUNT, NEEDS, PLAIN, RENEWED, Needs, is_native_id

_ENV = re.compile(r"env:[A-Za-z_][A-Za-z0-9_]*")
_FILE = re.compile(r"file:\s*\S.*")
_SPECIAL = {key for needs in NEEDS.values() for key in needs.keys}
_LOOPBACK = ("127.0.0.1", "localhost")
_TEXT = "a text in quotes is expected"
_TABLE = "a table of keys is expected"


def key_faults(data: Mapping[str, Any], needs: Needs | None) -> Iterator[Fault]:
    """Find keys of other kinds, required ones that are not there, and odd ids among ``media``."""
    if needs is not None:
        for key in sorted(_SPECIAL.intersection(data).difference(needs.keys)):
            yield Fault(key, f"a source of the kind '{data['kind']}' does not use it")
        for key in needs.required:
            if key not in data:
                yield Fault(key, "is missing")
    media = data.get("media")
    for number, uid in enumerate(media if isinstance(media, list) else ()):
        if isinstance(uid, str) and not is_native_id(uid):
            yield Fault(f"media[{number}]", "is not an account's id")


def credential_faults(data: Mapping[str, Any], needs: Needs | None) -> Iterator[Fault]:
    """Find credentials that are missing, unknown, or not where a secret may be."""
    table = data.get("credentials", {})
    if not isinstance(table, Mapping):
        yield Fault("credentials", _TABLE)
        return
    for name, value in table.items():
        text = _credential_fault(name, value)
        if text:
            yield Fault(f"credentials.{name}", text)
    if needs is not None:
        yield from _names(str(data["kind"]), table, needs)
        yield from _shares(data, table, needs)


def _credential_fault(name: str, value: object) -> str | None:
    """Say what is wrong with one value, in words that do not repeat it."""
    if not isinstance(value, str):
        return _TEXT
    place = value.strip()
    if not place.isprintable():
        return "has characters that cannot be printed"
    if name in PLAIN:
        odd = not place or place.startswith(("env:", "file:"))
        return "is written as it is, without env: or file:" if odd else None
    bare = place.replace(ACCOUNT, "account")
    if not _ENV.fullmatch(bare) and not _FILE.fullmatch(bare):
        return "write env:NAME or file:PATH here, never the secret itself"
    if "{" in bare or "}" in bare:
        return f"{ACCOUNT} is the only thing that is filled in"
    if name in RENEWED and not bare.startswith("file:"):
        return "changes from time to time, so it must be file:PATH"
    return None


def _names(kind: str, table: Mapping[str, Any], needs: Needs) -> Iterator[Fault]:
    known = (*needs.credentials, *needs.optional)
    for name in table:
        if name not in known:
            near = suggestion(name, known) or f"; it has {', '.join(known)}"
            yield Fault(f"credentials.{name}", f"is not a credential of the kind '{kind}'{near}")
    together = needs.optional if set(needs.optional).intersection(table) else ()
    for name in (*needs.credentials, *together):
        if name not in table:
            why = f": {', '.join(together)} go together" if name in together else ""
            yield Fault(f"credentials.{name}", f"is missing{why}")


def _shares(data: Mapping[str, Any], table: Mapping[str, Any], needs: Needs) -> Iterator[Fault]:
    """Find one secret for several accounts, and one for each where all have the same."""
    accounts = data.get("accounts")
    single = isinstance(accounts, Mapping) and len(accounts) == 1
    for name, value in table.items():
        each = isinstance(value, str) and ACCOUNT in value
        if name == needs.own and not each and not single:
            yield Fault(f"credentials.{name}", f"every account has its own: put {ACCOUNT} into it")
        if name in (*needs.credentials, *needs.optional) and name != needs.own and each:
            yield Fault(f"credentials.{name}", f"is the same for all accounts, without {ACCOUNT}")


def account_faults(data: Mapping[str, Any], needs: Needs | None) -> Iterator[Fault]:
    """Find ids that are empty, or that could lead out of a folder once they are part of a path."""
    table = data.get("accounts", {})
    if not isinstance(table, Mapping):
        yield Fault("accounts", _TABLE)
        return
    if needs is not None and "accounts" in needs.required and "accounts" in data and not table:
        yield Fault("accounts", "names no account")
    for number, (native_id, value) in enumerate(table.items()):
        key = f"accounts.{native_id}"
        if not is_native_id(native_id):
            yield Fault(key, "an account's id has letters, digits and _ . @ = - only")
        if not isinstance(value, str):
            yield Fault(key, _TEXT)
        elif not value.isprintable() or not re.fullmatch(r"\s*[^./\\\s][^/\\]*", value):
            yield Fault(key, "is empty, or has characters that no id has")
        elif value in list(table.values())[:number]:
            yield Fault(key, "is the same as of an account above")


def address_faults(data: Mapping[str, Any], _: Needs | None) -> Iterator[Fault]:
    """Find an address that is not https, or that carries a password, a query or a fragment."""
    if "base_url" not in data:
        return
    value = data["base_url"]
    if not isinstance(value, str):
        yield Fault("base_url", _TEXT)
    elif not _is_address(value.strip()):
        yield Fault(
            "base_url",
            "write https://HOST or https://HOST/PATH, without user name, ? and #; "
            f"http is allowed for {' and '.join(_LOOPBACK)} only",
        )


def _is_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
        host, _ = parts.hostname, parts.port
    except ValueError:
        return False
    bare = text.isprintable() and not re.search(r"[\s\\?#@]", text)
    return bare and bool(host) and (parts.scheme == "https" or _is_loopback(parts.scheme, host))


def _is_loopback(scheme: str, host: str | None) -> bool:
    return scheme == "http" and host in _LOOPBACK


def field_faults(data: Mapping[str, Any], needs: Needs | None) -> Iterator[Fault]:
    """Find fields of a platform that the kind has not, and those that name no post or no unit."""
    tables = data.get("fields")
    if not isinstance(tables, Mapping):
        return
    if needs is not None and "fields" in needs.required and not tables:
        yield Fault("fields", "names no platform")
    for platform, table in tables.items():
        key = f"fields.{platform}"
        if needs is not None and platform in set(Platform) and platform not in needs.platforms:
            yield Fault(key, f"a source of the kind '{data['kind']}' has no posts of this platform")
        if isinstance(table, Mapping):
            yield from _row_faults(key, table)


def _row_faults(key: str, table: Mapping[str, Any]) -> Iterator[Fault]:
    if "native_id" not in table and "url" not in table:
        yield Fault(key, "neither native_id nor url: no post can be named")
    counts = table.get("counts")
    if isinstance(counts, Mapping) and "reads" in counts and "reads_unit" not in table:
        text = 'is missing: "times" or "people", what the reads count'
        yield Fault(f"{key}.reads_unit", text)
