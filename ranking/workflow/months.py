"""Is a month one that can be worked on? If not: what is wrong, and which months can."""

from __future__ import annotations

from collections.abc import Sequence

from ranking.errors import DataError, UsageError
from ranking.model.month import Month
from ranking.workflow.workspace import Workspace


def past_month(workspace: Workspace, text: str) -> Month:
    """Return the month. Raises UsageError for nonsense and for months that have not begun."""
    month = Month.parse(text)
    if month.start > workspace.now():
        raise UsageError(
            "{month} has not begun yet: it is {now} in Shanghai.",
            month=str(month),
            now=str(workspace.today()),
            hint="Name a month that has begun; posts belong to the month of their publication.",
        )
    return month


def no_posts(month: Month, known: Sequence[str]) -> DataError:
    """Return the error for a month without a single post."""
    return DataError(
        "There are no posts of {month}; months with posts: {known}.",
        month=str(month),
        known=", ".join(known) or "-",
        hint="Import the month's files with: govrank import FILE...",
    )


def not_drafted(month: Month, known: Sequence[str]) -> DataError:
    """Return the error for a month that has no edition yet."""
    return DataError(
        "{month} has not been drafted; months with an edition: {known}.",
        month=str(month),
        known=", ".join(known) or "-",
        hint="Compute it with: govrank draft {month}",
    )
