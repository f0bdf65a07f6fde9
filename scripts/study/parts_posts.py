"""Parts 1 to 6 of the report: what one unit could do or lack, and what it would gain."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from ranking.methods.model import Index
from study.candidates import WEIGHTS, first_draft, forms_of, weighted_as
from study.markdown import Cell, table
from study.month import StudyMonth, board, rank_of, unit_at
from study.numbers import elasticity, shift, spearman
from study.posts import (
    Change,
    best_post,
    factor_to_reach,
    gains,
    junk,
    lacking,
    multiplied,
    one_account,
    reduced,
    split,
    to_win,
    uncapped,
    viral,
    withheld,
)
from study.variants import with_all

Months = Sequence[StudyMonth]


def boards_of(months: Months) -> Iterator[tuple[StudyMonth, Index, str]]:
    for month in months:
        for index in month.method.indexes:
            for group in month.groups():
                yield month, index, group


def viral_post(months: Months) -> Iterator[str]:
    """Part 1: a unit's best post has all its counts multiplied."""
    rows: list[list[Cell]] = []
    for month, index, group in boards_of(months):
        for name, place in (("median", 0.5), ("last", 1.0)):
            unit = unit_at(index, month.units, group, place)
            after = [rank_of(index, viral(month, index, unit, f), unit)[1] for f in (10, 100, 1000)]
            need = to_win(month, index, unit)
            best = month.posts.filter(unit=unit)[best_post(index)].max()
            wins = None if need is None else float(best) * need  # type: ignore[arg-type]
            rank = rank_of(index, month.units, unit)[1]
            first = unit_at(index, month.units, group, 0)
            total = float(month.posts.filter(unit=first)[best_post(index)].sum())
            rows.append([month.name, index.id, group, name, rank, *after, need, wins, total])
    head = ["month", "board", "group", "unit", "rank", "×10", "×100", "×1000", "factor to win"]
    yield table([*head, "reprints / reads to win", "the first unit's, in all"], rows)
    yield "The median unit by form: places by ×10, by ×100, factor on its best post to win:\n"
    yield table(["month", "board", "group", "form", "×10", "×100", "to win"], _by_form(months))


def _by_form(months: Months) -> Iterator[list[Cell]]:
    for month, index, group in boards_of(months):
        unit = unit_at(index, month.units, group, 0.5)
        for name, form in forms_of(index).items():
            was = rank_of(form, month.units, unit)[1] or 0
            now = [rank_of(form, viral(month, form, unit, f), unit)[1] or 0 for f in (10, 100)]
            need = to_win(month, form, unit)
            yield [month.name, index.id, group, name, was - now[0], was - now[1], need]


def splitting(months: Months) -> Iterator[str]:
    """Part 2: posts split in parts that share their reprints; posts made to be reprinted once."""
    rows: list[list[Cell]] = []
    for month in months:
        index = month.method.indexes[0]
        for group in month.groups():
            for weights in WEIGHTS:
                form = weighted_as(index, weights)
                moved = shift(first_draft(index), month.units, month.units, form)[group]
                cells = [
                    _mean(form, month, group, split, k, best_too=both)
                    for k in (2, 10)
                    for both in (True, False)
                ]
                scrap = _mean(form, month, group, junk, 100, 0.5)
                change = f"{moved.moved}, {moved.largest}"
                rows.append([month.name, group, weights, *cells, scrap, change])
    yield "Communication, by candidate weights (percent); mean points / mean places over units:\n"
    head = ["split in 2", "in 2, best whole", "in 10", "in 10, best whole", "100 junk posts"]
    yield table(["month", "group", "weights", *head, "moved by the change, most"], rows)


def _mean(
    index: Index, month: StudyMonth, group: str, change: Change, *details: object, **more: object
) -> str:
    found = list(gains(index, month, group, change, *details, **more))
    points, places = (float(np.mean([f[i] for f in found])) for i in (1, 2))
    return f"{points:+.2f} / {places:+.1f}"


