"""Twelve editions on their dates, with all that goes wrong in a year; then proven from outside."""

import json
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from ranking.model.lifecycle import Reason, State
from ranking.model.month import Month
from ranking.workflow.history import month_history
from ranking.workflow.revise import revise_month, withdraw_month
from ranking.workflow.verify import verify_month
from ranking.workflow.verify_release import Release, verify_release
from tests.builders.year import Office, shanghai

RELEASED = {
    "2025-11": "2025-12-05",
    "2025-12": "2026-01-08",
    "2026-01": "2026-02-06",
    "2026-02": "2026-03-06",
    "2026-03": "2026-04-08",
    "2026-04": "2026-05-11",
    "2026-05": "2026-06-05",
    "2026-06": "2026-07-07",
    "2026-07": "2026-08-07",
    "2026-08": "2026-09-07",
    "2026-09": "2026-10-13",
    "2026-10": "2026-11-06",
}
"""Month → fifth working day of the next, counted by hand from the State Council's notices."""
OUTAGE = ("2026-05", "2026-06")
"""Months whose release fell into the time when nothing worked."""
BACK = "2026-07-20"
MERGER = '[[mergers]]\nfrom = "丙局"\ninto = "乙局"\nsince = 2026-08-10\n'


@pytest.fixture(scope="module")
def office(tmp_path_factory) -> Office:
    """The office at the end of its year."""
    office = Office(tmp_path_factory.mktemp("year") / "office")
    for name in RELEASED:
        month = Month.parse(name)
        if name == "2026-08":
            office.write_list(MERGER)
        office.post(month, f"{month.next()}-01 09:00")
        if name in OUTAGE:
            continue
        if name == "2026-07":
            _catch_up(office)
        _ordinary_month(office, month)
        if name == "2026-02":
            _revise_january(office)
        if name == "2026-03":
            _withdraw(office, name)
    return office


def _ordinary_month(office: Office, month: Month) -> None:
    """Frozen when it has settled, approved the same afternoon, published on its day at ten."""
    name, day = str(month), RELEASED[str(month)]
    office.tick(f"{month.next()}-04 00:01")
    office.approve(name, f"{month.next()}-04 15:00")
    office.tick(f"{day} 09:59")
    assert states(office, name) == [State.APPROVED]
    office.tick(f"{day} 10:00")
    assert states(office, name) == [State.PUBLISHED]


def _catch_up(office: Office) -> None:
    """Nothing worked from May to July; then two months are caught up, oldest first."""
    frozen = [run for run in office.tick(f"{BACK} 08:00") if run.stage == "freeze"]
    assert [run.month for run in frozen] == list(OUTAGE)
    assert all(run.late for run in frozen)
    for name in OUTAGE:
        office.approve(name, f"{BACK} 09:00")
    published = [run for run in office.tick(f"{BACK} 09:05") if run.stage == "publish"]
    assert [(run.month, run.late) for run in published] == [(name, True) for name in OUTAGE]
    office.post(Month.parse("2026-07"), "2026-08-01 09:00")


def _revise_january(office: Office) -> None:
    """Late counts reach January; its second revision is published as soon as it is approved."""
    office.post(Month.parse("2026-01"), "2026-03-10 09:00", times=3)
    with office.person("张三") as workspace:
        assert revise_month(workspace, "2026-01", Reason.R1, "补到迟报数据") == 2
        from ranking.workflow.freeze import freeze_month

        freeze_month(workspace, "2026-01")
    office.approve("2026-01", "2026-03-10 10:00")
    office.tick("2026-03-10 10:05")
    assert states(office, "2026-01") == [State.REVISED, State.PUBLISHED]


def _withdraw(office: Office, name: str) -> None:
    office.now = shanghai("2026-04-20 10:00")
    with office.person("李四") as workspace:
        withdraw_month(workspace, name, "来源有误")


def states(office: Office, name: str) -> list[State]:
    with office.person("读者") as workspace:
        return [one.state for one in month_history(workspace, name).revisions]


@pytest.fixture(scope="module")
def releases(office, tmp_path_factory) -> list[Release]:
    """All releases, verified from a copy of their folders with the public key alone."""
    copy = tmp_path_factory.mktemp("outside") / "releases"
    shutil.copytree(office.home / "releases", copy)
    key = (office.home / "signing.pub").read_text("utf-8")
    found = [verify_release(path, key, lambda _: None) for path in sorted(copy.glob("main/*/r*"))]
    return sorted(found, key=lambda one: (one.fields["published_at"], one.fields["month"]))


def instant(release: Release) -> datetime:
    return datetime.fromisoformat(release.fields["published_at"]).astimezone(UTC)


@pytest.mark.slow
def test_every_edition_is_published_once_on_its_date(releases) -> None:
    """Twelve months, each at ten on its fifth working day; two of them late, after the outage."""
    first = {r.fields["month"]: instant(r) for r in releases if r.fields["revision"] == 1}
    due = {name: shanghai(f"{day} 10:00") for name, day in RELEASED.items()}
    assert list(first) == list(RELEASED)
    assert {n: at for n, at in first.items() if n not in OUTAGE} == {
        n: at for n, at in due.items() if n not in OUTAGE
    }
    assert [first[name] for name in OUTAGE] == [shanghai(f"{BACK} 09:05")] * 2


@pytest.mark.slow
def test_the_releases_form_one_chain(releases) -> None:
    """Each names the one published before it, so that none can be left out unnoticed."""
    named = [release.fields["previous_release"] for release in releases]
    assert named == [None, *(release.sha256 for release in releases[:-1])]
    revised = [(r.fields["month"], r.fields["reason"]) for r in releases if r.fields["reason"]]
    assert (len(releases), revised) == (13, [("2026-01", "R1")])


@pytest.mark.slow
def test_late_data_count_in_the_revision_alone(releases) -> None:
    """The first revision of January keeps what was known when it was frozen."""
    reposts = {
        r.fields["revision"]: r.snapshot.edition.statistics.totals["reposts"]
        for r in releases
        if r.fields["month"] == "2026-01"
    }
    assert reposts == {1: 3 * (10 + 11 + 12), 2: 3 * 3 * (10 + 11 + 12)}


@pytest.mark.slow
def test_a_merger_counts_from_its_day(releases) -> None:
    """Of August the post of the 5th is still 丙局's; from September on all are 乙局's."""
    found = {}
    for release in releases:
        rows = release.snapshot.edition.boards[0].rows
        found[release.fields["month"]] = {row.unit for row in rows if row.rank is not None}
    assert found["2026-07"] == found["2026-08"] == {"甲区", "乙局", "丙局"}
    assert found["2026-09"] == {"甲区", "乙局"}


@pytest.mark.slow
def test_the_office_agrees_with_what_it_published(office, releases) -> None:
    """Ledger, chain and folders say the same; what was withdrawn is known as such."""
    for name in RELEASED:
        with office.person("审计") as workspace:
            release, revision = verify_month(workspace, name, None, lambda _: None)
        assert release.sha256 in {one.sha256 for one in releases}
        assert (revision.state is State.WITHDRAWN) == (name == "2026-03")
    current = json.loads(Path(office.home, "releases/main/current.json").read_bytes())
    assert (current["month"], current["revision"]) == ("2026-10", 1)
