"""Makes a virtual environment of pinned packages with govrank in it; a second run finds it ready.

    python3 scripts/environment.py VENV LOCK

Needs only the standard library and pip. What is done is said on stderr, one sentence a step.
A run that was interrupted left no stamp behind, so the next one starts that step again.
"""

from __future__ import annotations

import argparse
import fcntl
import hashlib
import importlib.util
import subprocess
import sys
import venv
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HELP_AFTER_PIP = (
    "Installing failed: pip's message is above. If this network needs a mirror or a proxy, set "
    "PIP_INDEX_URL or HTTPS_PROXY. Run the same command again: it continues from here."
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Bring the environment up to date and return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("venv", type=Path, help="folder of the virtual environment")
    parser.add_argument("lock", type=Path, help="requirements file with hashes")
    options = parser.parse_args(arguments)
    folder = options.venv.absolute()
    if folder.exists() and not _lock_file(folder).exists():
        _say(f"{folder} was made by something else and is left alone: move it away first.")
        return 1
    try:
        with _only_one(folder):
            prepare(folder, options.lock)
    except subprocess.CalledProcessError:
        _say(HELP_AFTER_PIP)
        return 1
    except OSError as error:
        _say(f"{folder} cannot be written: {error}")
        return 1
    except KeyboardInterrupt:
        _say("Interrupted. Run the same command again: it continues from here.")
        return 130
    return 0


def prepare(folder: Path, lock: Path) -> None:
    """Create the environment and install, doing only the steps whose inputs changed."""
    packages, project = folder / "packages.sha256", folder / "govrank.sha256"
    wanted_packages = _fingerprint([lock], sys.version, sys.base_prefix)
    wanted_project = _fingerprint(_project_files(), str(ROOT), wanted_packages)
    if _reads(packages, wanted_packages) and _starts(folder):
        if _reads(project, wanted_project):
            _say(f"govrank is ready in {folder}.")
            return
    else:
        _say(f"[1/3] Creating a virtual environment in {folder}")
        create(folder, with_pip=importlib.util.find_spec("ensurepip") is not None)
        _say(f"[2/3] Installing the packages of {lock.name}, each checked against its hash")
        _install(folder, "--require-hashes", "--requirement", str(lock))
        packages.write_text(wanted_packages)
    _say("[3/3] Installing govrank itself from this folder")
    project.unlink(missing_ok=True)
    _install(folder, "--no-deps", "--no-build-isolation", "--editable", str(ROOT))
    project.write_text(wanted_project)


def create(folder: Path, *, with_pip: bool) -> None:
    """Make an empty environment, replacing what is there.

    Without ``with_pip`` (Debian leaves ensurepip out) the pip of this Python serves it.
    """
    venv.EnvBuilder(clear=True, symlinks=True, with_pip=with_pip).create(folder)


def _install(folder: Path, *arguments: str) -> None:
    python = str(folder / "bin" / "python")
    pip = [python, "-I", "-m", "pip"]
    if not any(folder.glob("lib/python3*/site-packages/pip/__init__.py")):
        pip = [sys.executable, "-m", "pip", "--python", python]
    options = ["-qq", "--disable-pip-version-check", "--no-input", "--no-user"]
    subprocess.run([*pip, "install", *options, *arguments], check=True, stdout=sys.stderr)


def _project_files() -> list[Path]:
    """Return the files that decide what an editable installation puts into the environment."""
    catalogues = sorted((ROOT / "ranking" / "locale").glob("*/LC_MESSAGES/*.po"))
    return [ROOT / "pyproject.toml", ROOT / "scripts" / "hatch_build.py", *catalogues]


def _fingerprint(files: Sequence[Path], *texts: str) -> str:
    digest = hashlib.sha256()
    for part in (*(file.read_bytes() for file in files), *(text.encode() for text in texts)):
        digest.update(hashlib.sha256(part).digest())
    return digest.hexdigest()


def _reads(stamp: Path, wanted: str) -> bool:
    return stamp.is_file() and stamp.read_text() == wanted


def _starts(folder: Path) -> bool:
    """Tell whether the environment's Python still runs (the one it links to may be gone)."""
    try:
        subprocess.run([folder / "bin" / "python", "-I", "-c", ""], check=True)
    except (OSError, subprocess.CalledProcessError):
        return False
    return True


def _lock_file(folder: Path) -> Path:
    """Return the file beside ``folder`` that also marks the environment as made here."""
    return folder.with_name(folder.name + ".lock")


@contextmanager
def _only_one(folder: Path) -> Iterator[None]:
    """Wait until no other process installs into ``folder``; the lock ends with the process."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    with _lock_file(folder).open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            _say(f"Another process is installing into {folder}; waiting for it to finish.")
            fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _say(sentence: str) -> None:
    print(sentence, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
