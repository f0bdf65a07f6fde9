"""What a source file says, as plain data."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Setup:
    """One source file; ``id`` is its name.

    ``place(name, native_id)`` returns a credential of an account: ``env:NAME``, ``file:`` with an
    absolute path, or plain text itself where it is no secret. It raises AccessError where there is
    none; ``native_id`` is empty for those that all accounts share.

    ``base_url`` None = the platform's own. ``accounts``: native id → id at the source; empty =
    every account of ``platforms``. ``per_second`` and ``calls_per_day`` None = not given.
    ``fields`` (by platform) and ``envelope`` hold what differs from the kind's own, by parameter of
    Fields and Envelope.
    """

    id: str
    kind: str
    platforms: tuple[str, ...]
    place: Callable[[str, str], str]
    base_url: str | None = None
    media: tuple[str, ...] = ()
    query: str = ""
    accounts: Mapping[str, str] = field(default_factory=dict)
    per_second: float | None = None
    calls_per_day: int | None = None
    fields: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    envelope: Mapping[str, Any] = field(default_factory=dict)
