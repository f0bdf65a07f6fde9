"""Keeps the libraries' own log lines out of every log: they print whole addresses and headers.

WeChat wants its token in the query, and httpx2 logs every address with its query.
"""

from __future__ import annotations

import logging

TALKATIVE = (
    "httpx2",
    "httpcore2.connection",
    "httpcore2.http11",
    "httpcore2.http2",
    "httpcore2.proxy",
    "httpcore2.socks",
    "stamina",
)
"""The loggers that are silenced; connectors.http logs in their stead, without any secret."""


def _nothing(_: logging.LogRecord) -> bool:
    return False


def silence() -> None:
    """Let none of their lines out, at whatever level anybody sets them."""
    for name in TALKATIVE:
        logging.getLogger(name).addFilter(_nothing)
