"""Campaigns as office staff keep them: a CSV table with one campaign a row."""

from __future__ import annotations

import csv
import io
import re
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from ranking.config_file import Fault, faulty
from ranking.errors import ConfigError
from ranking.model.names import clean, key

_COLUMNS = {
    "编号": "id",
    "名称": "name",
    "开始": "start",
    "结束": "end",
    "关键词": "keywords",
    "话题": "hashtags",
    "每篇加分": "points_per_post",
    "上限": "cap",
}
_REQUIRED = ("名称", "开始", "结束", "每篇加分", "上限")
_SEPARATORS = re.compile("[、,，;；|]")
_DATE = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")


def read_campaign_table(path: Path) -> dict[str, Any]:
    """Return the rows of a CSV file in the shape of a campaign TOML file.

    Columns 编号 (default: the name), 名称, 开始, 结束, 关键词, 话题, 每篇加分, 上限, in any order;
    several words are separated by 、 , ; or |. Raises ConfigError with every fault by line.
    """
    rows = list(csv.reader(io.StringIO(_text(path))))
    header = [clean(cell) for cell in rows[0]] if rows else []
    missing = [name for name in _REQUIRED if name not in header]
    if missing:
        raise faulty(
            path, [Fault("1", f"no column {', '.join(missing)}; found: {', '.join(header)}")]
        )
    faults: list[Fault] = []
    found = [
        _campaign(dict(zip(header, row, strict=False)), number, faults)
        for number, row in enumerate(rows[1:], start=2)
        if any(cell.strip() for cell in row)
    ]
    if faults:
        raise faulty(path, faults)
    return {"campaigns": found}


def _text(path: Path) -> str:
    """Decode as UTF-8, else as GB18030, in which Excel saves CSV on a Chinese Windows."""
    content = path.read_bytes()
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise ConfigError(
        "'{path}' is neither UTF-8 nor GB18030 text.",
        path=str(path),
        hint="Save the table as CSV (UTF-8) and try again.",
    )


def _campaign(cells: dict[str, str], line: int, faults: list[Fault]) -> dict[str, Any]:
    row = {_COLUMNS[name]: clean(text) for name, text in cells.items() if name in _COLUMNS}
    result: dict[str, Any] = {"id": row.get("id") or row["name"], "name": row["name"]}
    for chinese, name in _COLUMNS.items():
        text, place = row.get(name, ""), f"{line} {chinese}"
        if name in ("start", "end"):
            result[name] = _date(text, place, faults)
        elif name in ("points_per_post", "cap"):
            result[name] = _number(text, place, faults)
        elif name in ("keywords", "hashtags"):
            result[name] = [word.strip() for word in _SEPARATORS.split(text) if key(word)]
    return result


def _date(text: str, place: str, faults: list[Fault]) -> date | None:
    match = _DATE.fullmatch(text)
    try:
        return date(*map(int, match.groups())) if match else date.fromisoformat(text)
    except ValueError:
        faults.append(Fault(place, f"'{text}' is not a date, write it as 2026-10-01"))
        return None


def _number(text: str, place: str, faults: list[Fault]) -> Decimal | None:
    try:
        return Decimal(text)
    except InvalidOperation:
        faults.append(Fault(place, f"'{text}' is not a number"))
        return None
