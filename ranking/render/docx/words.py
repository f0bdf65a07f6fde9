"""The words a document needs beside those of the view, in its language."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from ranking.i18n import Translator
from ranking.model.month import SHANGHAI

_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_DIGITS = "〇一二三四五六七八九"


@dataclass(frozen=True)
class Words:
    """Headings of the attachments; ``{n}`` and ``{index}`` are filled in."""

    attachment: str
    attachments: str
    item: str
    remark: str
    method: str
    explanation: str


def document_words(tr: Translator) -> Words:
    """Return the words in the language of ``tr``."""
    return Words(
        attachment=tr("Attachment {n}"),
        attachments=tr("Attachments:"),
        item=tr("Item"),
        remark=tr("Remark"),
        method=tr("How {index} is computed"),
        explanation=tr("Method, data and notes"),
    )


def day(instant: datetime, language: str) -> str:
    """Return the day in Shanghai as a document is dated: 2026年11月4日, 4 November 2026."""
    local = instant.astimezone(SHANGHAI)
    if language == "zh":
        return f"{local.year}年{local.month}月{local.day}日"
    return f"{local.day} {_MONTHS[local.month - 1]} {local.year}"


def first_level(number: int, language: str) -> str:
    """Return what stands before a heading: ``一、`` or ``1.``."""
    return f"{chinese(number)}、" if language == "zh" else f"{number}. "


def second_level(number: int, language: str) -> str:
    """Return what stands before a heading of the second level: ``（一）`` or ``(1)``."""
    return f"（{chinese(number)}）" if language == "zh" else f"({number}) "


def chinese(number: int) -> str:
    """Return 1 to 99 in Chinese: 一, 十, 十一, 二十, 二十一; beyond that as digits."""
    if not 1 <= number <= 99:
        return str(number)
    tens, ones = divmod(number, 10)
    head = "" if not tens else "十" if tens == 1 else f"{_DIGITS[tens]}十"
    return head + (_DIGITS[ones] if ones else "")
