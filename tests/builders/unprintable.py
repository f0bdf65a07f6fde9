"""A small month of an office one of whose units has a name that no font of PDF and PNG can set."""

from __future__ import annotations

from pathlib import Path

from ranking.publish_rules import Format
from tests.builders.files import ROSTER, WEIBO, weibo_row, write_csv

UNIT = "🎉区"


def files(folder: Path) -> tuple[Path, Path]:
    """Write roster and posts of May 2020: two units, an account and a post each."""
    units = enumerate((UNIT, "乙区"))
    accounts = [("微博", 100 + n, f"账号{n}", unit, "各区") for n, unit in units]
    roster = write_csv(folder / "名册.csv", ROSTER, accounts)
    return roster, write_csv(folder / "微博.csv", WEIBO, [weibo_row(1, 100), weibo_row(9, 101)])


def publish_as(home: Path, *formats: Format) -> None:
    """Let the list of a workspace be published in these formats."""
    path = home / "config" / "lists" / "main.toml"
    named = ", ".join(f'"{name}"' for name in formats)
    path.write_text(f"{path.read_text('utf-8')}\n[publish]\nformats = [{named}]\n", "utf-8")
