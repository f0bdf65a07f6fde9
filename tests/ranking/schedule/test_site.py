"""The site after a publication by the schedule, and the dates it announces."""

from datetime import datetime

import pytest

from ranking.i18n import Translator
from ranking.model.month import Month
from ranking.model.run import Occasion
from ranking.schedule import stages
from ranking.schedule.site import announcing
from tests.builders.plans import shanghai
from tests.builders.scheduled import AUTOMATIC, PEOPLE, RELEASE, Scheduled, scheduled_office

pytestmark = pytest.mark.slow

STAMP = datetime.fromisoformat("2026-11-10T02:00:00+00:00")


@pytest.fixture
def office(tmp_path) -> Scheduled:
    """An office whose October is published on 10 November at ten, approved or not."""
    return scheduled_office(tmp_path / "office", "2026-10", rules=AUTOMATIC + PEOPLE)


def test_the_schedule_builds_the_site_when_it_publishes(office) -> None:
    office.at("2026-11-10 10:00")
    assert office.states("2026-10") == ["published"]
    assert (office.home / "site" / "2026-10" / "r1.html").is_file()
    assert office.said(Occasion.FAILURE) == []


def test_a_site_that_cannot_be_built_is_told_and_the_publication_stands(office) -> None:
    (office.home / "site").mkdir()
    (office.home / "site" / "letter.txt").write_text("mine", "utf-8")
    runs = office.at("2026-11-10 10:00")
    assert office.states("2026-10") == ["published"]
    assert "publish done" in [f"{run.stage} {run.state}" for run in runs]
    assert office.said(Occasion.SUCCESS)[-1] == "publish 2026-10"
    (failure,) = [one for one in office.told if one.occasion is Occasion.FAILURE]
    assert failure.template.startswith("The edition is published")
    assert "was not made by" in str(failure.params["error"])
    assert "govrank site" in failure.hint


def test_a_schedule_that_died_before_the_site_was_built_builds_it_next_time(
    office, monkeypatch
) -> None:
    def died(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(stages, "site_trouble", died)
        with pytest.raises(KeyboardInterrupt):
            office.at("2026-11-10 10:00")
    assert office.states("2026-10") == ["published"]
    assert not (office.home / "site").exists()
    office.at("2026-11-10 10:01")
    assert (office.home / "site" / "2026-10" / "r1.html").is_file()


def test_dates_come_from_the_rule_and_the_calendar(tmp_path) -> None:
    office = scheduled_office(tmp_path / "office", rules=RELEASE + PEOPLE)
    months = [Month(2026, 10), Month(2026, 11)]
    with office.workspace() as workspace:
        announced = announcing(workspace)(months, STAMP, Translator("en"))
    assert [(one.month, one.release, one.done) for one in announced.dates] == [
        ("2026-10", shanghai("2026-11-10 10:00"), False),
        ("2026-11", shanghai("2026-12-10 10:00"), False),
    ]
    assert announced.ics.count(b"BEGIN:VEVENT") == 2
    assert b"DTSTAMP:20261110T020000Z" in announced.ics


def test_without_a_rule_there_are_no_dates(tmp_path) -> None:
    office = scheduled_office(tmp_path / "office", rules=PEOPLE)
    with office.workspace() as workspace:
        announced = announcing(workspace)([Month(2026, 10)], STAMP, Translator("en"))
    assert announced.dates == ()
    assert b"VEVENT" not in announced.ics
