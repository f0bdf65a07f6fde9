"""The command line: one file a command; each parses, calls one use case, shows the result."""

from __future__ import annotations

from ranking.cli.app import app, main

__all__ = ["app", "main"]
