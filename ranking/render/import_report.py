"""What became of an imported file, in sentences."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ranking.i18n import Translator
from ranking.render.safe import line


def summary(report: Mapping[str, Any], reasons: Mapping[str, str], tr: Translator) -> Iterator[str]:
    """Yield one line of figures and a line for everything that needs a person's attention.

    ``report`` has the fields of FileReport; ``reasons`` maps codes to English sentences.
    """
    yield tr(
        "{file} ({kind}): {rows} rows read; {accepted} accepted, {quarantined} quarantined, "
        "{unregistered} unregistered, {duplicate} duplicate, {ignored} ignored",
        **{k: report[k] for k in ("rows", "accepted", "quarantined", "unregistered")},
        **{k: report[k] for k in ("duplicate", "ignored")},
        file=line(report["file"]),
        kind=report["kind"],
    )
    if report["months"]:
        yield tr("  months: {months}", months=", ".join(report["months"]))
    for code, count in {**report["reasons"], **report["flags"]}.items():
        yield tr("  {count} x {reason}", count=count, reason=tr(reasons.get(code, code)))
    for sheet, reason in report["skipped"]:
        yield tr("  sheet '{sheet}' left out: {reason}", sheet=line(sheet), reason=tr(reason))
    if report["resolved"]:
        yield tr("  {count} rows left the quarantine", count=report["resolved"])
