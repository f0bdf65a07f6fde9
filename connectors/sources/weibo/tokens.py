"""An account's consent, as Weibo gives it. The token itself shows nowhere."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from connectors.http.secrets import Secret


@dataclass(frozen=True)
class Token:
    """The token with which the account ``uid`` is read.

    ``expires_at`` is in UTC, None = not known. On the web there is no refresh: when it has
    expired, a human consents again.
    """

    uid: str
    value: Secret
    expires_at: datetime | None = None

    def expires_within(self, days: int, now: datetime) -> bool:
        """Return whether ``days`` days or fewer are left; False where the end is not known."""
        return self.expires_at is not None and self.expires_at - now <= timedelta(days=days)
