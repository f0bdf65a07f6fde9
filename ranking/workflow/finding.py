"""What a check of the workspace found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

State = Literal["ok", "warning", "fault"]


@dataclass(frozen=True)
class Finding:
    """One check: ``found`` and ``todo`` are English templates with ``params``."""

    check: str
    state: State
    found: str
    todo: str = ""
    params: Mapping[str, object] | None = None
