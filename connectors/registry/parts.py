"""What sources are built from, and what comes of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Self, TypeVar

from connectors.http.client import Http
from connectors.http.secrets import Secret, secret_from, secret_if_any
from connectors.interface import Account, Clock, Source
from connectors.registry.network import address
from connectors.registry.setup import Setup
from connectors.sources.fields import Fields
from connectors.sources.vendor import Envelope

T = TypeVar("T")


@dataclass(frozen=True)
class Parts:
    """The set-up of a source, and the clock, environment and network it works with.

    ``sleep`` waits where a platform asks to.
    """

    setup: Setup
    clock: Clock
    environ: Mapping[str, str] = field(repr=False)  # it holds secrets
    http: Http
    sleep: Callable[[float], None]

    def secret(self, name: str, native_id: str = "") -> Secret:
        """Return a credential as it is now. Raises AccessError."""
        return secret_from(self.setup.place(name, native_id), self.environ)

    def secret_if_any(self, name: str, native_id: str) -> Secret | None:
        """Return a credential as it is now, None = there is none yet. Raises AccessError."""
        return secret_if_any(self.setup.place(name, native_id), self.environ)

    def address(self, official: str) -> str:
        """Return where an interface is asked."""
        return address(self.setup, official)

    def fields(self, platform: str, usual: Fields) -> Fields:
        """Return the fields of a platform: ``usual`` where the set-up does not say otherwise."""
        given = dict(self.setup.fields.get(platform, {}))
        if "capped" in given:
            given["capped"] = frozenset(given["capped"])
        return replace(usual, **given)

    def envelope(self) -> Envelope:
        """Return where a vendor's answers have their rows."""
        return Envelope(**self.setup.envelope)


@dataclass(frozen=True)
class Built:
    """The sources by platform, and ``check`` as in Collector."""

    sources: Mapping[str, Source]
    check: Callable[[Account], datetime | None]

    @classmethod
    def of(cls, source: Source, check: Callable[[Account], datetime | None]) -> Self:
        """Return what was built where one source reads all platforms."""
        return cls(dict.fromkeys(source.platforms, source), check)


class Each(Mapping[str, T]):
    """What belongs to each account, made anew whenever a source looks it up.

    So a missing secret is the error of its account alone, and a renewed one is taken up. ``make``
    returns None where an account has nothing. It lists nothing: sources only look up.
    """

    def __init__(self, make: Callable[[str], T | None]) -> None:
        self._make = make

    def __getitem__(self, native_id: str) -> T:
        made = self._make(native_id)
        if made is None:
            raise KeyError(native_id)
        return made

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0
