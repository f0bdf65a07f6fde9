"""Loops over characters, compiled to machine code when they are first called (numba).

The compiled code is kept beside the package, or in the user's cache folder, under a hash of the
package's sources: numba itself looks at one file alone, and would go on using a loop whose helper
in another file has changed. Where neither folder may be written it is compiled at every start.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from pathlib import Path
from typing import ParamSpec, TypeVar

import numba

_SOURCES = Path(__file__).parent
_P = ParamSpec("_P")
_R = TypeVar("_R")


def compiled(function: Callable[_P, _R]) -> Callable[_P, _R]:
    """Return the function, compiled at its first call; other threads run meanwhile.

    Whole numbers are those of the machine: they wrap, and an index is not checked.
    """
    fast: Callable[_P, _R] = numba.njit(cache=_FOLDER is not None, nogil=True)(function)
    return fast


def cache_folder(sources: Path, user: Path) -> Path | None:
    """Return the folder that keeps what is compiled of these sources; None = none can be written.

    It is in ``sources`` itself, where Python keeps its own compiled code, or else in ``user``.
    """
    code = b"\0".join(file.read_bytes() for file in sorted(sources.glob("*.py")))
    name = f"compiled-{hashlib.sha256(code).hexdigest()[:16]}"
    for folder in (sources / "__pycache__" / name, user / "govrank" / name):
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError:
            continue
        if os.access(folder, os.W_OK):
            return folder
    return None


def _user_caches() -> Path:
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")


_FOLDER = cache_folder(_SOURCES, _user_caches())
if _FOLDER is not None:
    numba.config.CACHE_DIR = str(_FOLDER)  # type: ignore[attr-defined]
