"""From the place of an address to a message."""

from __future__ import annotations

from pathlib import Path

import pytest

from ranking.errors import HookError
from ranking.wiring.webhooks import send_webhook
from tests.builders.http_server import answer, response, serving


def test_an_address_comes_from_a_variable_or_a_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """White space around it does not count."""
    with serving(answer({"a": 1}), response(b"ok")) as server:
        monkeypatch.setenv("ROBOT", server.url)
        assert send_webhook("env:ROBOT", {}) == {"a": 1}
        (tmp_path / "robot").touch(mode=0o600)
        (tmp_path / "robot").write_text(f" {server.url}\n")
        assert send_webhook(f"file:{tmp_path / 'robot'}", {}) is None


def test_what_goes_wrong_is_an_error_of_govrank_without_the_address(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The layers above know no other; an address open to all is not used."""
    monkeypatch.setenv("ROBOT", "http://robot.example.com/s3cr3t-k3y")
    (tmp_path / "robot").write_text("https://robot.example.com/s3cr3t-k3y")
    (tmp_path / "robot").chmod(0o644)
    for place in ("env:ROBOT", f"file:{tmp_path / 'robot'}", "env:NOT_THERE", "file:/not/there"):
        with pytest.raises(HookError) as caught:
            send_webhook(place, {})
        assert caught.value.hint_text()
        assert "s3cr3t" not in str(caught.value) + caught.value.hint_text()
