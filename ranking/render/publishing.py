"""How an office publishes: its rules, the templates of its sentences, its Word template."""

from __future__ import annotations

from dataclasses import dataclass

from ranking.publish_rules import PublishRules
from ranking.text_files import TextFile


@dataclass(frozen=True)
class Publishing:
    """What the list file and the files it names say of the looks of an edition.

    ``docx_template``: the bytes of the office's own Word template; null = the shipped form.
    """

    rules: PublishRules
    text: TextFile
    docx_template: bytes | None = None
