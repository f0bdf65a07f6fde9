"""What a unit's page tells."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ranking.i18n import Translator
from ranking.model import names
from ranking.render.site.movement import movements
from ranking.render.site.site_model import SiteEdition
from ranking.render.site.unit_months import standing_editions, unit_months
from ranking.render.site.unit_story import indicators, unit_story
from tests.builders.sites import make_site

CALENDAR = ("2026-08", "2026-09", "2026-10")


def story(unit: str):
    return unit_story(unit_months(make_site())[names.key(unit)], CALENDAR, Translator("zh"))


def test_only_editions_in_force_count() -> None:
    assert [(e.view.month, e.view.revision) for e in standing_editions(make_site())] == [
        ("2026-09", 2),
        ("2026-10", 1),
    ]
    months = story("黄浦区").months
    assert [m.edition.view.month for m in months] == ["2026-10", "2026-09"]


def test_a_unit_of_no_edition_in_force_has_the_last_revision_that_named_it() -> None:
    site = make_site()
    gone = replace(site, editions=tuple(replace(e, current=False) for e in site.editions))
    (month,) = unit_months(gone)[names.key("黄浦区")]
    assert month.edition.view.month == "2026-10"


def test_ranks_and_totals_are_those_of_the_boards() -> None:
    told = story("黄浦区")
    for month in told.months:
        rows = {
            board.index: row
            for board in month.edition.view.edition.boards
            for row in board.rows
            if row.unit == "黄浦区"
        }
        wanted = [(rows[i].rank.text, rows[i].total.text) for i in told.indexes]
        assert [(rank.text, total.text) for rank, total in month.places] == wanted


def test_charts_need_a_second_month() -> None:
    assert story("黄浦区").rank_chart
    last = unit_months(make_site())[names.key("黄浦区")][-1:]
    assert unit_story(last, CALENDAR, Translator("zh")).rank_chart == ""


def test_another_method_in_between_is_shown() -> None:
    site = make_site()
    *_, last = site.editions
    told = last.publication
    method = replace(told.edition.method, version="2")
    changed = replace(told, edition=replace(told.edition, method=method))
    editions: tuple[SiteEdition, ...] = (*site.editions[:-1], replace(last, publication=changed))
    months = unit_months(replace(site, editions=editions))[names.key("黄浦区")]
    assert unit_story(months, CALENDAR, Translator("zh")).breaks
    assert not story("黄浦区").breaks


def test_points_of_the_breakdown_add_up_to_the_index() -> None:
    for place in story("黄浦区").last.places:
        known = [line.points.value for line in indicators(place) if line.points.value is not None]
        assert sum(known) == pytest.approx(place.row.index.value)


def test_causes_add_up_to_the_move() -> None:
    told = make_site().editions[-1].publication
    for row in (r for b in told.difference.boards for r in b.rows if r.causes):
        move = next(
            m
            for m in movements(told, row.unit, Translator("en"))
            if m.ranks == f"{row.before.rank} → {row.after.rank}"
        )
        assert f"Own counts {row.causes.own:+d}".replace("+0", "0") in move.said
        assert move.additive


def test_a_first_edition_has_no_movement() -> None:
    assert movements(make_site().editions[0].publication, "黄浦区", Translator("en")) == ()


def test_campaigns_are_those_it_took_part_in() -> None:
    for edition, campaign, row in story("黄浦区").campaigns:
        assert row.unit == "黄浦区"
        assert campaign in edition.view.edition.campaigns
