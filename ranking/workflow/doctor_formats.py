"""Can the list be published here in every format that its file names?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ranking.publish_rules import Format
from ranking.render.export import formats_of
from ranking.render.renderers import INSTALL, lacking
from ranking.settings import Settings
from ranking.workflow.configuration import list_of
from ranking.workflow.finding import Finding
from ranking.workflow.workspace import Workspace


def unmakeable(settings: Settings) -> Mapping[Format, str]:
    """Return each format of the list that cannot be made here → the package that it needs."""
    return lacking(formats_of(list_of(settings).publish))


def check_formats(workspace: Workspace) -> Iterator[Finding]:
    """Check the formats of the list. Raises ConfigError for a faulty list file."""
    formats = formats_of(list_of(workspace.settings).publish)
    missing = lacking(formats)
    ready = {"formats": ", ".join(name for name in formats if name not in missing)}
    yield Finding("formats", "ok", "can be written: {formats}", params=ready)
    if missing:
        yield Finding(
            "formats",
            "warning",
            "cannot be written: {formats}; not installed: {tools}",
            INSTALL,
            {"formats": ", ".join(missing), "tools": ", ".join(sorted(set(missing.values())))},
        )
