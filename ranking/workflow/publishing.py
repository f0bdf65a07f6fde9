"""How an office publishes, read from its files or from those of a snapshot."""

from __future__ import annotations

from ranking.errors import ConfigError
from ranking.lists import ListFile
from ranking.render.publishing import Publishing
from ranking.text_files import load_text
from ranking.workflow.configuration import ConfigurationFiles


def read_publishing(files: ConfigurationFiles, list_file: ListFile) -> Publishing:
    """Return what the files say. Raises ConfigError for a faulty or missing one."""
    name = list_file.publish.docx_template
    return Publishing(
        rules=list_file.publish,
        text=load_text(files.text),
        docx_template=_template(files, name) if name else None,
    )


def _template(files: ConfigurationFiles, name: str) -> bytes:
    path = files.templates / name
    try:
        return path.read_bytes()
    except (OSError, ValueError) as error:
        raise ConfigError(
            "The list file names the Word template '{name}', but '{path}' cannot be read: "
            "{reason}.",
            name=name,
            path=str(path),
            reason=getattr(error, "strerror", None) or error,
            hint="Put the template there, or remove docx_template from [publish].",
        ) from error
