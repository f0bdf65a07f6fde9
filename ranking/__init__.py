"""govrank: an open, reproducible engine for government new-media leaderboards."""

__version__ = "0.1.0"
