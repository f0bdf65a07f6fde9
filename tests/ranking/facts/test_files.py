"""Batches on disk: whole and durable or not there at all; what is damaged is never read."""

import hashlib
import os
from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from ranking.errors import DataError
from ranking.facts.files import damaged, scan_batches, sweep, write_batch
from ranking.model.batch import Batch
from ranking.schemas import COMPACT_POSTS, REPRINT_COUNTS, REPRINTS
from tests.builders.child import run_child

FULL = """
from pathlib import Path
import polars as pl
from ranking.errors import DataError
from ranking.facts.files import write_batch
from ranking.schemas import REPRINT_COUNTS
numbers = pl.DataFrame({"reprint_id": [f"{n * 2654435761 % 2**32:x}" for n in range(40_000)]})
frame = numbers.select(
    pl.col(name) if name == "reprint_id" else pl.lit(None, dtype).alias(name)
    for name, dtype in REPRINT_COUNTS.items()
)
limit_files(int(sys.argv[2]))
try:
    write_batch(Path(sys.argv[1]), "reprint_counts", "2026-10", "raw", frame)
except DataError as error:
    print(error, error.hint_text())
"""


def counts(*reads: int | None) -> pl.DataFrame:
    rows = [{"reprint_id": f"r{n}", "reads": value} for n, value in enumerate(reads)]
    return pl.DataFrame(rows, schema={"reprint_id": pl.String, "reads": pl.Int64}).select(
        pl.col(name) if name in ("reprint_id", "reads") else pl.lit(None, dtype).alias(name)
        for name, dtype in REPRINT_COUNTS.items()
    )


def write(facts: Path, frame: pl.DataFrame) -> Batch:
    return write_batch(facts, "reprint_counts", "2026-10", "raw", frame)


def files(facts: Path) -> list[str]:
    return sorted(p.relative_to(facts).as_posix() for p in facts.rglob("*") if p.is_file())


def test_a_batch_is_named_by_its_content_and_reads_back(tmp_path) -> None:
    """Path and SHA-256 follow from the bytes; the frame comes back as it was."""
    frame = counts(1, None, 2**53)
    batch = write(tmp_path, frame)
    content = (tmp_path / batch.path).read_bytes()
    assert batch.sha256 == hashlib.sha256(content).hexdigest()
    assert batch.path == f"reprint_counts/month=2026-10/raw-{batch.sha256[:20]}.parquet"
    assert (batch.rows, batch.covers) == (3, None)
    assert files(tmp_path) == [batch.path]
    assert_frame_equal(scan_batches(tmp_path, [batch], "reprint_counts").collect(), frame)


def test_the_same_rows_are_the_same_file(tmp_path) -> None:
    """Writing again gives the same description and no second file; other rows another file."""
    first = write(tmp_path, counts(1, 2))
    assert write(tmp_path, counts(1, 2)) == first
    assert write(tmp_path, counts(2, 1)).path != first.path
    assert len(files(tmp_path)) == 2


def test_batches_are_read_in_the_order_given(tmp_path) -> None:
    """Arrival is the order of the ledger, not of the file names."""
    batches = [write(tmp_path, counts(n)) for n in range(6)]
    for order in (batches, batches[::-1]):
        read = scan_batches(tmp_path, order, "reprint_counts").collect()["reads"].to_list()
        assert read == [int(batches.index(batch)) for batch in order]


def test_no_batch_is_an_empty_frame_of_the_right_kind(tmp_path) -> None:
    """With the columns of the dataset; nothing on disk is needed."""
    frame = scan_batches(tmp_path / "none", [], "reprint_counts").collect()
    assert frame.schema == REPRINT_COUNTS
    assert frame.height == 0


def test_a_compact_batch_is_read_by_its_own_columns(tmp_path) -> None:
    """Compact posts hold description and counts in one table."""
    frame = pl.DataFrame(schema=COMPACT_POSTS)
    batch = write_batch(tmp_path, "posts", "2026-10", "compact", frame, "c" * 64)
    assert batch.covers == "c" * 64
    assert scan_batches(tmp_path, [batch], "posts").collect().schema == COMPACT_POSTS


def test_a_batch_of_an_earlier_version_lacks_the_columns_that_came_later(tmp_path) -> None:
    """They are null, beside new batches and alone; columns of a later version are passed over."""
    row = {"reprint_id": "r", "post_id": "p", "similarity": 0.5}
    new = pl.DataFrame([dict.fromkeys(REPRINTS) | row | {"parent": "x"}], schema=REPRINTS)
    frames = [new.drop("parent", "rejected"), new, new.with_columns(later=pl.lit(1))]
    batches = [write_batch(tmp_path, "reprints", "2026-10", "raw", frame) for frame in frames]
    old = new.with_columns(parent=pl.lit(None, pl.String))
    read = scan_batches(tmp_path, batches, "reprints").collect()
    assert_frame_equal(read, pl.concat([old, new, new]))
    assert_frame_equal(scan_batches(tmp_path, batches[:1], "reprints").collect(), old)


