import fcntl
import subprocess
import sys
import threading
from pathlib import Path

import pytest

import environment


class Installer:
    """Stands for venv and pip: records what is asked for, and can fail at one step."""

    def __init__(self) -> None:
        self.steps: list[str] = []
        self.fails_at = ""

    def create(self, folder: Path, *, with_pip: bool) -> None:
        self._step("create")
        python = folder / "bin" / "python"
        for stamp in folder.glob("*.sha256"):
            stamp.unlink()
        python.parent.mkdir(parents=True, exist_ok=True)
        if not python.exists():
            python.symlink_to(sys.executable)

    def install(self, folder: Path, *arguments: str) -> None:
        self._step("govrank" if "--editable" in arguments else "packages")

    def _step(self, name: str) -> None:
        self.steps.append(name)
        if name == self.fails_at:
            raise subprocess.CalledProcessError(1, "pip")

    def taken(self) -> list[str]:
        steps, self.steps = self.steps, []
        return steps


@pytest.fixture
def installer(monkeypatch):
    installer = Installer()
    monkeypatch.setattr(environment, "create", installer.create)
    monkeypatch.setattr(environment, "_install", installer.install)
    return installer


@pytest.fixture
def lock(tmp_path):
    lock = tmp_path / "run.lock"
    lock.write_text("a==1\n")
    return lock


def run(tmp_path: Path, lock: Path) -> int:
    return environment.main([str(tmp_path / "venv"), str(lock)])


def test_a_second_run_installs_nothing(installer, lock, tmp_path, capsys):
    """The first run takes all steps and says so; the second finds everything ready."""
    assert run(tmp_path, lock) == 0
    assert installer.taken() == ["create", "packages", "govrank"]
    said = capsys.readouterr()
    assert [line[:5] for line in said.err.splitlines()] == ["[1/3]", "[2/3]", "[3/3]"]
    assert said.out == ""
    assert run(tmp_path, lock) == 0
    assert installer.taken() == []
    assert "ready" in capsys.readouterr().err


def test_a_changed_lock_starts_from_an_empty_environment(installer, lock, tmp_path):
    """Packages that a new lock no longer names must not survive."""
    run(tmp_path, lock)
    installer.taken()
    lock.write_text("a==2\n")
    run(tmp_path, lock)
    assert installer.taken() == ["create", "packages", "govrank"]


def test_a_changed_project_is_installed_again_alone(installer, lock, tmp_path, monkeypatch):
    """A new version of pyproject.toml keeps the packages."""
    project = tmp_path / "pyproject.toml"
    project.write_text("one")
    monkeypatch.setattr(environment, "_project_files", lambda: [project])
    run(tmp_path, lock)
    installer.taken()
    project.write_text("two")
    run(tmp_path, lock)
    assert installer.taken() == ["govrank"]


@pytest.mark.parametrize("step", ["create", "packages", "govrank"])
def test_a_failed_step_is_repaired_by_the_next_run(installer, lock, tmp_path, capsys, step):
    """A step that failed or was interrupted is taken again, and the message says to run again."""
    installer.fails_at = step
    assert run(tmp_path, lock) == 1
    assert "Run the same command again" in capsys.readouterr().err
    installer.taken()
    installer.fails_at = ""
    assert run(tmp_path, lock) == 0
    assert installer.taken()[-1] == "govrank"
    assert run(tmp_path, lock) == 0
    assert installer.taken() == []


def test_an_environment_whose_python_is_gone_is_made_anew(installer, lock, tmp_path):
    """After an upgrade of the system's Python the link in the environment leads nowhere."""
    run(tmp_path, lock)
    installer.taken()
    python = tmp_path / "venv" / "bin" / "python"
    python.unlink()
    python.symlink_to(tmp_path / "gone")
    run(tmp_path, lock)
    assert installer.taken()[0] == "create"


def test_a_foreign_folder_is_left_alone(installer, lock, tmp_path, capsys):
    """A folder that this script did not make is never emptied."""
    (tmp_path / "venv").mkdir()
    assert run(tmp_path, lock) == 1
    assert installer.taken() == []
    assert "left alone" in capsys.readouterr().err


def test_two_runs_at_once_install_once(lock, tmp_path, installer, monkeypatch):
    """The second run says that it waits, waits for the first, and only then installs."""
    waits = threading.Event()
    monkeypatch.setattr(environment, "_say", lambda text: waits.set() if "wait" in text else None)
    second = threading.Thread(target=run, args=(tmp_path, lock))
    with environment._lock_file(tmp_path / "venv").open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        second.start()
        assert waits.wait(10)
        assert installer.taken() == []
    second.join()
    assert installer.taken() == ["create", "packages", "govrank"]


@pytest.mark.parametrize("own_pip", [True, False])
def test_pip_checks_hashes_and_builds_without_isolation(tmp_path, monkeypatch, own_pip):
    """Packages come by hash; without a pip inside, this Python's pip serves the environment."""
    commands = []
    monkeypatch.setattr(environment.subprocess, "run", lambda c, **_: commands.append(c))
    if own_pip:
        pip = tmp_path / "lib/python3.11/site-packages/pip"
        pip.mkdir(parents=True)
        (pip / "__init__.py").touch()
    environment._install(tmp_path, "--require-hashes", "--requirement", "x.lock")
    python = str(tmp_path / "bin" / "python")
    start = [python, "-I", "-m", "pip"] if own_pip else [sys.executable, "-m", "pip", "--python"]
    assert commands[0][: len(start)] == start
    assert commands[0][-3:] == ["--require-hashes", "--requirement", "x.lock"]
