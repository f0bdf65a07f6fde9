"""A step of an edition that was paused while another process took over changes nothing."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from ranking.ledger.tables import metadata
from ranking.wiring import open_workspace
from tests.builders.leases import contents, paused_child, wake
from tests.builders.life import check_home, check_release, current, left_over, take
from tests.builders.workspaces import MONTH, imported_workspace

STEP = """
import getpass, importlib
home, step, person, place, name, number, when = sys.argv[1:]
getpass.getuser = lambda: person
module = importlib.import_module(place)
kept, calls = getattr(module, name), 0

def pausing(*arguments, **more):
    global calls
    calls += 1
    if calls == int(number) and when == "before":
        pause()
    result = kept(*arguments, **more)
    if calls == int(number) and when == "after":
        pause()
    return result

setattr(module, name, pausing)
print("ready", flush=True)
sys.stderr = sys.stdout
sys.argv = ["govrank", "--home", home, "--lang", "en", *step.split()]
from ranking.cli.main import main
main()
"""
FREEZE = ("freeze", "张三")
PUBLISH = ("publish", "李四")
PLACES = {
    "freeze: at the start of repair": (*FREEZE, "repair", "_sweep", 1, "before"),
    "freeze: between repair's reading and its moves": (*FREEZE, "repair", "_sweep", 2, "before"),
    "freeze: before it begins its folder": (*FREEZE, "whole_folder", "_make", 1, "before"),
    "freeze: in its folder": (*FREEZE, "whole_folder", "_make", 1, "after"),
    "freeze: before its folder gets its name": (*FREEZE, "whole_folder", "_sync", 1, "after"),
    "freeze: before its transaction": (*FREEZE, "freeze", "_record", 1, "before"),
    "publish: between repair's reading and its moves": (*PUBLISH, "repair", "_sweep", 2, "before"),
    "publish: in its folder": (*PUBLISH, "whole_folder", "_make", 1, "after"),
    "publish: before its folder gets its name": (*PUBLISH, "whole_folder", "_sync", 1, "after"),
    "publish: before its transaction": (*PUBLISH, "publish", "_record", 1, "before"),
}
"""Where → step, person, module, the function in it, its how manieth call, and before or after."""
BEFORE = {"freeze": ("draft",), "publish": ("draft", "freeze", "review", "approve")}
LATER = {
    "freeze": ("freeze", "review", "approve", "publish"),
    "publish": ("publish", "revise", "freeze", "review", "approve", "publish"),
}
"""What another does while the first is paused."""


@pytest.fixture
def office(tmp_path, ledger_url, monkeypatch) -> Path:
    monkeypatch.setenv("GOVRANK_DATABASE_URL", ledger_url)
    home = tmp_path / "office"
    with imported_workspace(home):
        pass
    take(home, "key")
    return home


def rows(home: Path) -> dict[str, list[object]]:
    """Return all rows of all tables."""
    workspace = open_workspace(home, "test", lambda *_: None)
    try:
        with workspace.ledger.reading() as connection:
            return {
                table.name: sorted(map(repr, connection.execute(table.select())))
                for table in metadata.sorted_tables
            }
    finally:
        workspace.close()


def stepping(home: Path, place: str):
    step, person, module, name, number, when = PLACES[place]
    said = f"{step} {MONTH}"
    where = f"ranking.workflow.{module}"
    return paused_child(STEP, home, said, person, where, name, number, when)


@pytest.mark.slow
@pytest.mark.parametrize("place", PLACES)
def test_a_step_that_wakes_after_others_went_on_changes_nothing(office, place) -> None:
    """Ledger, folders and current.json are as the others left them; exit code 1 says why."""
    step = PLACES[place][0]
    take(office, *BEFORE[step])
    with stepping(office, place) as child:
        time.sleep(0.4)
        take(office, *LATER[step])
        ledger = rows(office)
        files = contents(office / "editions", office / "releases")
        code, said = wake(child)
    assert (code, "has taken over" in said, "Traceback" in said) == (1, True, False), said
    assert rows(office) == ledger
    assert contents(office / "editions", office / "releases") == files
    assert left_over(office) == []
    check_home(office)


@pytest.mark.slow
def test_a_step_that_wakes_while_another_works_changes_nothing(office) -> None:
    """The message names who works now, and since when."""
    take(office, *BEFORE["publish"])
    with (
        stepping(office, "publish: before its transaction") as child,
        stepping(office, "publish: in its folder") as other,
    ):
        code, said = wake(child)
        assert code == 1
        assert "govrank publish, pid " in said
        assert "has taken over since 20" in said
        code, said = wake(other)
        assert code == 0, said
    assert current(office)["manifest_sha256"] == check_release(office, 1)
    assert left_over(office) == []


@pytest.mark.slow
def test_the_pointer_is_not_set_back(office) -> None:
    """Paused when it was about to point to what it published; a revision came out meanwhile."""
    take(office, *BEFORE["publish"])
    PLACES["pointer"] = (*PUBLISH, "repair", "replace_file", 1, "before")
    with stepping(office, "pointer") as child:
        time.sleep(0.4)
        take(office, "revise", "freeze", "review", "approve", "publish")
        code, said = wake(child)
    assert (code, "has taken over" in said) == (1, True), said
    assert current(office)["revision"] == 2
    check_home(office)


def test_a_folder_that_the_ledger_names_gets_its_name_back(office) -> None:
    """Paused after its last look: what it still hides is put back by the next step."""
    take(office, *BEFORE["publish"], "publish")
    for place in ("editions", "releases"):
        folder = office / place / "main" / MONTH
        (folder / "r1").rename(folder / ".r1.unrecorded-22")
        (folder / ".r1.unrecorded-11").mkdir()
        (folder / ".r1.unrecorded-11" / "manifest.json").write_text("{}", "utf-8")
        (folder / ".r1.unrecorded-00").mkdir()
    take(office, "revise")
    check_home(office)
    for place in ("editions", "releases"):
        names = sorted(path.name for path in (office / place / "main" / MONTH).iterdir())
        assert names == [".r1.unrecorded-00", ".r1.unrecorded-11", "r1"]
