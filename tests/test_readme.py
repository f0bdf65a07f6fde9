"""The README's tour, typed by someone who follows it to the letter."""

import os
import re
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from ranking.model.month import Month

ROOT = Path(__file__).resolve().parents[1]
COMMAND = re.compile(r"^\$ (.+)$", re.MULTILINE)
CONSOLE = re.compile(r"^```console\n(.*?)^```", re.MULTILINE | re.DOTALL)
WRITTEN_FOR = "2026-10"


def commands() -> list[str]:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    last = str(Month.of(datetime.now(UTC)).previous())
    blocks = CONSOLE.findall(text)
    return [line.replace(WRITTEN_FOR, last) for block in blocks for line in COMMAND.findall(block)]


@pytest.mark.slow
def test_every_command_of_the_readme_works_in_the_order_given(tmp_path):
    """Each line exits with 0, and the last one has written the files it names."""
    tools = tmp_path / "bin"
    tools.mkdir()
    program = tools / "govrank"
    code = "from ranking.cli.main import main; main()"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -c "{code}" "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    folder = tmp_path / "office"
    folder.mkdir()
    environment = {
        **os.environ,
        "PATH": f"{tools}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT),
        "GOVRANK_LANG": "en",
    }
    environment.pop("GOVRANK_HOME", None)
    lines = commands()
    assert len(lines) > 15
    for line in lines:
        done = subprocess.run(
            ["bash", "-c", line], cwd=folder, env=environment, capture_output=True, text=True
        )
        assert done.returncode == 0, f"{line}\n{done.stdout[-800:]}\n{done.stderr[-800:]}"
    written = {path.suffix for path in (folder / "输出").iterdir()}
    assert written == {".csv", ".docx", ".json", ".md", ".pdf", ".png", ".xlsx"}
