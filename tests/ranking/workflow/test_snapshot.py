"""What a snapshot takes in, what waits for a revision, and what is left when the writer dies."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from signal import SIGKILL
from subprocess import CompletedProcess

import polars as pl
import pytest

from ranking.editions.canonical import canonical_json
from ranking.editions.manifest import read_manifest
from ranking.errors import ConfigError, DataError, EditionError, UsageError
from ranking.ledger.editions import save_draft
from ranking.model.edition import Edition
from ranking.model.edition_json import edition_to_dict
from ranking.model.month import SHANGHAI, Month
from ranking.schemas import COMPACT_REPRINTS
from ranking.workflow.draft import draft_month
from ranking.workflow.places import snapshot_folder
from ranking.workflow.publishing import read_publishing
from ranking.workflow.recompute import Snapshot, load_snapshot, recompute
from ranking.workflow.repair import repair
from ranking.workflow.snapshot import write_snapshot
from ranking.workflow.snapshot_files import read_inputs
from ranking.workflow.workspace import Workspace
from tests.builders.child import run_child
from tests.builders.frozen_month import MONTH, NOW, SEEN, add_facts, filled_workspace, later, raw
from tests.builders.ledger import event, stored

MICRO = timedelta(microseconds=1)
FIRST = "weibo:5000000000000000"
FILES = {
    "adjustments.json",
    "channels.json",
    "config/campaigns/spring.toml",
    "config/features.toml",
    "config/list.toml",
    "config/method.toml",
    "config/text.toml",
    "earlier_units.json",
    "edition.json",
    "facts/posts.parquet",
    "facts/reprints.parquet",
    "history.json",
    "matches.json",
    "previous.json",
    "record.json",
    "roster.json",
    "versions.json",
}


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with filled_workspace(tmp_path / "office") as made:
        yield made


def freeze(workspace: Workspace, cut_off: datetime = SEEN, revision: int = 1) -> Snapshot:
    """Freeze once more, if need be: as at the start of a step, what was left is put aside."""
    if snapshot_folder(workspace.home, "main", MONTH, revision).exists():
        repair(workspace)
    with workspace.ledger.reading() as connection:
        return write_snapshot(workspace, connection, Month.parse(MONTH), revision, cut_off)


def frozen(snapshot: Snapshot, dataset: str = "posts") -> pl.DataFrame:
    return pl.read_parquet(snapshot.folder / "facts" / f"{dataset}.parquet")


def post(post_id: str, **more: object) -> dict[str, object]:
    row = {"post_id": post_id, "account": "weibo:0", "published_at": SEEN - timedelta(days=20)}
    return {**row, "topics": [], **more}


def count(post_id: str, at: datetime, likes: int) -> dict[str, object]:
    return {"post_id": post_id, "observed_at": at, "source": "weibo", "likes": likes}


def test_a_snapshot_holds_all_that_its_edition_follows_from(workspace: Workspace) -> None:
    """Every file of the contract and nothing else; the edition is the draft's, but frozen."""
    drafted = draft_month(workspace, MONTH)
    made = freeze(workspace)
    assert made.folder == workspace.home / "editions" / "main" / MONTH / "r1"
    manifest = read_manifest(made.manifest)
    assert set(manifest.pop("files")) == FILES
    assert manifest == {
        "format": "govrank-snapshot/1",
        "list": "main",
        "month": MONTH,
        "revision": 1,
        "cut_off": SEEN.isoformat(),
        "created_at": NOW.isoformat(),
        "engine": drafted.engine,
        "previous_manifest": None,
    }
    changed = ("state", "inputs")
    same = {name: value for name, value in vars(made.edition).items() if name not in changed}
    assert same == {name: value for name, value in vars(drafted).items() if name not in changed}
    assert made.edition.state == "frozen"
    assert made.edition.campaigns[0].posts == len(made.matches) > 0
    assert recompute(made.folder) == (made.edition, made.matches, made.record)
    assert made.inputs().digests == made.edition.inputs
    known = {name: made.edition.inputs[name] for name in drafted.inputs if name != "facts"}
    assert known == {name: drafted.inputs[name] for name in known}


