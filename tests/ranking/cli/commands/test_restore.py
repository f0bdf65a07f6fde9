"""``govrank restore``."""

import json

import pytest

pytestmark = pytest.mark.slow


def test_a_restored_workspace_is_in_order_but_for_the_key(published, govrank, tmp_path):
    """Doctor finds no fault, verify holds; the key that is missing is named."""
    file, home = tmp_path / "b.tar.gz", tmp_path / "恢复"
    govrank("backup", file)
    run = govrank("restore", file, home)
    assert run.code == 0
    assert "Put the signing key back as secrets/signing.key" in run.out
    doctor = govrank("doctor", "--home", home, "--json")
    assert doctor.code == 0
    states = {finding["check"]: finding["state"] for finding in doctor.json}
    assert "fault" not in states.values()
    assert states["backup"] == "ok"
    assert govrank("verify", "2020-05", "--home", home).code == 0
    assert govrank("show", "2020-05", "--home", home).code == 0


def test_a_folder_in_use_is_refused_with_exit_code_2(published, govrank, tmp_path):
    """With what it holds; nothing in it changes."""
    file = tmp_path / "b.tar.gz"
    govrank("backup", file)
    before = sorted(path.name for path in published.iterdir())
    run = govrank("restore", file, published, "--json")
    assert run.code == 2
    assert "is not empty" in json.loads(run.err)["message"]
    assert sorted(path.name for path in published.iterdir()) == before


def test_machines_are_told_where_it_is(published, govrank, tmp_path):
    """Folder, ledger, and the head of the log."""
    made = govrank("backup", tmp_path / "b.tar.gz", "--json").json
    done = govrank("restore", tmp_path / "b.tar.gz", tmp_path / "x", "--json").json
    assert done["home"] == str(tmp_path / "x")
    assert done["event_head"] == made["event_head"]
