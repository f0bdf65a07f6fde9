"""Sources of a month's articles that no channel is yet, and a table of them to fill in."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ranking.errors import UsageError
from ranking.model.near_names import NearNames
from ranking.model.reprint_matching import UnknownChannel
from ranking.model.vocabulary import CHANNEL_TYPE_NAMES, ChannelType
from ranking.render.safe import csv_cell
from ranking.workflow.channels import list_channels
from ranking.workflow.reprint_unknown import unknown_channels
from ranking.workflow.whole_file import replace_file
from ranking.workflow.workspace import Workspace

HEADER = (
    *("渠道名称", "渠道类型", "层级", "权重", "别名"),
    *("文章篇数", "采用篇数", "待核篇数", "文章示例", "相近的已知渠道"),
)
"""Of a channel table, and what is known of the source, which an import passes over."""


@dataclass(frozen=True)
class UnknownSource:
    """A source that no channel is, and names of channels that it may be a name of, best first."""

    source: UnknownChannel
    near: tuple[str, ...]


def unknown_sources(workspace: Workspace, month: str) -> list[UnknownSource]:
    """Return the month's unknown sources, most accepted first. Raises as unknown_channels does."""
    found = unknown_channels(workspace, month)
    known = list_channels(workspace) if found else []
    near = NearNames(name for one in known for name in (one.name, *one.aliases))
    return [UnknownSource(one, near.like(one.name)) for one in found]


def write_channel_table(sources: Sequence[UnknownSource], path: Path) -> None:
    """Write a channel table of the sources, to be filled in and imported.

    What is there already stays. Raises UsageError for a name that ends otherwise than .csv, a file
    that exists or cannot be written.
    """
    _check_name(path)
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(HEADER)
    writer.writerows(map(_row, sources))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        replace_file(path, text.getvalue().encode("utf-8-sig"))
    except OSError as error:
        raise UsageError(
            "'{file}' cannot be written: {reason}.",
            file=str(path),
            reason=error.strerror or error,
            hint="Name a file in a folder you may write to; check that the disk is not full.",
        ) from error


def _check_name(path: Path) -> None:
    if path.suffix.lower() != ".csv":
        raise UsageError(
            "'{file}' does not end in .csv.",
            file=str(path),
            hint="Write for instance --export 待补渠道.csv.",
        )
    if path.exists():
        raise UsageError(
            "'{file}' exists, and may have been filled in.",
            file=str(path),
            hint="Import it with 'govrank channels import' first, or name another file.",
        )


def _row(found: UnknownSource) -> list[str | int]:
    one = found.source
    kind = CHANNEL_TYPE_NAMES[ChannelType(one.type)] if one.type else ""
    described = [csv_cell(one.name), kind, "", "", ""]
    near = "、".join(map(csv_cell, found.near))
    return [*described, one.articles, one.accepted, one.doubtful, csv_cell(one.example), near]
