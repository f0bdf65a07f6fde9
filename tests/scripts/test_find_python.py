import subprocess
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[2] / "scripts" / "find_python.sh"


@pytest.fixture
def fake(tmp_path):
    """Return a function that puts a pretended Python into a folder, and that folder."""
    folder = tmp_path / "bin"
    folder.mkdir()

    def make(name: str, *, new: bool = True, ensurepip: bool = True, pip: bool = False) -> None:
        answers = [("version_info", new), ("ensurepip", ensurepip), ("pip", pip)]
        cases = "".join(f"*{word}*) exit {0 if ok else 1};;\n" for word, ok in answers)
        path = folder / name
        path.write_text(f'#!/bin/sh\ncase "$2" in\n{cases}esac\n')
        path.chmod(0o755)

    return make, folder


def find(folder: Path, python: str = "") -> subprocess.CompletedProcess[str]:
    command = f'. "{SCRIPT}"; echo "$python"'
    environment = {"PATH": str(folder), "PYTHON": python}
    return subprocess.run(
        ["/bin/sh", "-c", command], env=environment, capture_output=True, text=True, check=False
    )


def test_the_newest_supported_python_is_taken(fake):
    """python3.13 comes before python3.11 and python3; one that is too old is passed over."""
    make, folder = fake
    make("python3.13", new=False)
    make("python3.12")
    make("python3")
    assert find(folder).stdout == "python3.12\n"


def test_a_shim_that_starts_nothing_is_passed_over(fake):
    """A version manager leaves names on the path that only print an error."""
    make, folder = fake
    (folder / "python3.12").write_text("#!/bin/sh\necho command not found >&2; exit 127\n")
    (folder / "python3.12").chmod(0o755)
    make("python3.11")
    assert find(folder).stdout == "python3.11\n"


def test_pip_alone_is_enough(fake):
    """Debian's python3 has no ensurepip, but its pip can fill an environment."""
    make, folder = fake
    make("python3", ensurepip=False, pip=True)
    assert find(folder).stdout == "python3\n"


def test_without_pip_the_package_to_install_is_named(fake):
    """The message names the Python found and what to install."""
    make, folder = fake
    make("python3", ensurepip=False)
    result = find(folder)
    assert result.returncode == 1
    assert "python3 can neither" in result.stderr
    assert "apt install python3-venv" in result.stderr


def test_no_python_says_which_versions_are_wanted(fake):
    """The message says what was tried and what to install."""
    result = find(fake[1])
    assert result.returncode == 1
    assert "tried python3.13" in result.stderr
    assert "Install Python 3.11, 3.12 or 3.13" in result.stderr


def test_a_python_named_by_the_user_is_never_replaced(fake):
    """PYTHON decides, also where its path has a space; if it is too old the run ends."""
    make, folder = fake
    make("python3.12")
    make("my python")
    assert find(folder, str(folder / "my python")).stdout == f"{folder / 'my python'}\n"
    make("my python", new=False)
    result = find(folder, str(folder / "my python"))
    assert result.returncode == 1
    assert "PYTHON=" in result.stderr
