"""What is read from an answer besides its data."""

from __future__ import annotations

import pytest

from tests.builders.wechat import Office

_LIVE = (
    "invalid ip 118.190.42.90 ipv6 ::ffff:118.190.42.90, not in whitelist "
    "rid: 60196b9b-4c5ba79c-066b49c8"
)


def _reply(office: Office, monkeypatch, text: str):
    answer = {"errcode": 40164, "errmsg": text}
    monkeypatch.setattr(office.fake, "_answer", lambda *_: answer)
    return office.wire().post("/x", {})


@pytest.mark.parametrize(
    ("text", "address", "rid"),
    [
        (
            _LIVE,
            "118.190.42.90",
            "60196b9b-4c5ba79c-066b49c8",
        ),
        ("invalid ip 2001:db8::1, not in whitelist", "2001:db8::1", ""),
        ("invalid ip <b>x</b> , not in whitelist rid: \x1b[31m", "", ""),
        ("", "", ""),
    ],
)
def test_address_and_rid(office: Office, monkeypatch, text: str, address: str, rid: str):
    """The refused address and the rid are taken from the text only where they look like such."""
    reply = _reply(office, monkeypatch, text)
    assert (reply.code, reply.address, reply.rid) == (40164, address, rid)


def test_repetitions_are_counted(office: Office):
    """A reply says how many requests it cost."""
    office.state.codes.extend([-1, -1])
    assert office.wire().post("/cgi-bin/stable_token", {"grant_type": "x"}).calls == 3
