"""The source files and secrets with which the demo collects from its synthetic platforms."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from ranking.demo.units import LABEL

_HEAD = f"""# {LABEL} / synthetic
# 此处的平台是合成的，只在演示运行期间应答；现在采集会报告无法连接。
# 正式使用时删去 base_url，并换上本单位的账号与密钥。
# The platform at this address is synthetic and answered only while the demo ran: to collect from it
# now fails. For real use take base_url away and put your own accounts and secrets in place."""
_WECHAT = """{head}
kind = "wechat"
title = "微信公众号官方接口（演示，合成平台）"
base_url = "{url}"

[credentials]
secret = "file:secrets/wechat/{{account}}"

[accounts]
{accounts}
"""
_WEIBO = """{head}
# 合成微博不受“最新五条”所限，每日可调用次数也不止一百次；真实接口不是这样。
# Unlike the real one, this Weibo gives more than the newest five posts, and more than 100 calls
# an account and day.
kind = "weibo"
title = "微博官方接口（演示，合成平台）"
base_url = "{url}"

[credentials]
token = "file:secrets/weibo/{{account}}"
"""


def write_wechat(
    home: Path, url: str, appids: Mapping[str, str], secrets: Mapping[str, str]
) -> Path:
    """Write the source file and an AppSecret an account; both mappings are by native id."""
    _write_secrets(home / "secrets" / "wechat", secrets)
    accounts = "\n".join(f'{name} = "{appid}"' for name, appid in appids.items())
    text = _WECHAT.format(head=_HEAD, url=url, accounts=accounts)
    return _write(home / "config" / "sources" / "wechat.toml", text)


def write_weibo(home: Path, url: str, tokens: Mapping[str, str]) -> Path:
    """Write the source file and an access token an account (by native id)."""
    _write_secrets(home / "secrets" / "weibo", tokens)
    text = _WEIBO.format(head=_HEAD, url=url)
    return _write(home / "config" / "sources" / "weibo.toml", text)


def _write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")
    return path


def _write_secrets(folder: Path, secrets: Mapping[str, str]) -> None:
    """Write a file a secret that its owner alone may read, from the first byte on."""
    for made in (folder.parent, folder):
        made.mkdir(mode=0o700, exist_ok=True)
    for name, secret in secrets.items():
        path = folder / name
        path.touch(mode=0o600)
        path.write_text(secret + "\n", encoding="utf-8")