def test_a_snapshot_does_not_change_with_the_workspace(workspace: Workspace) -> None:
    """Files edited and facts imported after the freeze have no part in it."""
    made = freeze(workspace)
    before = canonical_json(made.edition)
    (workspace.home / "config" / "campaigns" / "spring.toml").unlink()
    (workspace.home / "config" / "lists" / "main.toml").write_text("nonsense", "utf-8")
    add_facts(workspace, SEEN, post_counts=raw("post_counts", [count(FIRST, SEEN, 9)]))
    assert canonical_json(recompute(made.folder)[0]) == before
    assert load_snapshot(made.folder) == made


@pytest.mark.parametrize(("offset", "likes"), [(-1, 777), (0, 777), (1, 0)])
def test_a_count_enters_up_to_the_cut_off_and_not_after(
    workspace: Workspace, offset: int, likes: int
) -> None:
    """One microsecond before, at, and after it; what was counted before stays."""
    cut_off = SEEN + timedelta(hours=1)
    counts = [count(FIRST, cut_off + offset * MICRO, 777)]
    add_facts(workspace, NOW, post_counts=raw("post_counts", counts))
    (row,) = frozen(freeze(workspace, cut_off)).filter(post_id=FIRST).to_dicts()
    assert row["likes"] == likes


@pytest.mark.parametrize("offset", [-1, 0, 1])
def test_a_post_first_seen_after_the_cut_off_waits(workspace: Workspace, offset: int) -> None:
    """Of an import made in time, without any count: in; of one made later: not."""
    add_facts(workspace, later(offset), posts=raw("posts", [post("weibo:9", title="新")]))
    assert ("weibo:9" in frozen(freeze(workspace))["post_id"]) == (offset <= 0)


@pytest.mark.parametrize("offset", [-1, 0, 1])
def test_a_post_counted_in_time_enters_though_its_batch_came_late(
    workspace: Workspace, offset: int
) -> None:
    """A collection stores pages of before and after the cut-off together."""
    posts = [post("weibo:9", title="新")]
    counts = [count("weibo:9", later(offset), 5)]
    add_facts(workspace, NOW, posts=raw("posts", posts), post_counts=raw("post_counts", counts))
    found = frozen(freeze(workspace)).filter(post_id="weibo:9")
    assert found["likes"].to_list() == ([5] if offset <= 0 else [])
    assert found["title"].to_list() == (["新"] if offset <= 0 else [])


@pytest.mark.parametrize(("offset", "title"), [(-1, "改"), (0, "改"), (1, "第0篇")])
def test_a_post_edited_or_withdrawn_after_the_cut_off_is_as_it_was(
    workspace: Workspace, offset: int, title: str
) -> None:
    """A later description does not reach back, and neither does a withdrawal."""
    told = post(FIRST, title="改", withdrawn_at=SEEN - timedelta(days=10))
    add_facts(workspace, later(offset), posts=raw("posts", [told]))
    (row,) = frozen(freeze(workspace)).filter(post_id=FIRST).to_dicts()
    assert row["title"] == title
    assert (row["withdrawn_at"] is None) == (offset > 0)


@pytest.mark.parametrize("offset", [-1, 0, 1])
def test_reprints_are_cut_off_as_posts_are(workspace: Workspace, offset: int) -> None:
    """A reprint first told of after the cut-off is not in the snapshot, nor are later counts."""
    row = {"post_id": FIRST, "channel_id": "c1", "matched_by": "declared"}
    seen = {"observed_at": later(offset), "source": "table", "reads": 5}
    add_facts(
        workspace,
        later(offset),
        reprints=raw("reprints", [{"reprint_id": "late", **row}]),
        reprint_counts=raw("reprint_counts", [{"reprint_id": i, **seen} for i in ("late", "r0")]),
    )
    found = dict(frozen(freeze(workspace), "reprints").select("reprint_id", "reads").rows())
    assert found.get("late") == (5 if offset <= 0 else None)
    assert ("late" in found, found["r0"]) == (offset <= 0, 5 if offset == 0 else 0)


