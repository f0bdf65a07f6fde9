"""``govrank backup``."""

import json
import re

import pytest

pytestmark = pytest.mark.slow


def test_a_backup_is_written_told_and_verified(published, govrank, tmp_path):
    """What is not in it is said at the end, and the verifying needs no workspace."""
    file = tmp_path / "b.tar.gz"
    run = govrank("backup", file)
    assert run.code == 0
    assert "Backed up and read back:" in run.out
    assert re.search(r"backup SHA-256 [0-9a-f]{64}", run.out)
    assert "Not in it: the signing key (secrets/signing.key)" in run.out
    whole = govrank("backup", "--verify", file)
    assert whole.code == 0
    assert "The backup is whole:" in whole.out


def test_machines_are_told_the_same(published, govrank, tmp_path):
    """File, hash, head of the log and what is left out."""
    made = govrank("backup", tmp_path, "--json").json
    assert made["file"].startswith(str(tmp_path))
    assert "secrets" in made["not_included"]
    verified = govrank("backup", made["file"], "--verify", "--json").json
    assert verified["event_head"] == made["event_head"]
    assert verified["members"] == made["members"]


def test_a_changed_backup_is_refused_with_exit_code_1(published, govrank, tmp_path):
    """The member is named, or where it cannot be read further."""
    file = tmp_path / "b.tar.gz"
    govrank("backup", file)
    data = bytearray(file.read_bytes())
    data[-3] ^= 1
    file.write_bytes(data)
    run = govrank("backup", "--verify", file, "--json")
    assert run.code == 1
    assert json.loads(run.err)["error"] == "VerificationError"


def test_an_office_that_never_made_a_backup_is_reminded(small_month, govrank, tmp_path):
    """Until there is one."""

    def found():
        return next(f for f in govrank("doctor", "--json").json if f["check"] == "backup")

    assert found()["state"] == "warning"
    assert "govrank backup" in found()["todo"]
    govrank("backup", tmp_path)
    assert (found()["state"], found()["todo"]) == ("ok", "")
    (small_month / "last_backup.json").write_text('{"created_at":"2020-01-01T00:00:00+00:00"}')
    assert (found()["state"], found()["found"][-10:]) == ("warning", "2020-01-01")
    for damaged in ("", "[]", '{"created_at":"x"}', '{"created_at":"2020-01-01"}'):
        (small_month / "last_backup.json").write_text(damaged)
        assert found()["found"] == "there is no backup"


def test_a_new_workspace_has_nothing_to_lose(office, govrank):
    """No warning on the first day."""
    found = next(f for f in govrank("doctor", "--json").json if f["check"] == "backup")
    assert found["state"] == "ok"
