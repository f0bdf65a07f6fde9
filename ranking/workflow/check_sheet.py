"""Write the review sheet of a check, whole or not at all."""

from __future__ import annotations

from pathlib import Path

from ranking.errors import UsageError
from ranking.i18n import Language, Translator
from ranking.model.check import MonthCheck
from ranking.render.check_html import check_html
from ranking.workflow.feature_names import feature_names
from ranking.workflow.whole_file import replace_file
from ranking.workflow.workspace import Workspace


def write_sheet(workspace: Workspace, check: MonthCheck, path: Path, language: Language) -> None:
    """Write the sheet in a language. Raises UsageError when the file cannot be written."""
    names = feature_names(workspace.settings, check.method, language)
    content = check_html(check, Translator(language), names)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        replace_file(path, content.encode())
    except OSError as error:
        raise UsageError(
            "'{file}' cannot be written: {reason}.",
            file=str(path),
            reason=error.strerror or error,
            hint="Name a file in a folder you may write to; check that the disk is not full.",
        ) from error
