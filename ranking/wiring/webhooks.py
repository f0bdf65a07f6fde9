"""From a place that holds a webhook's address to a message sent there."""

from __future__ import annotations

import os
from typing import Any

from ranking.errors import HookError


def send_webhook(place: str, document: Any) -> Any:
    """Send JSON to the address in ``env:NAME`` or ``file:PATH``; return the JSON of the answer.

    None = the answer is no JSON. Raises HookError, which never repeats the address.
    """
    # Loaded only when somebody is to be told: the network's library is slow to load.
    from connectors.errors import ConnectorError
    from connectors.http.secrets import secret_from
    from connectors.http.webhook import post_webhook

    try:
        return post_webhook(secret_from(place, os.environ), document).data
    except ConnectorError as error:
        params: dict[str, Any] = error.params
        raise HookError(error.template, hint=error.hint, **params) from None
