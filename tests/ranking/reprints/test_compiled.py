import subprocess
import sys
from pathlib import Path

import pytest

from ranking.reprints.compiled import cache_folder

LOOP = """from ranking.reprints.compiled import compiled

@compiled
def total(count):
    found = 0
    for number in range(count):
        found += number
    return found

print(total(5), sum(total.stats.cache_hits.values()))
"""


def test_the_folder_is_another_once_a_source_has_changed(tmp_path: Path) -> None:
    source = tmp_path / "a.py"
    source.write_text("one")
    first = cache_folder(tmp_path, tmp_path / "user")
    assert first == cache_folder(tmp_path, tmp_path / "user")
    assert first is not None
    assert first.is_dir()
    source.write_text("two")
    assert cache_folder(tmp_path, tmp_path / "user") != first


def test_beside_a_package_that_cannot_be_written_the_users_folder_is_taken(tmp_path: Path) -> None:
    (tmp_path / "__pycache__").write_text("in the way")
    folder = cache_folder(tmp_path, tmp_path / "user")
    assert folder is not None
    assert folder.parent == tmp_path / "user" / "govrank"


def test_where_nothing_can_be_written_there_is_no_folder(tmp_path: Path) -> None:
    for name in ("__pycache__", "user"):
        (tmp_path / name).write_text("in the way")
    assert cache_folder(tmp_path, tmp_path / "user") is None


@pytest.mark.slow
def test_a_loop_is_compiled_once_and_kept_for_the_next_start(tmp_path: Path) -> None:
    program = tmp_path / "program.py"
    program.write_text(LOOP)
    command = [sys.executable, str(program)]
    root = Path(__file__).parents[3]
    said = [
        subprocess.run(
            command, check=True, capture_output=True, text=True, env={"PYTHONPATH": str(root)}
        ).stdout.split()
        for _ in range(2)
    ]
    assert said == [["10", "0"], ["10", "1"]]
