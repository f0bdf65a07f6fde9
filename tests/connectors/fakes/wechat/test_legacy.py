"""The six interfaces that are no more, and what they once said."""

from __future__ import annotations

import pytest

from connectors.fakes.wechat.legacy import OLD
from tests.builders.wechat import DAY, TODAY, Office

YESTERDAY = {"begin_date": str(TODAY - DAY), "end_date": str(TODAY - DAY)}


@pytest.mark.parametrize("path", OLD)
def test_offline(ask, path: str):
    """Each of the six says that it is offline."""
    assert ask(path, YESTERDAY)["errcode"] == 47009


@pytest.mark.parametrize("path", OLD)
def test_once(ask, office: Office, path: str):
    """Switched on, each answers within its own span of days."""
    office.publish(TODAY - DAY, 1, settles=0)
    office.state.doubts.legacy_answers = True
    (row,) = ask(path, YESTERDAY)["list"]
    figures = row.get("details", [row])[0]
    assert figures["share_user"] == 40
    assert figures["share_count"] == 48
    assert ("ref_hour" in row) == path.endswith("hour")
    long = {**YESTERDAY, "begin_date": str(TODAY - 8 * DAY)}
    assert ask(path, long)["errcode"] == 61501
    assert ask(path, {})["errcode"] == 61500