@pytest.mark.parametrize("offset", [-1, 0, 1])
def test_a_reprint_taken_back_by_the_cut_off_is_not_in_the_snapshot(
    workspace: Workspace, offset: int
) -> None:
    """What is taken back later waits for a revision; what is accepted again is in it again."""
    row = {"post_id": FIRST, "channel_id": "c1", "matched_by": "similarity"}
    back = raw("reprints", [{"reprint_id": i, **row, "rejected": True} for i in ("r0", "r1")])
    add_facts(workspace, later(offset), reprints=back)
    again = raw("reprints", [{"reprint_id": "r1", **row, "rejected": False}])
    add_facts(workspace, later(offset), reprints=again)
    found = frozen(freeze(workspace), "reprints")["reprint_id"]
    assert ("r0" in found, "r1" in found) == (offset > 0, True)


def test_the_facts_of_a_snapshot_by_an_earlier_version_are_read(workspace: Workspace) -> None:
    """Columns that it did not have are null."""
    folder = freeze(workspace).folder
    path = folder / "facts" / "reprints.parquet"
    old = pl.read_parquet(path).drop("parent")
    old.write_parquet(path)
    read = read_inputs(folder, Month.parse(MONTH)).facts.reprints.collect()
    assert read.columns == list(COMPACT_REPRINTS)
    assert read["parent"].null_count() == read.height > 0
    assert read.drop("parent").equals(old)


@pytest.mark.parametrize(
    ("days", "cut_off", "likes"),
    [(3, -1, 1), (3, 0, 2), (3, 1, 2), (2, 0, 1), (4, 0, 2), (4, 1, 3)],
)
def test_the_observation_horizon_and_the_cut_off_both_hold(
    workspace: Workspace, days: int, cut_off: int, likes: int
) -> None:
    """A count enters within so many days of publication and by the cut-off; the latest of them."""
    path = workspace.home / "config" / "lists" / "main.toml"
    path.write_text(f"observation_horizon_days = {days}\n{path.read_text('utf-8')}", "utf-8")
    born = SEEN - timedelta(days=3)
    counts = [(born + timedelta(days=1), 1), (SEEN, 2), (SEEN + MICRO, 3)]
    add_facts(
        workspace,
        SEEN - timedelta(days=2),
        posts=raw("posts", [post("weibo:9") | {"published_at": born}]),
        post_counts=raw("post_counts", [count("weibo:9", at, n) for at, n in counts]),
    )
    found = frozen(freeze(workspace, later(cut_off))).filter(post_id="weibo:9")
    assert found["likes"].to_list() == [likes]


def test_without_reprints_by_the_cut_off_there_is_no_reprint_feed(workspace: Workspace) -> None:
    """An absent file, and an edition that says so; nothing at all by then is refused."""
    early = SEEN - timedelta(days=5)
    add_facts(workspace, early, posts=raw("posts", [post("weibo:9")]))
    made = freeze(workspace, early)
    assert sorted(path.name for path in (made.folder / "facts").iterdir()) == ["posts.parquet"]
    assert frozen(made)["post_id"].to_list() == ["weibo:9"]
    assert not made.edition.coverage.reprint_feed
    with pytest.raises(DataError, match="No post of 2026-10 was seen by the cut-off, 2026-10-29"):
        freeze(workspace, early - MICRO, revision=2)
    assert [path.name for path in made.folder.parent.iterdir()] == ["r1"]


def test_a_cut_off_to_come_is_refused(workspace: Workspace) -> None:
    """Up to it anything may still be seen; in any zone it is the same instant."""
    with pytest.raises(UsageError, match="is still to come"):
        freeze(workspace, NOW + MICRO)
    local = freeze(workspace, NOW.astimezone(SHANGHAI))
    assert local.header.cut_off == NOW
    assert b"+08:00" not in local.manifest


def keep(workspace: Workspace, edition: Edition, **more: object) -> None:
    """Store an edition in the ledger in any state."""
    text = json.dumps(edition_to_dict(edition))
    row = stored(edition.month, text, revision=edition.revision, **more)
    with workspace.ledger.writing() as connection:
        save_draft(connection, row, event(edition.month, revision=edition.revision))


