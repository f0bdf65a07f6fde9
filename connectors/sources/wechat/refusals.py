"""From a code to the error that a collection run understands."""

from __future__ import annotations

from datetime import datetime, timedelta

from connectors.errors import ConnectorError
from connectors.interface import (
    AccessError,
    QuotaError,
    SourceFailedError,
    UnavailableError,
)
from connectors.sources.wechat import codes
from connectors.sources.wechat.days import next_midnight
from connectors.sources.wechat.wire import Reply

_REFUSED = "WeChat refused a request for {account} with code {code} (rid {rid})."


def refusal(reply: Reply, account: str, now: datetime) -> ConnectorError:
    """Return the error for a reply whose code no caller deals with. ``account`` is its name."""
    if reply.code in codes.ACCESS:
        template, hint = codes.ACCESS[reply.code]
        return AccessError(template, hint=hint, account=account, address=reply.address or "unknown")
    if reply.code == codes.DAY_QUOTA:
        return day_quota(account, now)
    if reply.code == codes.MINUTE_QUOTA:
        return _until(
            QuotaError(
                "WeChat allows no more calls for {account} within this minute.",
                account=account,
                hint="Collect with fewer accounts at the same time, or later.",
            ),
            now + timedelta(minutes=1),
        )
    kind = SourceFailedError if reply.code in codes.OURS else UnavailableError
    return kind(
        _REFUSED,
        account=account,
        code=reply.code,
        rid=reply.rid or "unknown",
        hint="Try again later; if it stays so, report the code and the rid.",
    )


def day_quota(account: str, now: datetime) -> QuotaError:
    """Return the error that says that today's calls of the account are used up."""
    return _until(
        QuotaError(
            "The calls that WeChat allows {account} today are used up.",
            account=account,
            hint="Collect again tomorrow: it goes on where it stopped. If another program uses "
            "the same AppID, let it call less.",
        ),
        next_midnight(now),
    )


def tokens_refused(account: str) -> AccessError:
    """Return the error for an account whose every token is refused."""
    return AccessError(
        "WeChat refuses the access tokens that it gave out itself for {account}.",
        account=account,
        hint="See that no other program renews the token of this AppID by force "
        "(force_refresh), then collect again.",
    )


def _until(error: QuotaError, moment: datetime) -> QuotaError:
    error.until = moment
    return error
