"""What matching keeps to be quicker the next time: never the truth.

A file is named by what it is, by what it was made of and by its own SHA-256. One that is missing,
damaged or made of something else is as good as none: it is made again.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import polars as pl

_KEY, _SUM = 20, 16


@dataclass(frozen=True)
class ReprintCache:
    """The cache files of one month; the folder need not be there."""

    folder: Path

    def read(self, kind: str, key: str) -> pl.DataFrame | None:
        """Return the frame of a kind that was made of what has this key; None = there is none."""
        for path in self.folder.glob(f"{kind}-{key[:_KEY]}-*.parquet"):
            with suppress(OSError, pl.exceptions.PolarsError):
                content = path.read_bytes()
                if _digest(content) == path.stem.rpartition("-")[2]:
                    return pl.read_parquet(BytesIO(content))
        return None

    def write(self, kind: str, key: str, frame: pl.DataFrame) -> None:
        """Keep a frame in place of the one of its kind and key; a full disk keeps nothing."""
        part = self.folder / f"{kind}-{secrets.token_hex(8)}.part"
        with suppress(OSError, pl.exceptions.PolarsError):
            self.folder.mkdir(parents=True, exist_ok=True)
            try:
                frame.write_parquet(part, compression="zstd", compression_level=1)
                own = f"{kind}-{key[:_KEY]}-"
                path = self.folder / f"{own}{_digest(part.read_bytes())}.parquet"
                part.replace(path)
                for old in set(self.folder.glob(f"{own}*.parquet")) - {path}:
                    old.unlink()
            finally:
                part.unlink(missing_ok=True)

    def keep_only(self, kind: str, keys: Iterable[str]) -> None:
        """Remove what is of a kind and made of something else, and what a dead process left."""
        wanted = {f"{kind}-{key[:_KEY]}" for key in keys}
        for path in [*self.folder.glob(f"{kind}-*.parquet"), *self.folder.glob(f"{kind}-*.part")]:
            if path.stem.rpartition("-")[0] not in wanted:
                with suppress(OSError):
                    path.unlink()


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:_SUM]