def test_a_frozen_revision_is_never_written_again(workspace: Workspace) -> None:
    """The ledger knows it; the next revision names its manifest."""
    made = freeze(workspace)
    keep(workspace, made.edition, state="frozen", manifest_sha256=made.manifest_sha256)
    with pytest.raises(EditionError, match="r1 has been frozen"):
        freeze(workspace)
    second = freeze(workspace, revision=2)
    assert second.header.previous_manifest == made.manifest_sha256
    assert (second.edition.revision, load_snapshot(made.folder)) == (2, made)


@pytest.mark.slow
def test_changes_are_measured_against_what_was_published(workspace: Workspace) -> None:
    """The newest published revision of the month before, else its newest edition, else none."""
    assert json.loads((freeze(workspace).folder / "previous.json").read_text()) is None
    base = freeze(workspace).edition
    for revision, states, expected in (
        (1, {"state": "frozen"}, 1),
        (2, {"state": "published"}, 2),
        (3, {"state": "draft"}, 2),
    ):
        keep(workspace, replace(base, month="2026-09", revision=revision), **states)
        made = freeze(workspace)
        assert json.loads((made.folder / "previous.json").read_text())["revision"] == expected
        assert made.edition.previous_statistics == base.statistics
        names = json.loads((made.folder / "earlier_units.json").read_text("utf-8"))
        assert names == sorted(["甲区", "乙区"])
        assert draft_month(workspace, MONTH).boards == made.edition.boards


def test_the_months_before_are_frozen_with_the_month(workspace: Workspace) -> None:
    """What is published of them later has no part in it; the record says the same once more."""
    base = freeze(workspace).edition
    keep(workspace, replace(base, month="2025-10"), state="published")
    keep(workspace, replace(base, month="2026-09"), state="published")
    made = freeze(workspace)
    keep(workspace, replace(base, month="2026-08"), state="published")
    assert [past.month for past in made.record.history] == ["2025-10", "2026-09"]
    assert made.record == recompute(made.folder).record == load_snapshot(made.folder).record
    assert freeze(workspace).record.history[1].month == "2026-08"


def publishing(workspace: Workspace, template: str) -> None:
    """Let the office's own list file name a Word template."""
    lists = workspace.home / "config" / "lists"
    (shipped,) = (folder / "lists" for folder in workspace.settings.config_folders[-1:])
    lists.mkdir(parents=True, exist_ok=True)
    text = (shipped / "main.toml").read_text("utf-8")
    (lists / "main.toml").write_text(f'{text}\n[publish]\ndocx_template = "{template}"\n', "utf-8")


def test_the_looks_are_frozen_with_the_numbers(workspace: Workspace) -> None:
    """The office's own sentences and Word template, as they were."""
    config = workspace.home / "config"
    publishing(workspace, "公文.docx")
    (config / "templates" / "公文.docx").write_bytes(b"own")
    (config / "templates" / "not named.docx").write_bytes(b"other")
    made = freeze(workspace)
    (config / "templates" / "公文.docx").unlink()
    assert set(read_manifest(made.manifest)["files"]) == {*FILES, "config/templates/公文.docx"}
    configuration = made.inputs().configuration
    found = read_publishing(configuration.files, configuration.list_file)
    assert found.docx_template == b"own"
    shipped = workspace.settings.config_folders[-1] / "text.toml"
    assert (made.folder / "config" / "text.toml").read_bytes() == shipped.read_bytes()


def test_a_template_that_is_not_there_is_told_before_anything_is_written(
    workspace: Workspace,
) -> None:
    """By the name of the office's own file; so is a fault in its sentences."""
    publishing(workspace, "公文.docx")
    with pytest.raises(ConfigError, match=r"names the Word template '公文\.docx'") as error:
        freeze(workspace)
    assert "part-" not in str(error.value)
    publishing(workspace, "own.docx")
    (workspace.home / "config" / "templates" / "own.docx").write_bytes(b"own")
    (workspace.home / "config" / "text.toml").write_text("nonsense = 1", "utf-8")
    with pytest.raises(ConfigError, match="nonsense"):
        freeze(workspace)
    assert not (workspace.home / "editions").exists()


