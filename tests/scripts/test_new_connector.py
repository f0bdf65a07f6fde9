"""What scripts/new_connector.py writes passes every check of the project."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import new_connector
from ranking.errors import ConfigError
from ranking.source_files import load_source_file

ROOT = Path(__file__).resolve().parents[2]
WRITTEN = (
    "connectors/sources/my_vendor.py",
    "tests/connectors/sources/test_my_vendor.py",
    "config/workspace/config/sources/my_vendor.toml.sample",
)
LONG = "a" * new_connector.LONGEST


@pytest.fixture(scope="module")
def project(tmp_path_factory) -> Path:
    """A copy of what a source stands on, with a new source in it."""
    root = tmp_path_factory.mktemp("project")
    shutil.copytree(
        ROOT / "connectors", root / "connectors", ignore=shutil.ignore_patterns("__pycache__")
    )
    shutil.copy(ROOT / "pyproject.toml", root)
    for name in ("conformance.py", "conftest.py"):
        target = root / "tests" / "connectors" / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / "tests" / "connectors" / name, target)
    assert new_connector.main(["my_vendor", "--title", "某数据 2.0"], root) == 0
    assert new_connector.main([LONG, "--title", "数" * 20, "--platform", "weibo"], root) == 0
    return root


def run(project: Path, *command: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", *command], cwd=project, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.xdist_group("new_connector")
@pytest.mark.parametrize("command", [("check",), ("format", "--check")])
def test_the_source_and_its_test_are_in_style(project, command):
    """Ruff finds nothing to say, also where names and titles are as long as they may be."""
    long = [path.replace("my_vendor", LONG) for path in WRITTEN[:2]]
    run(project, "ruff", *command, "--no-cache", *WRITTEN[:2], *long)


@pytest.mark.slow
@pytest.mark.xdist_group("new_connector")
def test_the_source_is_typed(project):
    """Mypy, strict as everywhere, finds nothing to say."""
    run(project, "mypy", WRITTEN[0])


@pytest.mark.slow
@pytest.mark.xdist_group("new_connector")
def test_the_source_passes_the_conformance_suite(project):
    """Every behaviour that all sources share is there from the first day."""
    run(project, "pytest", "-q", "-n0", "-p", "no:cacheprovider", WRITTEN[1])


@pytest.mark.xdist_group("new_connector")
def test_the_configuration_names_the_kind_and_no_secret(project):
    """The key is looked for in the environment."""
    config = tomllib.loads((project / WRITTEN[2]).read_text(encoding="utf-8"))
    assert config["kind"] == "my_vendor"
    assert config["credentials"] == {"key": "env:MY_VENDOR_KEY"}


@pytest.mark.xdist_group("new_connector")
def test_the_configuration_lacks_nothing_but_a_kind_that_is_registered(project, tmp_path):
    """It is refused for its kind alone; as one of a kind with the same credential it is sound."""
    path = tmp_path / "my_vendor.toml"
    text = (project / WRITTEN[2]).read_text(encoding="utf-8")
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError, match=r"1 fault\(s\):\n  - line 3, kind: found 'my_vendor'"):
        load_source_file(path)
    path.write_text(text.replace('"my_vendor"', '"newrank"'), encoding="utf-8")
    assert load_source_file(path).limits.calls_per_day == 1000


def test_the_files_are_listed_with_what_comes_next(tmp_path, capsys):
    """Paths are those of the project, one a line."""
    assert new_connector.main(["my_vendor"], tmp_path) == 0
    assert capsys.readouterr().out.splitlines() == [*WRITTEN, new_connector.NEXT]


def test_nothing_is_overwritten(tmp_path, capsys):
    """A source that is there stays, and nothing else is written beside it."""
    there = tmp_path / WRITTEN[0]
    there.parent.mkdir(parents=True)
    there.write_text("mine")
    assert new_connector.main(["my_vendor"], tmp_path) == 1
    assert "exists already" in capsys.readouterr().err
    assert there.read_text() == "mine"
    assert not (tmp_path / "config").exists()


@pytest.mark.parametrize(
    "name", ["My", "1st", "a-b", "a__b", "_a", "../up", "a b", "数据", "", LONG + "a"]
)
def test_a_name_that_is_no_module_is_refused(tmp_path, capsys, name):
    """It becomes a file, a class and a variable of the environment."""
    assert new_connector.main([name], tmp_path) == 1
    assert "is no name for a source" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("title", ['"', "a\nb", "{x}", "x" * 21, "\\"])
def test_a_title_that_would_break_code_is_refused(tmp_path, capsys, title):
    """It stands in strings and templates."""
    assert new_connector.main(["my_vendor", "--title", title], tmp_path) == 1
    assert "is no title" in capsys.readouterr().err
