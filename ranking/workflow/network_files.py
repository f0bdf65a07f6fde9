"""Write a month's reprint network as GraphML, JSON and SVG, each file whole or not at all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import polars as pl

from ranking.errors import UsageError
from ranking.i18n import Language, Translator
from ranking.model.edition import Edition
from ranking.network.drawing import draw
from ranking.network.export import graphml, named_graph, node_link_json
from ranking.render.export import stem
from ranking.render.safe import file_name
from ranking.render.view import title_of
from ranking.workflow.network import MonthNetwork
from ranking.workflow.whole_file import replace_file

_OF_CHANNELS = (
    *("channel_id", "weight", "times", "units", "pagerank", "authority"),
    *("community", "bridging"),
)


def write_network(shown: MonthNetwork, folder: Path, language: Language) -> tuple[Path, ...]:
    """Write the three files and return their paths; ``language`` is that of the drawing.

    Their names begin with list and month; a synthetic edition says so there and inside. Raises
    UsageError when they cannot be written.
    """
    content = network_files(shown, language)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in content.items():
            replace_file(folder / name, text.encode())
    except OSError as error:
        raise UsageError(
            "'{folder}' cannot be written: {reason}.",
            folder=str(folder),
            reason=error.strerror or error,
            hint="Name a folder you may write to with --export DIR; check that the disk is not "
            "full.",
        ) from error
    return tuple(folder / name for name in content)


def network_files(shown: MonthNetwork, language: Language) -> Mapping[str, str]:
    """Return file name → content; the same network gives the same bytes."""
    unit, begin = shown.network.unit, f"{stem(shown.found.edition)}-network"
    if unit is not None:
        begin = f"{begin}-{file_name(unit)}"
    channels = _table(shown.network.channels).select(_OF_CHANNELS)
    graph = named_graph(shown.edges, shown.channels, channels, _table(shown.network.units))
    graph.graph |= _about(shown.found.edition)
    return {
        f"{begin}.graphml": graphml(graph),
        f"{begin}.json": node_link_json(graph),
        f"{begin}.svg": _drawing(shown, Translator(language)),
    }


def _about(edition: Edition) -> dict[str, str | int | bool]:
    """Return what stands on the graph itself: the edition it is of."""
    return {
        "list": edition.list_id,
        "month": edition.month,
        "revision": edition.revision,
        "synthetic": edition.synthetic,
    }


def _table(rows: tuple[object, ...]) -> pl.DataFrame:
    """Return one row a record; all of them are looked at for what a column holds."""
    return pl.DataFrame([vars(row) for row in rows], infer_schema_length=None)


def _drawing(shown: MonthNetwork, tr: Translator) -> str:
    """Draw it under a short title: a list's own, before the month, would leave room for neither."""
    unit = shown.network.unit
    about = tr("Who carries whom") if unit is None else tr("Who carries {unit}", unit=unit)
    title = title_of(replace(shown.found.edition, title=about), tr)
    return draw(shown.edges, shown.channels, title, tr)
