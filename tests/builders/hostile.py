"""Texts that break what prints them, and the real names that look as if they did."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

_ANY = TypeVar("_ANY")

HOSTILE = (
    "[bold red]markup[/] [link=http://x]",
    "\x1b[31mred\x1b[0m \x1b]0;owned\x07bell \x9b2J",
    "\u202egnp.exe\u2066\u200f 隐藏\u200b字",
    '=HYPERLINK("http://x","点我")',
    "＝1+1",
    "+SUM(A1)",
    "-2+3",
    "@cmd",
    "\t=1+1",
    "\r\n=2+2",
    "名" * 300,
    "a\x00b\x07c\ud800d\ufffee",
    "左|右`code`<script>alert(1)</script>",
    "第一行\n第二行",
    "鄠邑区硚口区洺堃𠮷野家",
    "_x0041_ 'quote\" , ; 逗号",
    "https://example.com/?a=1",
    "{0} {unit} %s \\n",
    "\"><img src=x onerror=alert(1)>'",
    "</script></style></title><svg onload=alert(1)>]]>&amp;--!>",
    "javascript:alert(1)",
    "../../../etc/passwd",
    "C:\\Windows\\..\\CON.txt",
    "# 标题 **粗** [链接](http://x) ![图](http://x) - | $x$ #let x = 1",
    "{{ 7*7 }} {% raw %} ${jndi}",
    "鄠邑 硚口 洺 堃 𬭩 𫭟",
)
"""Markup, escapes, directions, formulas, lengths, controls, paths, templates, rare names."""
_TEXTS = {
    *("unit", "group", "dropped", "account", "account_name", "name", "name_zh", "name_en"),
    *("title", "offices", "footnotes", "index_name", "topic", "url", "post_id", "channel_id"),
    *("engine", "version", "note", "text", "rules", "source", "reason", "unknown", "formula"),
}
"""Fields that hold text from outside: names, titles, addresses, notes."""


def spoiled(value: _ANY) -> _ANY:
    """Return data with something hostile in the place of every text from outside."""
    return _Spoiler().spoiled(value)


class _Spoiler:
    """Puts something hostile in the place of every text; equal texts stay equal."""

    def __init__(self) -> None:
        self._known: dict[str, str] = {}

    def spoiled(self, value: _ANY, field: str = "") -> _ANY:
        """Return the value with its texts replaced; ``field`` is the name it stands under."""
        found: Any = value
        if type(value) is str:  # not a word of an enumeration
            found = self._hostile(value) if field in _TEXTS and value else value
        elif isinstance(value, tuple):
            found = tuple(self.spoiled(item, field) for item in value)
        elif isinstance(value, Mapping):
            found = self._mapping(value, field)
        elif is_dataclass(value) and not isinstance(value, type):
            parts = {f.name: self.spoiled(getattr(value, f.name), f.name) for f in fields(value)}
            found = replace(value, **parts)
        return found  # type: ignore[no-any-return]

    def _mapping(self, value: Mapping[str, Any], field: str) -> dict[str, Any]:
        """Names of units stand as keys; names of features and what notes tell as values."""
        inner = "text" if field in ("names", "params") else ""
        return {
            self._hostile(key) if field == "units" else key: self.spoiled(item, inner)
            for key, item in value.items()
        }

    def _hostile(self, text: str) -> str:
        number = len(self._known)
        turn = number // len(HOSTILE)
        new = HOSTILE[number % len(HOSTILE)] + (f" {turn}" if turn else "")
        return self._known.setdefault(text, new)
