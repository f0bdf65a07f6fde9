"""May an edition be published without approvals? Its own, frozen list file says so."""

from __future__ import annotations

from pathlib import Path

from ranking.lists import load_list
from ranking.workflow.snapshot_files import configuration_in


def is_automatic(snapshot: Path) -> bool:
    """Tell whether the list file in a snapshot folder says ``automatic = true``.

    Today's list file does not matter: who changes it does not change what was frozen. Raises
    ConfigError where the file cannot be read.
    """
    release = load_list(configuration_in(snapshot).list_file).release
    return release is not None and release.automatic
