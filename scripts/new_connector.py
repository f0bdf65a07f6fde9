"""Begins a new source: writes its module, its test with the conformance suite, and its config.

    python scripts/new_connector.py toutiao --platform wechat --title 头条数据

What is written works against an invented interface; put the real one in its place, piece by piece.
The config is a sample for new workspaces, and is refused until the kind is registered.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from string import Template

ROOT = Path(__file__).resolve().parent.parent
PARTS = Path(__file__).resolve().parent / "connector_parts"
FILES = {
    "source.txt": "connectors/sources/{id}.py",
    "test.txt": "tests/connectors/sources/test_{id}.py",
    "config.txt": "config/workspace/config/sources/{id}.toml.sample",
}
LONGEST = 20
"""Letters of an id or title; longer ones would not fit into the lines that are written."""
NEXT = (
    "Next: the real interface in the first file, its answers in the second; the sentences in "
    "Chinese (scripts/messages.py); the new kind in ranking/source_files/kinds.py (what its files "
    "say) and in connectors/registry/kinds.py (how it is opened); and docs/source-files.md."
)


def main(arguments: Sequence[str] | None = None, root: Path = ROOT) -> int:
    """Write the files and return the exit code; 1 = refused, nothing was written."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("id", help="short name: small letters, digits and _")
    parser.add_argument("--platform", default="wechat", choices=("wechat", "weibo"))
    parser.add_argument("--title", help="as people call it; by default the id")
    given = parser.parse_args(arguments)
    targets = {part: root / path.format(id=given.id) for part, path in FILES.items()}
    fault = _fault(given.id, given.title or given.id, targets)
    if fault:
        print(fault, file=sys.stderr)
        return 1
    words = {
        "id": given.id,
        "name": "".join(word.capitalize() for word in given.id.split("_")),
        "variable": given.id.upper(),
        "platform": given.platform,
        "title": given.title or given.id,
    }
    for part, target in targets.items():
        _write(part, target, words)
        print(target.relative_to(root).as_posix())
    print(NEXT)
    return 0


def _fault(name: str, title: str, targets: Mapping[str, Path]) -> str | None:
    if len(name) > LONGEST or not re.fullmatch(r"[a-z][a-z0-9]*(_[a-z0-9]+)*", name):
        return f"'{name}' is no name for a source: small letters, digits and _, like my_vendor."
    if not re.fullmatch(rf"[\w .-]{{1,{LONGEST}}}", title):
        return f"'{title}' is no title: letters, digits, blanks and .-_, at most {LONGEST}."
    there = [path for path in targets.values() if path.exists()]
    return f"{there[0]} exists already; choose another name or remove it." if there else None


def _write(part: str, target: Path, words: Mapping[str, str]) -> None:
    template = Template((PARTS / part).read_text(encoding="utf-8"))
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(template.substitute(words), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
