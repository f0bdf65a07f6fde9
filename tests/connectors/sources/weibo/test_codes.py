"""Which answers are errors, and what each asks for."""

from __future__ import annotations

import pytest

from connectors.http.client import Answer
from connectors.sources.weibo.codes import Fault, Reaction, fault_in


@pytest.mark.parametrize(
    ("code", "reaction"),
    [
        (10001, Reaction.RETRY),
        (10004, Reaction.SETTING),
        (10005, Reaction.CAPABILITY),
        (10022, Reaction.HOUR),
        (10023, Reaction.DAY),
        (10024, Reaction.ENDPOINT),
        (20101, Reaction.GONE),
        (21327, Reaction.AUTHORISE),
        (21331, Reaction.RETRY),
        (21335, Reaction.OTHER_ACCOUNT),
        (77777, Reaction.UNKNOWN),
    ],
)
@pytest.mark.parametrize("kind", [int, str])
def test_a_code_asks_for_one_reaction(code, reaction, kind):
    """Numbers and strings are the same code, whatever the status."""
    answer = Answer(200, {"error": "x", "error_code": kind(code)}, {})
    assert fault_in(answer) == Fault(code, reaction)


@pytest.mark.parametrize("code", [None, "", "x", [], {}])
def test_an_error_without_a_code_is_still_one(code):
    """A body that says ``error`` is never data."""
    assert fault_in(Answer(200, {"error": "x", "error_code": code}, {})) == Fault(
        0, Reaction.UNKNOWN
    )


@pytest.mark.parametrize("data", [[], {}, {"statuses": []}])
def test_data_with_an_error_status_are_no_data(data):
    """A status of 400 and more without an error body is an unknown error."""
    assert fault_in(Answer(400, data, {})) == Fault(0, Reaction.UNKNOWN)
    assert fault_in(Answer(200, data, {})) is None
