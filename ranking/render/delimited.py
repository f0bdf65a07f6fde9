"""Boards as TSV and CSV, at full precision."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence

from ranking.render.boards import BoardView, RowView
from ranking.render.labels import Labels
from ranking.render.safe import csv_cell
from ranking.render.view import EditionView

Cell = str | int | float | None


def tsv(view: EditionView) -> str:
    """Return all boards as one TSV table headed by ids; an empty count was not observed."""
    features = _features(view)
    header = [*_KEYS, *features, "lower_bounds", "missing", "synthetic"]
    rows = ("\t".join(map(_plain, row)) for row in _rows(view, list(features), by_id=True))
    return "\n".join(["\t".join(header), *rows]) + "\n"


def csv_bytes(view: EditionView) -> bytes:
    """Return the same table for Excel and WPS: UTF-8 with BOM, RFC 4180, no live formulas."""
    features, words = _features(view), view.labels
    header = [
        *_headings(words),
        *features.values(),
        words.lower_bounds,
        words.missing,
        words.synthetic,
    ]
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(map(csv_cell, header))
    for row in _rows(view, list(features), by_id=False):
        writer.writerow(csv_cell(c) if isinstance(c, str) else _plain(c) for c in row)
    return text.getvalue().encode("utf-8-sig")


_KEYS = ("index", "group", "rank", "change", "unit", "value", "bonus", "total", "previous_rank")


def _headings(words: Labels) -> tuple[str, ...]:
    return (
        words.board,
        words.group,
        words.rank,
        words.change,
        words.unit,
        words.index,
        words.bonus,
        words.total,
        words.previous,
    )


def _features(view: EditionView) -> dict[str, str]:
    """Return feature id → label over all boards."""
    return {feature.id: feature.label for board in view.boards for feature in board.features}


def _rows(view: EditionView, features: Sequence[str], *, by_id: bool) -> Iterator[list[Cell]]:
    for board in view.boards:
        for row in board.rows:
            yield [
                board.index if by_id else board.index_name,
                board.group,
                row.rank.value,
                row.change.text,
                row.unit,
                row.index.value,
                row.bonus.value,
                row.total.value,
                row.previous.value,
                *_counts(board, row, features),
                _with_status(board, row, "lower_bound", by_id),
                _with_status(board, row, "missing", by_id),
                "true" if view.synthetic else "false",
            ]


def _counts(board: BoardView, row: RowView, features: Sequence[str]) -> list[Cell]:
    known = {f.id: c.value for f, c in zip(board.features, row.counts, strict=True)}
    return [known.get(feature) for feature in features]


def _with_status(board: BoardView, row: RowView, status: str, by_id: bool) -> str:
    pairs = zip(board.features, row.counts, strict=True)
    return "; ".join(f.id if by_id else f.label for f, c in pairs if c.status == status)


def _plain(cell: Cell) -> str:
    if cell is None:
        return ""
    return repr(cell) if isinstance(cell, float) else str(cell)
