"""Every code becomes an error that says what to do, and repeats nothing that WeChat said."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from connectors.interface import AccessError, QuotaError, SourceFailedError, UnavailableError
from connectors.sources.wechat import codes
from connectors.sources.wechat.refusals import refusal
from connectors.sources.wechat.wire import Reply

NOW = datetime(2026, 11, 22, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("known", "kind"),
    [
        (codes.ACCESS, AccessError),
        ({codes.DAY_QUOTA, codes.MINUTE_QUOTA}, QuotaError),
        (codes.OURS, SourceFailedError),
        ({codes.BUSY, 12345}, UnavailableError),
    ],
)
def test_the_kind_of_error(known, kind: type[Exception]):
    """Each code has the error that says who can mend it, with a hint whose fields are there."""
    for code in known:
        error = refusal(Reply(code, {}, "60196b9b-4c5ba79c-066b49c8"), "某市发布", NOW)
        assert isinstance(error, kind)
        assert "某市发布" in str(error)
        assert error.hint.format(**error.params)


def test_the_request_can_be_looked_up():
    """An error without a meaning of its own shows the code and the rid."""
    error = refusal(Reply(12345, {}, "60196b9b-4c5ba79c-066b49c8"), "某市发布", NOW)
    assert "12345" in str(error)
    assert "60196b9b-4c5ba79c-066b49c8" in str(error)


def test_the_day_ends_at_midnight_in_beijing():
    """A used-up day ends at the next 00:00 in Beijing."""
    error = refusal(Reply(codes.DAY_QUOTA, {}), "某市发布", NOW)
    assert error.until == datetime(2026, 11, 22, 16, tzinfo=UTC)
