"""The demo's list, campaigns and vendor mapping as configuration files."""

from __future__ import annotations

from pathlib import Path

from ranking.demo.themes import Theme
from ranking.demo.units import BUREAU_GROUP, DISTRICT_GROUP, LABEL, ORGANISER
from ranking.demo.write_vendor import VENDOR_COLUMNS

_LIST = f"""# {LABEL}：合成数据，非真实榜单 / synthetic data, not a real leaderboard

id = "main"
title = "上海政务新媒体传播影响力榜（演示数据，合成，非真实榜单）"
offices = ["{ORGANISER[0]}"]
groups = ["{DISTRICT_GROUP}", "{BUREAU_GROUP}"]
synthetic = true
notes = ["{LABEL}：账号、稿件、转载和计数均为程序生成，与任何单位的真实情况无关。"]

[[boards]]
index = "communication"

[[boards]]
index = "influence"

[[methods]]
id = "shanghai"
from = "2017-01"

[[not_ranked]]
unit = "{ORGANISER[0]}"
reason = "作为主办单位不参评"
"""


def write_list(folder: Path) -> Path:
    """Write the list file; its id is ``main``, so that it takes the place of the shipped list."""
    return _write(folder / "lists" / "main.toml", _LIST)


def write_campaigns(folder: Path, themes: tuple[Theme, ...]) -> tuple[Path, ...]:
    """Write one campaign file a theme."""
    return tuple(
        _write(folder / "campaigns" / f"{theme.id}.toml", _campaign(theme)) for theme in themes
    )


def write_mapping(folder: Path) -> Path:
    """Write the mapping that says which column of the vendor's workbook means what."""
    return _write(folder / "sources" / "demo-vendor.toml", _mapping())


def _campaign(theme: Theme) -> str:
    return f"""# {LABEL} / synthetic
id = "{theme.id}"
name = "{theme.name}"
start = {theme.start}
end = {theme.end}
keywords = ["{theme.keyword}"]
hashtags = ["{theme.hashtag}"]
points_per_post = {theme.points_per_post}
cap = {theme.cap}
reprint_tiers = [{{ at_least = 100, points = {theme.points_per_post} }}]
"""


def _mapping() -> str:
    columns = "\n".join(f'{name} = ["{header}"]' for name, header in VENDOR_COLUMNS.items())
    return f"""# {LABEL} / synthetic
id = "demo-vendor"
title = "第三方平台稿件明细（演示）"
dataset = "posts"

[recognise]
headers = ["阅读量", "在看量", "分享量"]

[columns]
{columns}

[values]
platform = "微信"
"""


def _write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")
    return path
