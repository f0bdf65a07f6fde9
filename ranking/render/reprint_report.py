"""What a matching of reprints found and changed, for people and for machines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from typing import Any

from ranking.i18n import Translator
from ranking.model.reprint_matching import MatchReport, UnknownChannel
from ranking.render.labels import channel_type_names, named, short
from ranking.render.layout import wrap
from ranking.render.network_cells import from_width
from ranking.render.reprint_words import evidence_names
from ranking.render.safe import line
from ranking.render.tables import Column

UNKNOWN_SHOWN = 10
"""Unknown sources on a terminal; a pipe, the JSON and ``channels unknown`` have all of them."""
_INDENT = 2
_VERDICTS = ("accepted", "doubtful", "rejected", "unmatched")
_CHANGES = ("added", "changed", "taken_back")


def report_lines(report: MatchReport, tr: Translator, width: int) -> Iterator[str]:
    """Yield the summary for a terminal of so many cells: what was found, then what it changed."""
    yield wrap(_headline(report, tr), width)
    for text in (_accepted(report, tr), _others(report, tr)):
        yield _indented(text, width)
    if report.title_only:
        text = tr(
            "{count} articles have no text and are known by their title alone, the weakest "
            "evidence; ask the vendor for texts",
            count=_many(report.title_only),
        )
        yield _indented(text, width)
    yield wrap(_change(report, tr), width)


def change_line(report: MatchReport, tr: Translator) -> str:
    """Return what a matching after decisions changed, and what still waits."""
    waiting = tr("{count} articles still wait for review.", count=_many(report.doubtful))
    return f"{_change(report, tr)} {waiting}"


def unknown_heading(report: MatchReport, tr: Translator) -> str:
    """Return what the unknown sources cost: articles that are reprints and do not count."""
    return tr(
        "{sources} sources are no known channel; {accepted} reprints in them do not count yet",
        sources=_many(len(report.unknown)),
        accepted=_many(sum(one.accepted for one in report.unknown)),
    )


def unknown_columns(tr: Translator, width: int) -> list[Column]:
    """Return the columns that a terminal of that width has room for."""
    return [
        Column("name", tr("source of articles"), flexible=True),
        *from_width(width, 60, Column("type", tr("type"))),
        Column("articles", tr("articles"), right=True),
        Column("accepted", tr("reprints"), right=True),
        *from_width(width, 60, Column("doubtful", tr("for review"), right=True)),
        *from_width(width, 90, Column("example", tr("for example"), flexible=True)),
    ]


def unknown_rows(unknown: Iterable[UnknownChannel], tr: Translator) -> list[dict[str, object]]:
    """Return a row a source, for a terminal; names and titles are cleaned and cut."""
    types = channel_type_names(tr)
    return [
        vars(one)
        | {"name": short(one.name), "example": short(one.example)}
        | {"type": named(types, one.type) if one.type else None}
        for one in unknown
    ]


def next_steps(report: MatchReport, tr: Translator) -> Iterator[str]:
    """Yield what to do next, a command a line, which is not broken: it is to be copied."""
    steps = (
        (
            report.unknown,
            tr("add the sources:"),
            "govrank channels unknown {month} --export 待补渠道.csv",
        ),
        (report.doubtful, tr("look and decide:"), "govrank reprints review {month}"),
        (True, tr("compute the month:"), "govrank draft {month}"),
    )
    for due, label, command in steps:
        if due:
            yield f"{label} {command.format(month=report.month)}"


def report_record(report: MatchReport) -> dict[str, Any]:
    """Return everything as plain values for JSON."""
    return asdict(report)


def report_table(report: MatchReport) -> tuple[list[Column], list[dict[str, object]]]:
    """Return columns and rows for a pipe: ``what``, of it ``name``, ``count``.

    Of a source also the ``type`` that its feed gives: one name may be that of two sources.
    """
    rows = [_row(name, "", getattr(report, name)) for name in ("posts", "articles", *_VERDICTS)]
    rows += [_row("evidence", name, count) for name, count in _evidence(report).items()]
    rows += [_row(name, "", getattr(report, name)) for name in ("title_only", *_CHANGES)]
    rows += [_row("unknown", one.name, one.articles) | {"type": one.type} for one in report.unknown]
    return [Column(key, key) for key in ("what", "name", "count", "type")], rows


def _row(what: str, name: str, count: int) -> dict[str, object]:
    return {"what": what, "name": name, "count": count}


def _evidence(report: MatchReport) -> Mapping[str, int]:
    """Return evidence → articles, the strongest first, without zeros."""
    known = evidence_names(Translator("en"))
    order = [*known, *sorted(report.evidence.keys() - known.keys())]
    return {name: report.evidence[name] for name in order if report.evidence.get(name)}


def _headline(report: MatchReport, tr: Translator) -> str:
    return tr(
        "{month}: {articles} articles looked at, against {posts} posts",
        month=report.month,
        articles=_many(report.articles),
        posts=_many(report.posts),
    )


def _accepted(report: MatchReport, tr: Translator) -> str:
    words = evidence_names(tr)
    parts = [
        tr("{what} {count}", what=named(words, name), count=_many(count))
        for name, count in _evidence(report).items()
    ]
    if not parts:
        return tr("reprints: {count}", count=_many(report.accepted))
    listed = tr(", ").join(parts)
    return tr("reprints: {count} (by {listed})", count=_many(report.accepted), listed=listed)


def _others(report: MatchReport, tr: Translator) -> str:
    return tr(
        "for review: {doubtful}; similar, but not a reprint: {rejected}; nothing of the posts in "
        "it: {unmatched}",
        doubtful=_many(report.doubtful),
        rejected=_many(report.rejected),
        unmatched=_many(report.unmatched),
    )


def _change(report: MatchReport, tr: Translator) -> str:
    if report.up_to_date:
        return tr("Nothing has changed since the last matching; nothing was written.")
    return tr(
        "Recorded: {added} reprints added, {changed} described anew, {taken_back} taken back.",
        **{name: _many(getattr(report, name)) for name in _CHANGES},
    )


def _indented(text: str, width: int) -> str:
    lines = wrap(line(text), max(width - _INDENT, 1)).split("\n")
    return "\n".join(" " * _INDENT + one for one in lines)


def _many(count: int) -> str:
    return f"{count:,}"