def test_a_file_and_its_name_are_on_disk_before_the_ledger_hears_of_it(
    tmp_path, monkeypatch
) -> None:
    """The content is synced before the rename, the folders after it."""
    synced: list[tuple[str, list[str]]] = []
    real = os.fsync

    def watch(handle: int) -> None:
        name = Path(f"/proc/self/fd/{handle}").readlink().name
        synced.append((Path(name).suffix or name, [Path(f).suffix for f in files(tmp_path)]))
        real(handle)

    if not Path("/proc/self/fd").exists():
        pytest.skip("only /proc tells which file a handle is")
    monkeypatch.setattr(os, "fsync", watch)
    write(tmp_path / "facts", counts(1))
    assert synced == [
        (".part", [".part"]),
        ("month=2026-10", [".parquet"]),
        ("reprint_counts", [".parquet"]),
        ("facts", [".parquet"]),
    ]


def test_others_may_read_what_the_umask_allows(tmp_path) -> None:
    """A batch has the rights of any new file: colleagues can read the facts of the office."""
    (tmp_path / "plain").touch()
    batch = write(tmp_path, counts(1))
    assert (tmp_path / batch.path).stat().st_mode == (tmp_path / "plain").stat().st_mode


def test_a_single_changed_byte_is_found_before_anything_is_read(tmp_path) -> None:
    """Wherever it is; the message names the batch and what to do."""
    good, batch = write(tmp_path, counts(7)), write(tmp_path, counts(*range(50)))
    path = tmp_path / batch.path
    content = path.read_bytes()
    for place in range(0, len(content), 97):
        path.write_bytes(content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :])
        with pytest.raises(DataError) as caught:
            scan_batches(tmp_path, [good, batch], "reprint_counts")
        assert f"Batch {batch.path} does not match the ledger: its content was changed" in str(
            caught.value
        )
        assert batch.sha256[:12] in str(caught.value)
        assert "Restore this file from a backup" in caught.value.hint_text()
        assert damaged(tmp_path, [good, batch]) == [batch]
    path.write_bytes(content)
    assert damaged(tmp_path, [good, batch]) == []


@pytest.mark.parametrize("content", [b"", b"PAR1"])
def test_a_truncated_batch_is_refused(tmp_path, content: bytes) -> None:
    """What a crash or a full disk may leave behind."""
    batch = write(tmp_path, counts(1))
    (tmp_path / batch.path).write_bytes(content)
    with pytest.raises(DataError, match="its content was changed"):
        scan_batches(tmp_path, [batch], "reprint_counts")


def test_a_missing_batch_is_named(tmp_path) -> None:
    """It is missing, which is something else than changed."""
    batch = write(tmp_path, counts(1))
    (tmp_path / batch.path).unlink()
    with pytest.raises(DataError) as caught:
        scan_batches(tmp_path, [batch], "reprint_counts")
    assert f"Batch {batch.path} does not match the ledger: it is missing" in str(caught.value)
    assert damaged(tmp_path, [batch]) == [batch]


def test_sweeping_sets_aside_what_no_row_names_and_nothing_else(tmp_path) -> None:
    """Unknown batches are moved, half-written files go; recorded and foreign files stay."""
    kept, orphan = write(tmp_path, counts(1)), write(tmp_path, counts(2))
    content = (tmp_path / orphan.path).read_bytes()
    part = tmp_path / "reprint_counts" / "month=2026-10" / "x.part"
    part.write_bytes(b"half")
    foreign = [tmp_path / "read.me", part.with_name("备注.txt"), tmp_path / "posts" / "x.parquet"]
    for path in foreign:
        path.parent.mkdir(exist_ok=True)
        path.touch()
    stay = [kept.path, *(path.relative_to(tmp_path).as_posix() for path in foreign)]
    assert sweep(tmp_path, [kept.path]) == 2
    assert files(tmp_path) == sorted([*stay, f"orphans/{orphan.path}"])
    assert (tmp_path / "orphans" / orphan.path).read_bytes() == content
    assert sweep(tmp_path, [kept.path]) == 0
    assert files(tmp_path) == sorted([*stay, f"orphans/{orphan.path}"])
    assert sweep(tmp_path / "none", []) == 0


@pytest.mark.parametrize("room", [0, 5_000])
def test_a_full_disk_leaves_no_half_file(tmp_path, room: int) -> None:
    """A message that says so, no .part, and the batches before are intact."""
    before = write(tmp_path, counts(1))
    done = run_child(FULL, tmp_path, room)
    assert done.returncode == 0, done.stderr
    assert f"The facts store '{tmp_path}' could not be written" in done.stdout
    assert "the old state is intact" in done.stdout
    assert files(tmp_path) == [before.path]
    assert damaged(tmp_path, [before]) == []


def test_a_folder_that_cannot_be_made_is_a_message(tmp_path) -> None:
    """A file in the folder's place: the facts store is named."""
    (tmp_path / "facts").write_text("x")
    with pytest.raises(DataError, match="facts' could not be written") as caught:
        write(tmp_path / "facts", counts(1))
    assert "Check free space and permissions" in caught.value.hint_text()


def test_a_batch_is_checked_against_its_own_row(tmp_path) -> None:
    """Two intact files that changed places are both refused."""
    one, two = write(tmp_path, counts(1)), write(tmp_path, counts(2))
    swapped = [replace(one, path=two.path), replace(two, path=one.path)]
    assert damaged(tmp_path, swapped) == swapped
