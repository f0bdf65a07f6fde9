"""The distribution: locks, the wheel's content, and what the project declares about itself."""

import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PIN = re.compile(r"^([a-z0-9-]+)==(\S+)", re.MULTILINE)
LOCKS = ("run", "dev")


def lock(name: str) -> str:
    return (ROOT / "requirements" / f"{name}.lock").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def project() -> dict:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def names(requirements: list[str]) -> set[str]:
    return {re.split(r"[\[<>=!~; ]", text, maxsplit=1)[0].lower() for text in requirements}


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_pins_every_package_by_hash(name):
    """Every requirement is exact and carries at least one SHA-256."""
    entries = re.split(r"\n(?=[a-z0-9])", lock(name).split("\n", 2)[2])
    assert len(entries) > 20
    for entry in entries:
        assert re.match(r"[a-z0-9-]+==\S+.*\\\n +--hash=sha256:[0-9a-f]{64}", entry), entry


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_names_no_host_and_no_path(name):
    """Whoever installs chooses the mirror."""
    assert not re.search(r"https?:|file:|--index|--find-links|/", lock(name).split("\n", 2)[2])


def test_the_locks_hold_what_the_project_declares(project):
    """Dependencies and build tools are in both locks, development tools in one, at one version."""
    run, dev = dict(PIN.findall(lock("run"))), dict(PIN.findall(lock("dev")))
    declared = names(project["project"]["dependencies"])
    build = names(project["dependency-groups"]["build"])
    extras = names(project["project"]["optional-dependencies"]["dev"]) - {"govrank"}
    assert declared | build <= run.keys()
    assert extras | names(project["project"]["optional-dependencies"]["postgres"]) <= dev.keys()
    assert run.items() <= dev.items()


def test_the_build_group_is_the_build_system(project):
    """pip builds without isolation from the lock, so the lock must hold the build system."""
    build = set(project["dependency-groups"]["build"])
    assert build - set(project["build-system"]["requires"]) == {"editables>=0.5"}
    assert set(project["build-system"]["requires"]) <= build


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> list[str]:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "-d", str(folder)]
    built = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert built.returncode == 0, built.stderr
    with zipfile.ZipFile(next(folder.glob("*.whl"))) as archive:
        return archive.namelist()


@pytest.mark.xdist_group("wheel")
def test_the_wheel_carries_configuration_and_catalogue(wheel):
    """Every shipped configuration file and the compiled Chinese texts are inside."""
    config = {
        f"ranking/_config/{path.relative_to(ROOT / 'config').as_posix()}"
        for path in (ROOT / "config").rglob("*")
        if path.is_file()
    }
    assert config
    assert config <= set(wheel)
    assert "ranking/locale/zh/LC_MESSAGES/govrank.mo" in wheel
    assert "ranking/py.typed" in wheel
    assert "connectors/tables.py" in wheel


@pytest.mark.xdist_group("wheel")
def test_the_wheel_carries_nothing_else(wheel):
    """No tests, scripts, caches or catalogue sources travel with the program."""
    tops = {name.split("/")[0] for name in wheel}
    assert {top for top in tops if not top.startswith("govrank-")} == {"ranking", "connectors"}
    assert not [name for name in wheel if name.endswith((".po", ".pyc"))]
