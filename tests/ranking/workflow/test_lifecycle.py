"""The whole life on both databases, and steps in any order."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from ranking.errors import EditionError, GovrankError
from ranking.ledger.database import Ledger
from ranking.ledger.events import broken_event
from ranking.model.lifecycle import Reason, State
from ranking.wiring import open_workspace
from ranking.workflow.approve import approve_month
from ranking.workflow.draft import draft_month
from ranking.workflow.editions import month_edition
from ranking.workflow.freeze import freeze_month
from ranking.workflow.history import month_history
from ranking.workflow.publish import publish_month
from ranking.workflow.recompute import recompute
from ranking.workflow.revise import revise_month, withdraw_month
from tests.builders.life import check_home, check_release, current, left_over, take
from tests.builders.workspaces import MONTH, imported_workspace

pytestmark = pytest.mark.slow


@pytest.fixture
def home(tmp_path, ledger_url, monkeypatch):
    """A workspace with a small month, on either database, and a signing key."""
    monkeypatch.setenv("GOVRANK_DATABASE_URL", ledger_url)
    with imported_workspace(tmp_path / "office"):
        pass
    take(tmp_path / "office", "key")
    return tmp_path / "office"


def states(home) -> list[str]:
    workspace = open_workspace(home, "test", lambda *_: None)
    try:
        return [str(one.state) for one in month_history(workspace, MONTH).revisions]
    finally:
        workspace.close()


def test_an_edition_lives_from_draft_to_withdrawal(home) -> None:
    """Published, revised, withdrawn; each release recomputes to what was frozen."""
    take(home, "draft", "freeze", "review", "approve", "publish")
    assert states(home) == ["published"]
    first = check_release(home, 1)
    assert current(home) == {"month": MONTH, "revision": 1, "manifest_sha256": first}
    take(home, "revise", "freeze", "review", "approve", "publish")
    assert states(home) == ["revised", "published"]
    assert current(home)["revision"] == 2
    assert check_release(home, 1) == first
    workspace = open_workspace(home, "王五", lambda *_: None)
    try:
        assert withdraw_month(workspace, MONTH, "数据有误").state is State.WITHDRAWN
        for revision in (1, 2):
            folder = home / "releases" / "main" / MONTH / f"r{revision}" / "snapshot"
            edition = recompute(folder).edition
            shown = month_edition(workspace, MONTH, revision).edition
            assert edition.boards == shown.boards
    finally:
        workspace.close()
    assert current(home) is None
    check_home(home)
    assert left_over(home) == []


def test_one_transaction_holds_the_state_and_its_event(home) -> None:
    """When the event cannot be written, the state is as it was, and no release is in force."""
    take(home, "draft", "freeze", "review", "approve")
    workspace = open_workspace(home, "李四", lambda *_: None)
    try:
        with workspace.ledger.writing() as connection:
            connection.exec_driver_sql("ALTER TABLE edition_events RENAME TO hidden")
        with pytest.raises(GovrankError):
            publish_month(workspace, MONTH, "zh")
        with workspace.ledger.writing() as connection:
            connection.exec_driver_sql("ALTER TABLE hidden RENAME TO edition_events")
    finally:
        workspace.close()
    assert states(home) == ["approved"]
    assert current(home) is None
    take(home, "publish")
    check_home(home)


def test_a_clock_that_went_back_is_refused(home) -> None:
    """A step seems to be earlier than the one before it: nothing is recorded."""
    take(home, "draft")
    workspace = open_workspace(home, "张三", lambda *_: None)
    workspace.now = lambda: datetime.now(UTC) - timedelta(days=1)
    try:
        with pytest.raises(EditionError, match="The clock says"):
            freeze_month(workspace, MONTH)
    finally:
        workspace.close()
    assert states(home) == ["draft"]


def test_what_the_ledger_does_not_know_is_hidden(home) -> None:
    """A folder beside an older ledger is kept under another name; leftovers go."""
    take(home, "draft", "freeze", "review", "approve", "publish")
    folder = home / "releases" / "main" / MONTH
    (folder / "r7").mkdir()
    (folder / "r7" / "manifest.json").write_text("{}", "utf-8")
    (folder / ".r8.part-00ff").mkdir()
    (home / "releases" / "main" / ".current.json.part-00ff").write_text("{", "utf-8")
    (home / "releases" / "main" / "current.json").write_text("{}", "utf-8")
    take(home, "revise")
    names = sorted(path.name for path in folder.iterdir())
    assert names[0].startswith(".r7.unrecorded-")
    assert names[1:] == ["r1"]
    assert left_over(home) == []
    check_home(home)


ACTIONS = ("draft", "freeze", "approve", "publish", "revise", "withdraw")


@pytest.mark.parametrize("seed", range(3))
def test_steps_in_any_order_never_leave_the_table(home, seed) -> None:
    """Random steps of three people: each is refused or leads where a small model says."""
    import random

    chance = random.Random(seed)
    expected: list[str] = []
    approved: set[str] = set()
    for _ in range(25):
        step, person = chance.choice(ACTIONS), chance.choice(("张三", "李四", "王五"))
        before = list(expected)
        wanted, approved = _model(expected, approved, step, person)
        assert _try(home, step, person) == (wanted != before or _redrafted(before, step))
        expected = wanted
        assert states(home) == expected
    check_home(home)
    assert left_over(home) == []


def _redrafted(before: list[str], step: str) -> bool:
    return step == "draft" and before[-1:] == ["draft"]


def _model(
    states: list[str], approved: set[str], step: str, person: str
) -> tuple[list[str], set[str]]:
    """Say what becomes of the revisions' states: written apart from the table of the program."""
    last = states[-1] if states else ""
    rest = states[:-1]
    if step == "draft" and not states:
        return ["draft"], set()
    if step == "freeze" and last == "draft":
        return [*rest, "frozen"], set()
    if step == "approve" and last in ("frozen", "reviewed") and person not in approved:
        now = "reviewed" if last == "frozen" else "approved"
        return [*rest, now], approved | {person}
    if step == "publish" and last == "approved":
        return [*("revised" if s == "published" else s for s in rest), "published"], approved
    if step == "revise" and last and last != "draft":
        kept = last if last in ("published", "withdrawn") else "revised"
        return [*rest, kept, "draft"], set()
    if step == "withdraw" and "published" in states:
        return ["withdrawn" if s == "published" else s for s in states], approved
    return states, approved


def _try(home, step: str, person: str) -> bool:
    acts = {
        "draft": lambda w: draft_month(w, MONTH),
        "freeze": lambda w: freeze_month(w, MONTH),
        "approve": lambda w: approve_month(w, MONTH),
        "publish": lambda w: publish_month(w, MONTH, "zh"),
        "revise": lambda w: revise_month(w, MONTH, Reason.C, "更正"),
        "withdraw": lambda w: withdraw_month(w, MONTH, "有误"),
    }
    workspace = open_workspace(home, person, lambda *_: None)
    try:
        acts[step](workspace)
    except EditionError:
        return False
    else:
        return True
    finally:
        workspace.close()


def test_the_log_of_a_life_is_one_chain(home, ledger_url) -> None:
    """From the first draft to the last step, and every approval is of what was frozen."""
    take(home, "draft", "freeze", "review", "approve", "publish", "revise")
    ledger = Ledger(ledger_url)
    with ledger.reading() as connection:
        assert broken_event(connection) is None
    ledger.close()
    events = json.loads((home / "releases" / "main" / MONTH / "r1" / "events.json").read_bytes())[
        "events"
    ]
    manifests = {e["detail"]["manifest"] for e in events if "manifest" in e["detail"]}
    assert len(manifests) == 1
