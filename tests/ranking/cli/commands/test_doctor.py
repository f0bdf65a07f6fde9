"""``govrank doctor``."""

from ranking.ledger.database import Ledger


def states(run):
    return {finding["check"]: finding["state"] for finding in run.json}


def test_a_fresh_workspace_lacks_only_a_roster(office, govrank):
    """Everything is in order but the roster; what to do is said."""
    run = govrank("doctor", "--json")
    assert run.code == 0
    found = states(run)
    assert found["roster"] == "warning"
    checks = ("workspace", "permissions", "database", "facts", "audit log", "list", "methods")
    assert all(found[name] == "ok" for name in (*checks, "clock", "calendar"))
    todo = {finding["check"]: finding["todo"] for finding in run.json}
    assert "govrank roster import" in todo["roster"]


def test_a_missing_ledger_is_a_fault_that_repair_mends(office, govrank):
    """Without a schema the exit code is 1; ``--repair`` creates it."""
    (office / "ledger.db").unlink()
    run = govrank("doctor", "--json")
    assert run.code == 1
    assert states(run)["database"] == "fault"
    assert govrank("doctor", "--repair").code == 0


def test_a_changed_event_is_found(small_month, govrank):
    """Someone who edits the audit log is found out."""
    ledger = Ledger(f"sqlite:///{small_month / 'ledger.db'}")
    with ledger.writing() as connection:
        connection.exec_driver_sql("UPDATE edition_events SET actor = 'nobody'")
    ledger.close()
    run = govrank("doctor", "--json")
    assert (run.code, states(run)["audit log"]) == (1, "fault")


def test_a_faulty_method_file_is_a_fault_with_its_keys(office, govrank):
    """A method of the workspace is checked, and the rest still is."""
    folder = office / "config" / "methods"
    folder.mkdir()
    (folder / "own.toml").write_text("id = 3\n", encoding="utf-8")
    run = govrank("doctor", "--json")
    found = {finding["check"]: finding for finding in run.json}
    assert run.code == 1
    assert "own.toml" in found["configuration"]["found"]
    assert found["clock"]["state"] == "ok"


def test_it_speaks_chinese(office, govrank):
    """With --lang zh the findings are Chinese."""
    assert "名册" in govrank("doctor", "--lang", "zh").out
