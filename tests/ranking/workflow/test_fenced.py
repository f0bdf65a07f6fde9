"""A step of an edition that was paused while another process took over changes nothing."""

from __future__ import annotations

import shutil
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
os.environ["GOVRANK_LANG"] = "en"
sys.argv = ["govrank", *step.split(), "--home", home]
from ranking.cli.main import main
main()
"""
FREEZE = ("freeze", "张三")
PUBLISH = ("publish", "李四")
PLACES = {
    "freeze: between repair's reading and its moves": (*FREEZE, "repair", "_sweep", 2, "before"),
    "freeze: before it begins its folder": (*FREEZE, "whole_folder", "_make", 1, "before"),
    "freeze: in its folder": (*FREEZE, "whole_folder", "_make", 1, "after"),
    "freeze: before its folder gets its name": (*FREEZE, "whole_folder", "_sync", 1, "after"),
    "freeze: before its transaction": (*FREEZE, "freeze", "_record", 1, "before"),
    "publish: between repair's reading and its moves": (*PUBLISH, "repair", "_sweep", 2, "before"),
    "publish: in its folder": (*PUBLISH, "whole_folder", "_make", 1, "after"),
    "publish: before its folder gets its name": (*PUBLISH, "whole_folder", "_sync", 1, "after"),
    "publish: before its transaction": (*PUBLISH, "publish", "_record", 1, "before"),
    "pointer: published, before it points to it": (*PUBLISH, "repair", "replace_file", 1, "before"),
}
"""Where → step, person, module, the function in it, its how manieth call, and before or after."""
BEFORE = {"freeze": ("draft",), "publish": ("draft", "freeze", "review", "approve")}
REVISION = ("revise", "freeze", "review", "approve", "publish")
LATER = {
    "freeze": ("freeze", "review", "approve", "publish"),
    "publish": ("publish", *REVISION),
    "pointer": REVISION,
}
"""What another does while the first is paused."""
BOTH = ("freeze: before its transaction", "publish: between repair's reading and its moves")
"""Where it is tried on PostgreSQL as well."""


@pytest.fixture(scope="module")
def templates(tmp_path_factory) -> dict[str, Path]:
    """Step → a workspace, on files, that is ready for it."""
    home = tmp_path_factory.mktemp("templates") / "office"
    with imported_workspace(home):
        pass
    take(home, "key", *BEFORE["freeze"])
    ready = {"freeze": shutil.copytree(home, home.with_name("freeze"))}
    take(home, *BEFORE["publish"][1:])
    return {**ready, "publish": home}


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
def test_a_step_that_wakes_after_others_went_on_changes_nothing(templates, tmp_path, place) -> None:
    """Ledger, folders and current.json are as the others left them; exit code 1 says why."""
    step = PLACES[place][0]
    home = Path(shutil.copytree(templates[step], tmp_path / "office"))
    changes_nothing(home, place)


@pytest.mark.slow
@pytest.mark.postgres
@pytest.mark.parametrize("place", BOTH)
def test_nor_does_it_on_a_server(postgres_url, tmp_path, monkeypatch, place) -> None:
    """The same where the ledger is on PostgreSQL."""
    monkeypatch.setenv("GOVRANK_DATABASE_URL", postgres_url)
    home = tmp_path / "office"
    with imported_workspace(home):
        pass
    take(home, "key", *BEFORE[PLACES[place][0]])
    changes_nothing(home, place)


def changes_nothing(home: Path, place: str) -> None:
    """Pause a step, let others go on, wake it, and compare."""
    later = LATER[place.partition(":")[0]]
    with stepping(home, place) as child:
        take(home, *later)
        ledger, files = rows(home), contents(home / "editions", home / "releases")
        code, said = wake(child)
    assert (code, "has taken over" in said, "Traceback" in said) == (1, True, False), said
    assert rows(home) == ledger
    assert contents(home / "editions", home / "releases") == files
    assert left_over(home) == []
    check_home(home)
    said = current(home)
    assert said is not None
    assert said["revision"] == 1 + later.count("revise")


@pytest.mark.slow
def test_a_step_that_wakes_while_another_works_changes_nothing(templates, tmp_path) -> None:
    """The message names who works now, and since when; the other's work comes to its end."""
    home = Path(shutil.copytree(templates["publish"], tmp_path / "office"))
    with (
        stepping(home, "publish: before its transaction") as child,
        stepping(home, "publish: in its folder") as other,
    ):
        code, said = wake(child)
        assert code == 1
        assert "govrank publish, pid " in said
        assert "has taken over since 20" in said
        code, said = wake(other)
        assert code == 0, said
    assert current(home)["manifest_sha256"] == check_release(home, 1)
    assert left_over(home) == []


def test_a_folder_that_the_ledger_names_gets_its_name_back(templates, tmp_path) -> None:
    """Paused after its last look: what it still hides is put back by the next step."""
    home = Path(shutil.copytree(templates["publish"], tmp_path / "office"))
    take(home, "publish")
    for place in ("editions", "releases"):
        folder = home / place / "main" / MONTH
        (folder / "r1").rename(folder / ".r1.unrecorded-22")
        (folder / ".r1.unrecorded-11").mkdir()
        (folder / ".r1.unrecorded-11" / "manifest.json").write_text("{}", "utf-8")
        (folder / ".r1.unrecorded-00").mkdir()
    take(home, "revise")
    check_home(home)
    for place in ("editions", "releases"):
        names = sorted(path.name for path in (home / place / "main" / MONTH).iterdir())
        assert names == [".r1.unrecorded-00", ".r1.unrecorded-11", "r1"]
