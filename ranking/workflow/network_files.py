"""Write a network or a post's tree as GraphML, JSON and SVG, each file whole or not at all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

import polars as pl

from ranking.errors import UsageError
from ranking.i18n import Language, Translator
from ranking.model.edition import Edition
from ranking.model.reprint_cascade import CascadeFault
from ranking.network.drawing import draw
from ranking.network.export import graphml, named_graph, node_link_json
from ranking.network.labels import visible
from ranking.network.tree_drawing import draw_tree
from ranking.network.tree_export import tree_graph
from ranking.render.elapsed import elapsed
from ranking.render.export import stem
from ranking.render.network_post import summary
from ranking.render.safe import file_name
from ranking.render.view import title_of
from ranking.workflow.network import MonthNetwork
from ranking.workflow.network_post import MonthPost
from ranking.workflow.whole_file import replace_file

_OF_CHANNELS = (
    *("channel_id", "weight", "times", "units", "pagerank", "authority"),
    *("community", "bridging"),
)
_NAMED = 5


def write_files(content: Mapping[str, str], folder: Path) -> tuple[Path, ...]:
    """Write file name → content and return the paths. Raises UsageError where that fails."""
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
    """Return file name → content; the same network gives the same bytes.

    Names begin with list and month; a synthetic edition says so there and inside. ``language`` is
    that of the drawing.
    """
    unit, begin = shown.network.unit, f"{stem(shown.found.edition)}-network"
    if unit is not None:
        begin = f"{begin}-{file_name(unit)}"
    channels = _table(shown.network.channels).select(_OF_CHANNELS)
    graph = named_graph(shown.edges, shown.channels, channels, _table(shown.network.units))
    graph.graph |= _about(shown.found.edition) | _faults(shown.network.cascade_faults)
    return {
        f"{begin}.graphml": graphml(graph),
        f"{begin}.json": node_link_json(graph),
        f"{begin}.svg": _drawing(shown, Translator(language)),
    }


def post_files(shown: MonthPost, language: Language) -> Mapping[str, str]:
    """Return file name → content of one post's tree, as ``network_files`` does."""
    post, tr, edition = shown.post, Translator(language), shown.found.edition
    begin = f"{stem(edition)}-cascade-{file_name(post.cascade.post_id)}"
    graph = tree_graph(post)
    graph.graph |= _about(edition)
    title = title_of(replace(edition, title=post.cascade.title or post.cascade.post_id), tr)
    drawing = draw_tree(post, title, summary(post, tr), tr, partial(elapsed, tr=tr))
    return {
        f"{begin}.graphml": graphml(graph),
        f"{begin}.json": node_link_json(graph),
        f"{begin}.svg": drawing,
    }


def _faults(faults: Sequence[CascadeFault]) -> dict[str, str | int]:
    """Return how many sources were not believed and the first of them; nothing = all were."""
    if not faults:
        return {}
    first = "; ".join(f"{f.reprint_id} of {f.post_id}: {f.fault}" for f in faults[:_NAMED])
    return {"cascade_faults": len(faults), "first_cascade_faults": visible(first)}


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
