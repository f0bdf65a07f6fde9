"""From pages of sources to facts: the intake's checks, and what each fetch has brought."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

import polars as pl

from connectors.interface import Gap, Page, Reason
from ranking.intake.batch import REFERENCES, Batch, IntakeContext
from ranking.intake.collected import RowT, Seen, post_table, reprint_table
from ranking.intake.identity import references
from ranking.intake.take_in import take_in
from ranking.intake.times import month_of
from ranking.model.quarantine import RejectedRow
from ranking.model.vocabulary import POST_MEASURES
from ranking.schemas import POSTS
from ranking.workflow.collect_crew import Brought
from ranking.workflow.collect_known import KnownPosts
from ranking.workflow.collect_tasks import Task
from ranking.workflow.import_run import ImportRun

_FORMATS = {"posts": "generic-posts", "reprints": "reprints"}
"""Whose headers a row carries that is set aside, so that it can be corrected and imported."""


@dataclass
class Taken:
    """Facts of some pages by dataset (with month), and rows set aside; ``names`` of all taken in.

    A rejected row's ``sheet`` names its account and post, so that it keeps its number however often
    it comes.
    """

    datasets: dict[str, list[pl.DataFrame]] = field(default_factory=dict)
    rejected: list[RejectedRow] = field(default_factory=list)
    channels: list[pl.DataFrame] = field(default_factory=list)
    names: set[str] = field(default_factory=set)

    def add(self, dataset: str, frame: pl.DataFrame) -> None:
        """Keep the rows of a dataset."""
        if frame.height:
            self.datasets.setdefault(dataset, []).append(frame)


class PageIntake:
    """Takes in pages of one collection; ``known`` is what was stored before it."""

    def __init__(self, run: ImportRun, known: KnownPosts) -> None:
        self._run = run
        self._known = known
        self._formats = {one.id: one for one in run.formats(None)}
        self._published: dict[str, datetime] = {}

    def take(self, brought: Sequence[Brought]) -> Taken:
        """Return the facts of the pages; tallies of their tasks are brought up to date."""
        taken = Taken()
        for source in sorted({one.task.collector.id for one in brought}):
            pages = [one for one in brought if one.task.collector.id == source]
            self._take_posts(source, pages, taken)
            self._take_reprints(source, pages, taken)
        taken.add("posts", self._tombstones(brought))
        return taken

    def _take_posts(self, source: str, pages: Sequence[Brought], taken: Taken) -> None:
        rows = [(one.task, _seen(one, row)) for one in pages for row in one.page.posts]
        if not rows:
            return
        format_ = self._formats[_FORMATS["posts"]]
        seen = [one for _, one in rows]
        self._published.update(
            (one.row.native_id, one.row.published_at)
            for one in seen
            if one.row.native_id and one.row.published_at
        )
        table, recognition = post_table(
            seen, self._times({task.wanted.key for task, _ in rows}), source, format_
        )
        for batch in take_in(table, recognition, self._context(source, seen)):
            posts, counts = batch.datasets["posts"], batch.datasets["post_counts"]
            self._tally([task for task, _ in rows], posts, counts)
            self._set_aside(source, rows, batch, taken)
            taken.add("posts", self._described(posts.drop("row")))
            taken.add("post_counts", counts.drop("row"))

    def _times(self, accounts: set[str]) -> dict[str, datetime]:
        """Return when posts were published, by native id: known ones and those of this collection.

        Ids of several accounts do not meet where it matters: only Weibo gives counts without a
        time, and its ids are unique.
        """
        known = (self._known.times(account) for account in accounts)
        return {**self._published, **{post: at for times in known for post, at in times.items()}}

    def _take_reprints(self, source: str, pages: Sequence[Brought], taken: Taken) -> None:
        rows = [(one.task, _seen(one, row)) for one in pages for row in one.page.reprints]
        if not rows:
            return
        seen = [one for _, one in rows]
        table, recognition = reprint_table(seen, source, self._formats[_FORMATS["reprints"]])
        context = self._context(source, seen, self._references(taken))
        for batch in take_in(table, recognition, context):
            self._set_aside(source, rows, batch, taken)
            taken.channels.append(batch.new_channels)
            for dataset, frame in batch.datasets.items():
                taken.add(dataset, frame.drop("row"))

    def _references(self, taken: Taken) -> pl.DataFrame:
        """Return what names a post: the posts that are stored, and those that came just now."""
        new = [frame.select("post_id", "url", "published_at") for frame in _posts(taken)]
        return pl.concat([self._run.posts(), *(references(frame) for frame in new)]).unique()

    def _context(
        self, source: str, seen: Sequence[Seen[RowT]], posts: pl.DataFrame | None = None
    ) -> IntakeContext:
        return IntakeContext(
            file=source,
            observed_at=max(one.observed_at for one in seen),
            now=self._run.workspace.now(),
            roster=self._run.roster(),
            channels=self._run.channels(),
            posts=REFERENCES.to_frame() if posts is None else posts,
            source=source,
        )

    def _tally(self, tasks: Sequence[Task], posts: pl.DataFrame, counts: pl.DataFrame) -> None:
        """Note which posts are new to us, and which known ones have other counts than before."""
        known = self._known.counts.with_columns(known=pl.lit(value=True))
        observed = posts.select("row", "post_id").join(
            counts.select("row", *POST_MEASURES), on="row", how="left"
        )
        joined = observed.join(known, on="post_id", how="left", suffix="_before")
        differs = [
            pl.col(name).is_not_null() & pl.col(name).ne_missing(pl.col(f"{name}_before"))
            for name in POST_MEASURES
        ]
        found = joined.select("row", "post_id", "known", changed=pl.any_horizontal(differs))
        for row, post, is_known, changed in found.iter_rows():
            tally = tasks[row - 1].tally
            tally.fetched.add(post)
            if not is_known:
                tally.new.add(post)
            elif changed:
                tally.updated.add(post)

    def _described(self, posts: pl.DataFrame) -> pl.DataFrame:
        """Return the rows that say something of a post that was not known.

        A source that knows the day alone (WeChat) does not take away a time that another knows.
        """
        names = [name for name in POSTS if name != "post_id"]
        silent = pl.col("title").is_null() & pl.col("text").is_null()  # a row of counts alone
        told = posts.with_columns(topics=pl.when(~silent).then("topics"))
        both = told.join(self._known.posts, on="post_id", how="left", suffix="_before")
        before = pl.col("published_at_before")
        at = pl.col("published_at").dt.convert_time_zone("Asia/Shanghai")
        known_day = before.dt.convert_time_zone("Asia/Shanghai").dt.truncate("1d")
        both = both.with_columns(
            published_at=pl.when(at == known_day).then(before).otherwise("published_at")
        )
        news = [_differs(name, both.schema[name]) for name in names]
        return both.filter(pl.any_horizontal(news)).select(posts.columns)

    def _set_aside(
        self, source: str, rows: Sequence[tuple[Task, Seen[RowT]]], batch: Batch, taken: Taken
    ) -> None:
        """Keep rows that were not taken in, under the name of what they are about."""
        rejected = {row["row"]: row for row in batch.rejected.iter_rows(named=True)}
        for number, (task, seen) in enumerate(rows, 1):
            name = _name(seen)
            if number not in rejected:
                taken.names.add(name)
                continue
            row = rejected[number]
            task.tally.set_aside(row["status"], row["reason"], name)
            taken.rejected.append(_rejected(source, name, row))

    def _tombstones(self, brought: Sequence[Brought]) -> pl.DataFrame:
        """Return a row for each known post that is gone: when it was found to be."""
        rows = [row for one in brought for row in self._gone(one)]
        frame = pl.DataFrame(rows, schema=POSTS)
        return frame.with_columns(month_of(pl.col("published_at")).alias("month"))

    def _gone(self, one: Brought) -> Iterator[dict[str, object]]:
        wanted = [post for gap in one.page.gaps if (post := withdrawn_post(gap)) is not None]
        if not wanted:
            return
        known = self._known.of(one.task.wanted.key)
        for row in known.filter(pl.col("native_id").is_in(wanted)).iter_rows(named=True):
            one.task.tally.withdrawn.add(row["post_id"])
            named = {name: row[name] for name in ("post_id", "account", "published_at")}
            yield {**dict.fromkeys(POSTS), **named, "withdrawn_at": one.page.observed_at}


def withdrawn_post(gap: Gap) -> str | None:
    """Return the native id of the post that a gap says is gone, None = it says something else."""
    gone = gap.reason is Reason.WITHDRAWN and gap.what.startswith("post ")
    return gap.what.removeprefix("post ") if gone else None


def _seen(one: Brought, row: RowT) -> Seen[RowT]:
    page: Page = one.page
    assert page.observed_at is not None  # noqa: S101 - Source.fetch stamps every page
    return Seen(one.task.wanted.key, row, page.observed_at)


def _posts(taken: Taken) -> list[pl.DataFrame]:
    return taken.datasets.get("posts", [])


def _name(seen: Seen[RowT]) -> str:
    row = seen.row
    said = getattr(row, "native_id", None) or getattr(row, "post", None) or row.url or "-"
    return f"{seen.account} {said}"[:200]


def _differs(name: str, dtype: pl.DataType) -> pl.Expr:
    """Say whether a row tells another value than was known; what it does not tell is no news."""
    new, old = pl.col(name), pl.col(f"{name}_before")
    if isinstance(dtype, pl.List):
        new, old = (column.list.join("\x1f", ignore_nulls=True) for column in (new, old))
    return new.is_not_null() & new.ne_missing(old)


def _rejected(source: str, name: str, row: Mapping[str, str | None]) -> RejectedRow:
    return RejectedRow(
        id=None,
        file_name=source,
        sheet=name,
        row=1,
        kind=source,
        status=row["status"] or "",
        reason=row["reason"] or "",
        column=row["column"] or "",
        value=row["value"] or "",
        month=row["month"],
        account=row["account"],
        cells=row["cells"] or "{}",
    )
