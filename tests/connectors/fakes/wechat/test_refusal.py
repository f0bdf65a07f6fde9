"""The body of a refusal."""

from __future__ import annotations

from connectors.fakes.wechat.refusal import TEXTS, RefusedError


def test_every_code_has_a_text():
    """Each known code has its text, an unknown one some text; all end in the rid."""
    for code in (*TEXTS, 12345):
        body = RefusedError(code).body("203.0.113.7", "a-b-c")
        assert body["errcode"] == code
        assert body["errmsg"].endswith(" rid: a-b-c")
        assert "{" not in body["errmsg"]