def test_a_folder_that_no_ledger_row_names_is_put_aside(workspace: Workspace) -> None:
    """A run died between the rename and the ledger: the next one writes its own, none is lost."""
    left = freeze(workspace)
    (left.folder.parent / ".r1.part-0123").mkdir()
    made = freeze(workspace)
    (aside,) = (path for path in made.folder.parent.iterdir() if path != made.folder)
    assert aside.name.startswith(".r1.unrecorded-")
    assert load_snapshot(aside).manifest == left.manifest


FREEZER = """
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from ranking.errors import GovrankError
from ranking.model.month import Month
from ranking.wiring import open_workspace
from ranking.workflow.recompute import load_snapshot
from ranking.workflow.repair import repair
from ranking.workflow.snapshot import write_snapshot
from ranking.workflow.snapshot_files import read_inputs

home, mode, number, now, cut_off = sys.argv[1:]
workspace = open_workspace(Path(home), "test", lambda *_: None)
workspace = replace(workspace, now=lambda: datetime.fromisoformat(now))
folder = Path(home) / "editions" / "main" / "2026-10" / "r1"
strike, seen = int(number), 0

def hook(event, arguments):
    global seen
    if event not in ("open", "os.rename", "os.mkdir"):
        return
    if not str(arguments[0]).startswith(str(Path(home) / "editions")):
        return
    seen += 1
    if seen == strike or (mode == "persist" and seen > strike):
        if mode == "kill":
            die()
        raise OSError(28, "No space left on device")

def freeze():
    with workspace.ledger.reading() as connection:
        until = datetime.fromisoformat(cut_off)
        write_snapshot(workspace, connection, Month(2026, 10), 1, until)

def spared():
    "Freeze; say whether it came to an end before it could be struck."
    global seen
    seen = 0
    try:
        freeze()
    except GovrankError as error:
        assert "No space left" in str(error) or "File too large" in str(error), error
        return False
    return seen < strike

sys.addaudithook(hook)
if mode == "small":
    limit_files(strike)
while not spared():
    strike += 1
    seen = -1_000_000
    if folder.exists():
        load_snapshot(folder)
        repair(workspace)
    if mode == "small":
        sys.exit(1)
print(strike - 1)
"""


def run_freezer(workspace: Workspace, mode: str, number: int) -> CompletedProcess[str]:
    """Freeze in a child that is struck at its n-th file step, or at each in turn from there."""
    arguments = (workspace.home, mode, number, NOW.isoformat(), SEEN.isoformat())
    result = run_child(FREEZER, *arguments, seconds=240)
    assert "Traceback" not in result.stderr, result.stderr
    return result


def healed(workspace: Workspace) -> None:
    """The next run writes the snapshot, and nothing unfinished is left beside it."""
    made = freeze(workspace)
    assert recompute(made.folder) == (made.edition, made.matches, made.record)
    assert not list(made.folder.parent.glob(".r1.part-*"))


@pytest.mark.slow
@pytest.mark.parametrize("mode", ["once", "persist"])
def test_a_writer_without_disk_space_leaves_a_whole_snapshot_or_none(
    workspace: Workspace, mode: str
) -> None:
    """Failing once, or from then on for ever, at every file step in turn: the cause is said."""
    result = run_freezer(workspace, mode, 1)
    assert result.returncode == 0
    assert int(result.stdout) > 60
    healed(workspace)


@pytest.mark.slow
def test_a_writer_killed_anywhere_leaves_a_whole_snapshot_or_none(workspace: Workspace) -> None:
    """Killed at the n-th file step, for many n: under its name there is all of it or nothing."""
    folder = workspace.home / "editions" / "main" / MONTH / "r1"
    numbers = [1, 2, *range(3, 200, 9)]
    killed = 0
    while run_freezer(workspace, "kill", numbers[killed]).returncode == -SIGKILL:
        killed += 1
        if folder.exists():
            load_snapshot(folder)
            repair(workspace)
    assert 8 < killed < len(numbers) - 1
    healed(workspace)


@pytest.mark.slow
def test_a_full_disk_is_said_and_leaves_nothing(workspace: Workspace) -> None:
    """Where no file may grow, the folder is not there afterwards, nor any part of it."""
    for size in (0, 100, 5_000, 15_000):
        assert run_freezer(workspace, "small", size).returncode == 1
        assert not list((workspace.home / "editions").glob("main/*/*"))
    healed(workspace)
