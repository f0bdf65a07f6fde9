"""What an adjustment may be about: the posts, accounts and units of a month, found by name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import polars as pl

from ranking.errors import UsageError
from ranking.features.spans import month_spans
from ranking.features.titles import post_title
from ranking.ledger.database import Connection
from ranking.ledger.roster import read_roster
from ranking.model.month import SHANGHAI, Month
from ranking.model.names import display, key, nearest
from ranking.model.roster import Span
from ranking.workflow.configuration import list_of
from ranking.workflow.facts import compact_facts
from ranking.workflow.frames import roster_frame
from ranking.workflow.post_names import posts_named
from ranking.workflow.workspace import Workspace

_COLUMNS = ("post_id", "account", "published_at", "title", "url", "withdrawn_at")
_BEGINNING = 400
"""Characters of a text that are read: what a post without title is called by."""


@dataclass(frozen=True)
class Target:
    """A post (``title`` is a text, without title the beginning) or an account (null) of a month.

    ``id`` is the post_id or ``platform:native_id``. ``name`` of the account and ``unit`` are null
    where the roster of the month has none; of several in the month they are the last, for a post
    those of its day.
    """

    id: str
    title: str | None
    name: str | None
    unit: str | None
    withdrawn: bool = False

    @property
    def is_post(self) -> bool:
        """Tell a post from an account."""
        return self.title is not None


@dataclass(frozen=True)
class Subjects:
    """The posts of a month (withdrawn ones too), its roster, and who owned what when.

    ``posts``: post_id, account, published_at, title, url, withdrawn_at, and the beginning
    of text; ``spans``: SPANS of features, merged units under one name.
    """

    month: Month
    posts: pl.DataFrame
    roster: Sequence[Span]
    spans: pl.DataFrame

    def find(self, text: str) -> Target:
        """Return the post or account that is named by id, link, name or alias.

        Raises UsageError with what was found where it is none, or several.
        """
        wanted = display(text)
        posts, accounts = posts_named(self.posts, wanted), self._accounts_named(wanted)
        found = [*posts, *accounts]
        if not found:
            raise UsageError(
                "{month} has no post or account '{target}'.",
                month=str(self.month),
                target=wanted,
                near=nearest(wanted, [span.name for span in self.roster]),
                hint="Give the id or link of a post, or the id or name of an account "
                "(govrank roster list).",
            )
        if len(found) > 1:
            raise UsageError(
                "'{target}' may be several: {found}.",
                target=wanted,
                found=", ".join(found[:10]),
                hint="Give one of these ids.",
            )
        return self.post(posts[0]) if posts else self.account(accounts[0])

    def unit(self, text: str) -> str:
        """Return a unit of the month's roster by its name. Raises UsageError for any other."""
        units: list[str] = sorted(set(self.spans["unit"]))
        found = next((unit for unit in units if key(unit) == key(text)), None)
        if found is None:
            raise UsageError(
                "No unit '{unit}' on the roster of {month}.",
                unit=text,
                month=str(self.month),
                near=nearest(text, units),
                hint="See the units with: govrank roster list",
            )
        return found

    def describe(self, target: str) -> Target | None:
        """Return what an adjustment's target is; None = it is unknown to facts and roster."""
        if target in self._rows:
            return self.post(target)
        return self.account(target) if target in self._called.values() else None

    def post(self, post_id: str) -> Target:
        """Return a post of the month by its post_id."""
        row = self._rows[post_id]
        day = row["published_at"].astimezone(SHANGHAI).date()
        valid = (pl.col("first_day") <= day) & (pl.col("end_day") > day)
        owner = _last(self.spans.filter(pl.col("account") == row["account"], valid))
        title = post_title(row["title"], row["text"])
        return Target(post_id, title, *owner, row["withdrawn_at"] is not None)

    def account(self, account: str) -> Target:
        """Return an account of the month by its id."""
        return Target(account, None, *_last(self.spans.filter(pl.col("account") == account)))

    @cached_property
    def _rows(self) -> Mapping[str, dict[str, Any]]:
        return {row["post_id"]: row for row in self.posts.iter_rows(named=True)}

    def _accounts_named(self, text: str) -> list[str]:
        return sorted({account for word, account in self._called.items() if word[0] == key(text)})

    @cached_property
    def _called(self) -> Mapping[tuple[str, str], str]:
        """Map every word for an account, with the account, to the account."""
        of_posts = [(a, a.partition(":")[2]) for a in self.posts["account"].unique()]
        of_roster = [(s.account, s.native_id, s.name, *s.aliases) for s in self.roster]
        return {
            (key(word), words[0]): words[0]
            for words in (*of_posts, *of_roster)
            for word in (words[0], *words[1:])
        }


def read_subjects(workspace: Workspace, connection: Connection, month: Month) -> Subjects:
    """Return what adjustments of a month may be about, from its compact facts as they are."""
    facts = compact_facts(workspace, connection, "posts", str(month))
    spans = read_roster(connection)
    return Subjects(
        month=month,
        posts=facts.select(*_COLUMNS, pl.col("text").str.slice(0, _BEGINNING)).collect(),
        roster=list(_of_month(spans, month)),
        spans=month_spans(roster_frame(spans), list_of(workspace.settings).mergers, month),
    )


def _of_month(spans: Iterable[Span], month: Month) -> Iterable[Span]:
    first, after = month.first_day, month.next().first_day
    for span in spans:
        begun = span.valid_from is None or span.valid_from < after
        if begun and (span.valid_to is None or span.valid_to > first):
            yield span


def _last(spans: pl.DataFrame) -> tuple[str | None, str | None]:
    """Return name and unit of an account by the last of its spans; null = it has none."""
    if spans.is_empty():
        return None, None
    row = spans.row(-1, named=True)
    return row["account_name"], row["unit"]
