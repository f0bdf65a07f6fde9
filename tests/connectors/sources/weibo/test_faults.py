"""Accidents of the network and answers that are no answers: nothing is lost in silence."""

from __future__ import annotations

import json
import traceback

import pytest

from connectors.errors import ConnectorError
from connectors.fakes.faults import Fault
from connectors.interface import UnavailableError
from tests.connectors.sources.weibo.conftest import UID, make_posts, rows_of


@pytest.fixture
def posts(state):
    """Three posts of the account, published."""
    made = make_posts(3)
    state.publish(*made)
    return made


@pytest.mark.parametrize("fault", [Fault.RESET, Fault.CUT, Fault.BAD_GATEWAY, Fault.LOGIN_PAGE])
def test_one_broken_answer_loses_nothing(state, own, read, posts, fault):
    """After one accident of the network the rows are those of an undisturbed run."""
    whole = rows_of(read(own))
    state.faults.waiting.append(fault)
    assert rows_of(read(own)) == whole


@pytest.mark.parametrize("fault", [Fault.RESET, Fault.CUT, Fault.BAD_GATEWAY, Fault.LOGIN_PAGE])
def test_endless_broken_answers_are_said(state, own, read, posts, fault):
    """Where no try succeeds, the run ends with an error and gives no rows."""
    state.faults.waiting.extend([fault] * 50)
    with pytest.raises(UnavailableError):
        read(own)


@pytest.mark.parametrize("answer", ["[]", "{}", '{"statuses": null}', '{"statuses": {}}'])
def test_an_answer_of_another_shape_is_no_data(own, read, monkeypatch, http, answer):
    """A sound JSON document without the list of posts is an error, not an empty timeline."""
    real = http.get

    def get(url, **given):
        found = real(url, **given)
        return type(found)(200, json.loads(answer), found.headers)

    monkeypatch.setattr(http, "get", get)
    with pytest.raises(UnavailableError):
        read(own)


@pytest.mark.parametrize("code", [21332, 10001, 10023, 10022, 99999])
def test_secrets_are_nowhere(state, own, read, posts, caplog, code):
    """No token in messages, parameters, tracebacks or logs at the most talkative level."""
    caplog.set_level("DEBUG")
    state.switches.closed["statuses/user_timeline"] = code
    with pytest.raises(ConnectorError) as caught:
        read(own)
    error = caught.value
    seen = [repr(error.params), error.hint, *traceback.format_exception(error), caplog.text]
    assert f"token-{UID}" not in "\n".join(seen) + repr(vars(own))
