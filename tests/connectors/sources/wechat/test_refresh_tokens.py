"""Refresh tokens in files: what WeChat gives is there for the next process."""

from __future__ import annotations

import pytest

from connectors.http.secrets import Secret
from connectors.interface import AccessError
from connectors.sources.wechat.refresh_tokens import FileRefreshTokens


@pytest.fixture
def kept(tmp_path):
    """One file an account, named by its AppID."""
    return FileRefreshTokens(lambda appid: f"file:{tmp_path / 'refresh' / appid}")


def test_an_account_that_never_authorised_has_none(kept):
    """No file is no error: the source says what to do."""
    assert kept.get("wx_1") is None


def test_a_token_that_was_put_is_there_for_the_next_process(kept, tmp_path):
    """Each account has its own, and the newest counts."""
    kept.put("wx_1", Secret("refreshtoken@@@1"))
    kept.put("wx_2", Secret("refreshtoken@@@2"))
    kept.put("wx_1", Secret("refreshtoken@@@3"))
    again = FileRefreshTokens(lambda appid: f"file:{tmp_path / 'refresh' / appid}")
    assert [again.get(appid).reveal()[-1] for appid in ("wx_1", "wx_2")] == ["3", "2"]


def test_a_place_that_cannot_take_the_next_token_is_refused_before_use():
    """A token of the environment would be lost with its first refresh."""
    with pytest.raises(AccessError) as caught:
        FileRefreshTokens(lambda _: "env:TOKEN").get("wx_1")
    assert "file:PATH" in caught.value.hint


def test_a_file_open_to_everybody_is_refused(kept, tmp_path):
    """A damaged or open file is an error; only a missing one is None."""
    kept.put("wx_1", Secret("refreshtoken@@@1"))
    (tmp_path / "refresh" / "wx_1").chmod(0o644)
    with pytest.raises(AccessError, match="every user"):
        kept.get("wx_1")
