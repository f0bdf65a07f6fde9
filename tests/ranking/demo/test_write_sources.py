"""The source files and secrets of the live demo."""

from __future__ import annotations

import os
import tomllib
from pathlib import Path

import pytest

from ranking.demo.write_sources import write_wechat, write_weibo
from ranking.source_files import load_source_file

_URL = "http://127.0.0.1:50001"


def test_the_wechat_file_is_a_source_with_a_secret_an_account(tmp_path: Path) -> None:
    """The file names each account's AppID and where its secret is, and the secret is there."""
    secrets = {"demo_a_01": "secret-a", "demo_b_01": "secret-b"}
    path = write_wechat(tmp_path, _URL, {"demo_a_01": "wxa", "demo_b_01": "wxb"}, secrets)
    source = load_source_file(path)
    assert (source.kind, source.base_url) == ("wechat", _URL)
    assert source.accounts == {"demo_a_01": "wxa", "demo_b_01": "wxb"}
    place = source.credentials["secret"].removeprefix("file:")
    for name, secret in secrets.items():
        kept = tmp_path / place.replace("{account}", name)
        assert kept.read_text("utf-8").strip() == secret


def test_the_weibo_file_is_a_source_with_a_token_an_account(tmp_path: Path) -> None:
    """No account is listed: every one on Weibo is collected, each with its own token."""
    path = write_weibo(tmp_path, _URL, {"9000000001": "token-1"})
    source = load_source_file(path)
    assert (source.kind, source.base_url, source.accounts) == ("weibo", _URL, {})
    place = source.credentials["token"].removeprefix("file:")
    assert (tmp_path / place.replace("{account}", "9000000001")).read_text("utf-8") == "token-1\n"


def test_both_files_say_that_they_are_synthetic_and_hold_no_secret(tmp_path: Path) -> None:
    """Whoever opens one learns that nobody answers there any more; secrets are elsewhere."""
    wechat = write_wechat(tmp_path, _URL, {"demo_a_01": "wxa"}, {"demo_a_01": "canary-a"})
    weibo = write_weibo(tmp_path, _URL, {"9000000001": "canary-b"})
    for path in (wechat, weibo):
        text = path.read_text("utf-8")
        assert "演示数据（合成）" in text
        assert "synthetic and answered only while the demo ran" in text
        assert "合成" in tomllib.loads(text)["title"]
        assert "canary" not in text


@pytest.mark.skipif(os.name != "posix", reason="Windows has no such rights")
def test_secrets_are_for_their_owner_alone(tmp_path: Path) -> None:
    """Neither the files nor their folders are open to others."""
    write_weibo(tmp_path, _URL, {"9000000001": "token-1"})
    secrets = tmp_path / "secrets"
    modes = {path: path.stat().st_mode & 0o777 for path in (secrets, *secrets.rglob("*"))}
    assert modes == {
        secrets: 0o700,
        secrets / "weibo": 0o700,
        secrets / "weibo" / "9000000001": 0o600,
    }
