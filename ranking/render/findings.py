"""Findings a person reads one after the other: whole sentences, never cut to a column."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from rich.cells import cell_len

from ranking.i18n import Translator
from ranking.render.safe import line


def health_lines(rows: Sequence[Mapping[str, str]]) -> Iterator[str]:
    """Yield a line a check (state, check, found), and below it what to do."""
    state = max((cell_len(row["state"]) for row in rows), default=0)
    check = max((cell_len(row["check"]) for row in rows), default=0)
    for row in rows:
        head = f"{_padded(row['state'], state)}  {_padded(row['check'], check)}  "
        yield head + line(row["found"])
        if row["todo"]:
            yield " " * (state + check + 4) + f"→ {line(row['todo'])}"


def rejected_lines(rows: Sequence[Mapping[str, object]], tr: Translator) -> Iterator[str]:
    """Yield two lines a row that was set aside: where and what, then why and what to do."""
    for row in rows:
        place = {name: line(str(row[name] or "-")) for name in ("file_name", "column", "value")}
        yield tr(
            "#{id} {status}: {file_name}, row {row}, {column} = '{value}'",
            id=row["id"],
            status=row["status"],
            row=row["row"],
            **place,
        )
        whose = f"{line(str(row['account']))}: " if row["account"] else ""
        yield f"    {whose}{line(str(row['why']))}"


def _padded(text: str, width: int) -> str:
    return text + " " * (width - cell_len(text))
