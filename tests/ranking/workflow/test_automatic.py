"""Published without approvals: only where the frozen list file says so, and everywhere said."""

from __future__ import annotations

import json

import pytest

from ranking.editions.canonical import canonical_json
from ranking.editions.manifest import make_manifest
from ranking.editions.minisign import create_key, sign
from ranking.errors import VerificationError
from ranking.model.lifecycle import Step
from ranking.workflow.people import SERVICE, acting_service
from ranking.workflow.verify_release import verify_release
from tests.builders.scheduled import AUTOMATIC, PEOPLE, RELEASE, Scheduled, scheduled_office

MONTH = "2026-10"


def published(home, rules: str) -> Scheduled:
    made = scheduled_office(home, MONTH, rules=rules + PEOPLE)
    made.at("2026-11-04 00:00")
    if rules == RELEASE:
        made.approve(MONTH)
    made.at("2026-11-10 10:00")
    return made


def refusal(office: Scheduled, **changed: object) -> str:
    """Let somebody change the release and sign it with a key of their own; return the refusal."""
    folder, pair = office.home / "releases" / "main" / MONTH / "r1", create_key()
    if "approvals" in changed:
        (folder / "approvals.json").write_bytes(canonical_json(changed["approvals"]))
    fields = json.loads((folder / "manifest.json").read_bytes()) | changed
    kind = fields.pop("format")
    del fields["files"]
    data = make_manifest(kind, fields, folder)
    (folder / "manifest.json").write_bytes(data)
    (folder / "manifest.json.minisig").write_text(sign(pair.secret_text, data, "forged"))
    with pytest.raises(VerificationError) as found:
        verify_release(folder, pair.public_text, lambda _: None)
    return str(found.value)


def test_a_release_that_claims_to_need_no_approvals_is_refused(tmp_path) -> None:
    """Its own list file says otherwise; with approvals or without."""
    office = published(tmp_path / "office", RELEASE)
    said = "its own list file does not say automatic"
    assert said in refusal(office, automatic=True)
    assert said in refusal(office, automatic=True, approvals=[])
    assert "expected are two people" in refusal(office, automatic=False)


def test_a_release_without_approvals_that_does_not_say_so_is_refused(tmp_path) -> None:
    """The manifest must admit it."""
    office = published(tmp_path / "office", AUTOMATIC)
    assert office.states(MONTH) == ["published"]
    for claim in (False, None, 1):
        assert "expected are two people" in refusal(office, automatic=claim)


def test_the_schedule_is_no_person() -> None:
    """It freezes and publishes under its own name, and may do nothing that takes a person."""
    assert acting_service(Step.FREEZE).user == acting_service(Step.PUBLISH).name == SERVICE
    for step in (Step.APPROVE, Step.REVISE, Step.WITHDRAW, Step.ADJUST, Step.CONFIRM):
        with pytest.raises(ValueError, match="the schedule may not"):
            acting_service(step)