def size(months: Months) -> Iterator[str]:
    """Part 3: many accounts against one."""
    rows: list[list[Cell]] = []
    for month, index, group in boards_of(months):
        own = month.units.filter(group=group)
        values = board(index, own)["value"].to_numpy()
        rho = spearman(own["posts"].to_numpy(), values)
        median = unit_at(index, month.units, group, 0.5)
        lone = rank_of(index, one_account(month, median), median)
        was = rank_of(index, month.units, median)
        large = rank_of(index, multiplied(month.units, month, median, 10), median)
        third = _to_top_third(month, index, group, median)
        rows.append([month.name, index.id, group, rho, was[1], lone[1], third, large[1],
                     (large[0] or 0) - (was[0] or 0)])  # fmt: skip
    head = ["ρ(posts, index)", "median unit", "with one account", "× for top third"]
    yield table(["month", "board", "group", *head, "with ×10 accounts", "points"], rows)
    yield "Elasticity: by how many percent a feature grows with one percent more posts.\n"
    names = [n.feature for index in months[0].method.indexes for n in index.indicators()]
    slopes: list[list[Cell]] = []
    for month in months:
        for group in month.groups():
            own = month.units.filter(group=group)
            slopes.append([month.name, group, *(elasticity(own, name) for name in names)])
    yield table(["month", "group", *names], slopes)


def _to_top_third(month: StudyMonth, index: Index, group: str, unit: str) -> float | None:
    """Return how many times its posts a unit with one account needs to be in the top third."""
    lone = one_account(month, unit)
    third = -(-month.units.filter(group=group).height // 3)
    return factor_to_reach(
        lambda f: (rank_of(index, multiplied(lone, month, unit, f), unit)[1] or 999) <= third,
        1e6, 30,
    )  # fmt: skip


def censoring(months: Months) -> Iterator[str]:
    """Part 4: what if every 10万+ were so many times the limit."""
    rows: list[list[Cell]] = []
    for month in months:
        index = month.method.indexes[1]
        for times in (1.2, 2.0, 5.0, 10.0):
            for group, moved in shift(index, month.units, uncapped(month, times)).items():
                hidden = int(month.posts["capped"].sum())
                rows.append(
                    [
                        month.name,
                        group,
                        hidden,
                        f"×{times:g}",
                        moved.units,
                        moved.moved,
                        moved.largest,
                    ]
                )
    yield table(
        ["month", "group", "counts shown as 10万+", "true count", "units", "moved", "most places"],
        rows,
    )


def idle(months: Months) -> Iterator[str]:
    """Part 5: a unit posts nothing, one post, a tenth, half."""
    rows: list[list[Cell]] = []
    for month, index, group in boards_of(months):
        units = board(index, month.units).filter(group=group)["unit"].to_list()
        unit = unit_at(index, month.units, group, 0.5)
        for name, share in (("nothing", 0.0), ("one post", 1e-9), ("10%", 0.1), ("50%", 0.5)):
            found = list(gains(index, month, group, reduced, share))
            value, rank = rank_of(index, reduced(month, unit, share), unit)
            fall = float(np.mean([p for _, p, _ in found]))
            rows.append([month.name, index.id, group, name, value, f"{rank} of {len(units)}", fall])
    head = ["month", "board", "group", "posts made", "median unit: index", "rank"]
    yield table([*head, "mean change in points"], rows)


def missing(months: Months) -> Iterator[str]:
    """Part 6: one unit's count of one kind goes missing."""
    rows: list[list[Cell]] = []
    for month in months:
        chosen = month.method.indexes[1]
        forms = {
            "reweight, first draft": first_draft(chosen),
            "reweight, chosen": chosen,
            "zero": with_all(chosen, missing="zero").model_copy(update={"minimum_data": None}),
        }
        for group in month.groups():
            for name, form in forms.items():
                cells = [_lacking(form, month, group, n.feature) for n in form.indicators()]
                rows.append([month.name, group, name, *cells])
            own = [_withholding(chosen, month, group, m) for m in ("reads", "likes", "comments")]
            rows.append([month.name, group, "own counts only, chosen", *own])
    yield "Mean places gained (least to most; share of units that climb), by what is missing:\n"
    yield table(["month", "group", "rule", "reads", "likes", "comments"], rows)


def _lacking(index: Index, month: StudyMonth, group: str, feature: str) -> str:
    found = gains(index, month, group, lacking, feature)
    return _places([places for _, _, places in found])


def _withholding(index: Index, month: StudyMonth, group: str, measure: str) -> str:
    found = gains(index, month, group, withheld, measure)
    return _places([places for _, _, places in found])


def _places(places: Sequence[int]) -> str:
    if not places:
        return "no index"
    climb = np.mean(np.array(places) > 0)
    return f"{np.mean(places):+.1f} ({min(places)} to {max(places)}; {climb:.0%})"
