"""A check as lines on a terminal, rows in a pipe, and a document for machines."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Any

from ranking.i18n import Translator
from ranking.model.check import Flag, MonthCheck, Severity
from ranking.render.check_view import FlagView, FlagWords, KindView, check_view, flag_view
from ranking.render.layout import cut, wrap
from ranking.render.tables import Column

SHOWN = 5
"""Flags of one kind on a terminal; the sheet and the JSON have all of them."""
_COLUMNS = ("severity", "area", "code", "unit", "account", "name", "finding")
_POST_COLUMNS = ("post", "title", "published", "url", "evidence")
_INDENT = 2


def check_lines(
    check: MonthCheck, tr: Translator, names: Mapping[str, str], width: int
) -> Iterator[str]:
    """Yield the check for a terminal of so many cells, the worst first; no line is wider."""
    view = check_view(check, tr, names)
    yield wrap(f"{view.title} · {view.subtitle}", width)
    for text in (view.warning, view.basis):
        if text:
            yield wrap(text, width)
    for severity in view.severities:
        if severity.count:
            yield ""
            yield cut(f"== {severity.name} ({severity.count})", width)
        for area, kinds in groupby(severity.kinds, key=lambda kind: kind.area):
            yield from ("", cut(f"-- {area}", width))
            for kind in kinds:
                yield from _kind(kind, tr, width)
    yield ""
    for text in view.not_checked:
        yield wrap(tr("not checked: {what}", what=text), width)
    yield wrap(_summary(check, tr), width)


def check_rows(
    check: MonthCheck, tr: Translator, names: Mapping[str, str]
) -> tuple[list[Column], list[dict[str, object]]]:
    """Return columns and rows for a pipe, one row a flag; ``evidence`` is JSON."""
    words = FlagWords(check, tr, names)
    columns = [Column(name, name) for name in (*_COLUMNS, *_POST_COLUMNS)]
    return columns, [_row(flag, check, words) for flag in check.flags]


def check_document(check: MonthCheck, tr: Translator, names: Mapping[str, str]) -> dict[str, Any]:
    """Return everything; sentences alone are in the reader's language."""
    words = FlagWords(check, tr, names)
    return {
        "list": check.list_id,
        "month": check.month,
        "revision": check.revision,
        "state": check.state,
        "synthetic": check.synthetic,
        "checked_at": check.checked_at,
        "posts": check.posts,
        "accounts": check.accounts,
        "units": check.units,
        "history": list(check.history),
        "settings": dict(check.settings),
        "counts": {severity.value: len(check.of(severity)) for severity in Severity},
        "flags": [_flag(flag, words) for flag in check.flags],
        "not_checked": [
            {"area": one.area.value, "sentence": tr(one.template, **one.params)}
            for one in check.not_checked
        ],
    }


def _kind(kind: KindView, tr: Translator, width: int) -> Iterator[str]:
    for view in kind.flags[:SHOWN]:
        yield from _flag_lines(view, tr, width)
    if len(kind.flags) > SHOWN:
        more = tr("and {more} more of this kind", more=len(kind.flags) - SHOWN)
        yield _indented(more, width)
    yield _indented(f"→ {kind.hint}", width)


def _flag_lines(view: FlagView, tr: Translator, width: int) -> Iterator[str]:
    both = {"subject": view.subject, "sentence": view.sentence}
    yield _indented(tr("{subject}: {sentence}", **both) if view.subject else view.sentence, width)
    if view.post:
        yield cut(" " * 2 * _INDENT + f"{view.published} {view.post}", width)


def _indented(text: str, width: int) -> str:
    lines = wrap(text, max(width - _INDENT, 1)).split("\n")
    return "\n".join(" " * _INDENT + one for one in lines)


def _summary(check: MonthCheck, tr: Translator) -> str:
    return tr(
        "{serious} serious, {warnings} warnings, {infos} for information. No score was changed.",
        serious=len(check.of(Severity.SERIOUS)),
        warnings=len(check.of(Severity.WARNING)),
        infos=len(check.of(Severity.INFO)),
    )


def _row(flag: Flag, check: MonthCheck, words: FlagWords) -> dict[str, object]:
    view = flag_view(flag, words)
    return {
        "severity": flag.severity.value,
        "area": flag.area.value,
        "code": flag.code,
        "unit": flag.unit,
        "account": flag.account,
        "name": check.names.get(flag.account or ""),
        "finding": view.sentence,
        "post": flag.post.post_id if flag.post else None,
        "title": view.post,
        "published": view.published,
        "url": view.url,
        "evidence": json.dumps(dict(flag.evidence), ensure_ascii=False),
    }


def _flag(flag: Flag, words: FlagWords) -> dict[str, Any]:
    post = flag.post
    return {
        "code": flag.code,
        "area": flag.area.value,
        "severity": flag.severity.value,
        "unit": flag.unit,
        "account": flag.account,
        "post": vars(post) if post else None,
        "evidence": dict(flag.evidence),
        "sentence": words.sentence(flag),
    }
