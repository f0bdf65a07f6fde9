"""What a published list looks like: the ``[publish]`` section of a list file."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from ranking.config_file import Strict, Text

Format = Literal["json", "csv", "xlsx", "docx", "pdf", "png", "md"]
"""What an edition can be written as; JSON is always written, it is what others verify."""

FORMATS: tuple[Format, ...] = ("json", "csv", "xlsx", "docx", "pdf", "png", "md")


class PublishRules(Strict):
    """Which files an edition becomes, and what stands on them beside it.

    ``red_header``: the issuer's name in red above a 公文 (红头), null = no such header;
    ``document_number``: 发文字号 below it. ``docx_template``: file name of an office's own Word
    template in ``config/templates``, null = the shipped form. ``site_url``: where the site will be
    found, for feeds; null = its links are relative.
    """

    formats: Annotated[tuple[Format, ...], Field(min_length=1)] = FORMATS
    red_header: Annotated[Text, Field(max_length=60)] | None = None
    document_number: Annotated[Text, Field(max_length=60)] | None = None
    docx_template: Annotated[Text, Field(pattern=r"^[^/\\]+\.docx$")] | None = None
    site_url: Annotated[Text, Field(pattern=r"^https?://[^\s]+$")] | None = None
