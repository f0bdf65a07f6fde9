"""How much the demo writes."""

from __future__ import annotations

from dataclasses import dataclass

from ranking.errors import UsageError

_EARLIER_SHARE = 10
_FEWEST_ARTICLES = 300


@dataclass(frozen=True)
class Scale:
    """Posts and reprints of the last month; every earlier month has a tenth of both."""

    posts: int
    reprints: int

    @classmethod
    def of(cls, factor: float) -> Scale:
        """Return the full size times ``factor``. Raises UsageError unless 0 < factor <= 10."""
        if not 0 < factor <= 10:
            raise UsageError(
                "The demo cannot be {factor} times its full size.",
                factor=factor,
                hint="Choose a size above 0 and up to 10; 1 is 50,000 posts.",
            )
        return cls(max(1, round(50_000 * factor)), max(1, round(1_000_000 * factor)))

    @property
    def articles(self) -> int:
        """Rows of the last month's monitoring feed: enough to look at, and read in a moment."""
        return max(_FEWEST_ARTICLES, self.reprints * 3 // 1000)

    def earlier(self) -> Scale:
        """Return the size of each month before the last."""
        return Scale(self.posts // _EARLIER_SHARE, self.reprints // _EARLIER_SHARE)


FULL = Scale.of(1.0)
SMALL = Scale.of(0.02)
