"""All that is published of one edition, before it is put into words. Pure data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ranking.model.difference import Difference
from ranking.model.edition import Edition
from ranking.model.lifecycle import Standing
from ranking.model.method_outline import MethodOutline
from ranking.model.month_record import MonthRecord


@dataclass(frozen=True)
class Publication:
    """An edition and what explains it.

    ``difference``: from the edition before it to this one, each ranked by its own method; null =
    this is the first. ``names``: feature id → name in the language of the files. ``standing``: what
    is said above a revision; null = nothing.
    """

    edition: Edition
    record: MonthRecord
    difference: Difference | None
    outline: MethodOutline
    names: Mapping[str, str]
    standing: Standing | None = None
