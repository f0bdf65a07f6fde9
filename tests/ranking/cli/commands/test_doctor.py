"""``govrank doctor``."""

import os

import pytest

from ranking.ledger.database import Ledger
from ranking.ledger.events import Event, append_event
from ranking.ledger.runs import put_run
from ranking.model.run import RunState
from tests.builders.plans import make_run, shanghai

WEIBO = """
kind = "weibo"
[credentials]
token = "file:secrets/{account}"
"""


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


def test_the_matching_file_of_the_workspace_is_checked(office, govrank):
    """It goes before the shipped one; every fault is named."""
    assert states(govrank("doctor", "--json"))["matching"] == "ok"
    own = office / "config" / "matching.toml"
    own.write_text('version = "ours"\n[posts]\nlook_back = 3\n', encoding="utf-8")
    run = govrank("doctor", "--json")
    assert run.code == 1
    found = next(finding["found"] for finding in run.json if finding["check"] == "configuration")
    assert "line 3, posts.look_back: is not a known key; did you mean 'look_back_days'?" in found
    assert "verdicts: is missing" in found


def test_a_clock_that_was_ahead_once_is_a_fault(small_month, govrank):
    """Steps of an edition and runs of the schedule count; both times are named."""
    ledger = Ledger(f"sqlite:///{small_month / 'ledger.db'}")
    with ledger.writing() as connection:
        worked, at = shanghai("2029-02-01 09:30"), shanghai("2029-01-01 08:00")
        put_run(connection, make_run("2026-10", "publish", RunState.DONE, worked))
        append_event(connection, Event("main", "2026-10", 1, "drafted", at, "zhang", {}))
    ledger.close()
    run = govrank("doctor", "--json")
    found = [one for one in run.json if one["check"] == "clock"]
    assert run.code == 1
    assert [one["state"] for one in found] == ["fault", "fault"]
    event, schedule = (one["found"] for one in found)
    assert event.startswith("the clock says 20")
    assert event.endswith("the last step of an edition was at 2029-01-01 08:00:00")
    assert schedule.endswith("the schedule last worked at 2029-02-01 09:30:00")
    assert "docs/operations.md" in found[0]["todo"]


def sources(run):
    return [finding for finding in run.json if finding["check"] == "sources"]


def set_up(office, text, name="weibo"):
    folder = office / "config" / "sources"
    folder.mkdir(exist_ok=True)
    (folder / f"{name}.toml").write_text(text, encoding="utf-8")


def test_an_office_without_interfaces_is_told_so(office, govrank):
    """Counts from files are as good; there is nothing to do."""
    (found,) = sources(govrank("doctor", "--json"))
    assert (found["state"], found["todo"]) == ("ok", "")
    assert found["found"] == "no interface is set up: counts come from files"


def test_every_faulty_source_file_is_a_fault_with_its_keys(office, govrank):
    """All files at once, and no credential is repeated."""
    set_up(office, WEIBO.replace("file:", ""))
    set_up(office, "kind = 'gsdta'\n", "gsdata")
    run = govrank("doctor", "--json")
    (found,) = sources(run)
    assert (run.code, found["state"]) == (1, "fault")
    assert "line 4, credentials.token: write env:NAME or file:PATH" in found["found"]
    assert "did you mean 'gsdata'?" in found["found"]
    assert "secrets/{account}" not in run.out


@pytest.mark.skipif(os.name != "posix", reason="Windows has no such rights")
def test_secrets_that_are_missing_or_open_to_others_are_warned_of(small_month, govrank):
    """Those of every account of the roster; what is in them is neither needed nor shown."""
    set_up(small_month, WEIBO)
    folder = small_month / "secrets"
    folder.mkdir()
    (folder / "100").write_text("s3cr3t")
    (folder / "100").chmod(0o604)
    run = govrank("doctor", "--json")
    listed, missing, bare = sources(run)
    assert run.code == 0
    assert (listed["state"], listed["found"]) == ("ok", "weibo")
    assert (missing["state"], bare["state"]) == ("warning", "warning")
    assert missing["found"].endswith(f"1 of 2 ({folder / '101'})")
    assert bare["found"].endswith(f"1 ({folder / '100'})")
    assert "chmod 600" in missing["todo"]
    assert "authorize" not in missing["todo"]
    assert "chmod 600" in bare["todo"]
    assert "s3cr3t" not in run.out
    for name in ("100", "101"):
        (folder / name).touch()
        (folder / name).chmod(0o000)
    assert [finding["state"] for finding in sources(govrank("doctor", "--json"))] == ["ok"]


def test_where_tokens_come_from_is_said_to_an_office_with_an_app(small_month, govrank):
    """Nobody writes a Weibo token by hand."""
    app = "".join(f'{name} = "env:X"\n' for name in ("app_key", "app_secret"))
    set_up(small_month, f'{WEIBO}{app}redirect_uri = "https://example.gov.cn/"\n', "w")
    _, missing = sources(govrank("doctor", "--json"))
    assert "govrank source authorize w" in missing["todo"]


def test_of_many_missing_secrets_a_few_are_named(office, govrank):
    """Accounts that the file names; a credential in the environment is not looked for."""
    accounts = "".join(f'gh_{number} = "wx{number}"\n' for number in range(5))
    secret = '[credentials]\nsecret = "file:/nowhere/{account}"\n'
    set_up(office, f'kind = "wechat"\n{secret}[accounts]\n{accounts}', "a")
    set_up(office, 'kind = "newrank"\n[credentials]\nkey = "env:NO_SUCH_KEY"\n', "b")
    listed, missing = sources(govrank("doctor", "--json"))
    assert listed["found"] == "a, b"
    assert "5 of 5 (/nowhere/gh_0, /nowhere/gh_1, /nowhere/gh_2, ...)" in missing["found"]


def test_it_speaks_chinese(office, govrank):
    """With --lang zh the findings are Chinese."""
    assert "名册" in govrank("doctor", "--lang", "zh").out
