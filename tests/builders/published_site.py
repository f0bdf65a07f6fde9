"""An office that has published two months, and the site of it."""

from __future__ import annotations

from pathlib import Path

from ranking.i18n import Language
from ranking.model.lifecycle import Reason
from ranking.schedule.site import refresh_site
from ranking.workflow.draft import draft_month
from ranking.workflow.freeze import freeze_month
from ranking.workflow.publish import publish_month
from ranking.workflow.revise import revise_month, withdraw_month
from ranking.workflow.site import Built
from tests.builders.scheduled import PEOPLE, RELEASE, Scheduled, scheduled_office

AUGUST, SEPTEMBER = "2026-08", "2026-09"
FORMATS = '\n[publish]\nformats = ["csv", "md"]\n'


def published_office(home: Path, rules: str = RELEASE + PEOPLE) -> Scheduled:
    """Return an office that published August and September 2026 with two files each."""
    office = scheduled_office(home, AUGUST, SEPTEMBER, now="2026-11-01 12:00", rules=rules)
    lists = home / "config" / "lists" / "main.toml"
    lists.write_text(lists.read_text("utf-8") + FORMATS, "utf-8")
    for month in (AUGUST, SEPTEMBER):
        office.act(lambda workspace, of=month: draft_month(workspace, of))
        publish(office, month)
    return office


def publish(office: Scheduled, month: str) -> None:
    """Take a draft to its publication."""
    office.act(lambda workspace: freeze_month(workspace, month))
    office.approve(month)
    office.act(lambda workspace: publish_month(workspace, month, "zh"))


def revise(office: Scheduled, month: str, note: str = "迟到的数据") -> None:
    """Publish the next revision of a month."""
    office.act(lambda workspace: revise_month(workspace, month, Reason.R1, note))
    publish(office, month)


def withdraw(office: Scheduled, month: str, note: str = "数据源出错") -> None:
    """Withdraw what is published of a month."""
    office.act(lambda workspace: withdraw_month(workspace, month, note), "li")


def build(office: Scheduled, folder: Path | None = None, language: Language = "zh") -> Built:
    """Build the site as the command does."""
    with office.workspace() as workspace:
        return refresh_site(workspace, language, folder)
