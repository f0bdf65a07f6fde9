"""Checks what no linter knows: tests mirror the source, files and functions stay short, and only
the command line and the renderers write to the screen.

    python scripts/check_layout.py
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("ranking", "connectors")
FILE_SOFT, FILE_HARD, FUNCTION_HARD = 250, 300, 45
MAY_PRINT = ("ranking/cli/*", "ranking/render/*")

WITHOUT_OWN_TEST = {
    "ranking/ledger/migrations/*": "every test of the ledger runs the migrations",
    "ranking/model/stored_edition.py": "a record; tests/ranking/ledger/test_editions.py",
    "ranking/wiring/*": "every command is wired by it",
    "connectors/collector.py": "a protocol; tests/connectors/registry",
    "ranking/methods/raw.py": "read by the checks: tests/ranking/methods/test_checks*.py",
    "ranking/editions/scored.py": "a record; tests/ranking/editions/test_boards.py",
    "ranking/features/moved_posts.py": "tests/ranking/features/test_adjusted.py",
    "ranking/features/named_posts.py": "tests/ranking/features/test_adjusted.py",
    "ranking/ledger/held_leases.py": "tests/ranking/ledger/test_leases.py",
    "ranking/schedule/trouble.py": "tests/ranking/schedule/test_state.py and test_service.py",
    "ranking/ledger/locks.py": "tests/ranking/ledger/test_writer.py",
    "ranking/features/own_counts.py": "tests/ranking/features/test_units.py",
    "ranking/cli/*": "session, boundary and options are tested by the commands that use them",
    "ranking/workflow/*": "a use case is tested by its command, as a user would run it",
    "ranking/demo/*": "tested by the files it writes: tests/ranking/demo/test_files.py",
    "ranking/render/*": "parts of the view are tested by what is printed from it",
    "ranking/intake/batch.py": "a record; tests/ranking/intake/test_take_in.py",
    "ranking/intake/channel_book.py": "tests/ranking/intake/test_reprints.py",
    "connectors/tables.py": "records; tests/connectors/sheets",
    "connectors/fakes/weibo/*": "a server, tested over HTTP: tests/connectors/fakes/weibo",
    "connectors/sources/weibo/*": "tested as a source is used: tests/connectors/sources/weibo",
    "connectors/sheets/blocks.py": "tests/connectors/sheets/test_delimited.py",
    "connectors/sheets/frames.py": "tests/connectors/sheets/test_delimited.py",
}
"""Source files that no test file is named after, with the reason."""


def main(root: Path = ROOT) -> int:
    """Print what breaks the rules and return 1 if anything does; long files alone only warn."""
    faults: list[str] = []
    for path in sorted(p for package in PACKAGES for p in (root / package).rglob("*.py")):
        place = path.relative_to(root).as_posix()
        text = path.read_text(encoding="utf-8")
        tree = ast.parse(text, filename=place)
        faults += _untested(root, place, tree)
        if not fnmatch(place, "*/migrations/*"):
            faults += _too_long(place, text, tree)
        faults += _prints(place, tree)
    for fault in faults:
        print(fault)
    return 1 if faults else 0


def _untested(root: Path, place: str, tree: ast.Module) -> Iterator[str]:
    source = Path(place)
    if source.name == "__init__.py" or not _has_logic(tree):
        return
    if any(fnmatch(place, pattern) for pattern in WITHOUT_OWN_TEST):
        return
    tests = root / "tests"
    folder = source.parent
    wanted = [
        tests / folder / f"test_{source.name}",
        tests / folder / f"test_{folder.name}.py",
        tests / folder.parent / f"test_{folder.name}.py",
    ]
    if not any(path.exists() for path in wanted):
        yield f"{place}: no test: expected {wanted[0].relative_to(root).as_posix()}"


def _has_logic(tree: ast.Module) -> bool:
    return any(isinstance(node, ast.FunctionDef | ast.Lambda) for node in ast.walk(tree))


def _too_long(place: str, text: str, tree: ast.Module) -> Iterator[str]:
    lines = text.count("\n")
    if lines > FILE_HARD:
        yield f"{place}: {lines} lines, at most {FILE_HARD}"
    elif lines > FILE_SOFT:
        print(f"{place}: {lines} lines, better under {FILE_SOFT} (a warning)")
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno
            if length > FUNCTION_HARD:
                yield f"{place}:{node.lineno}: {node.name}: {length} lines, at most {FUNCTION_HARD}"


def _prints(place: str, tree: ast.Module) -> Iterator[str]:
    if any(fnmatch(place, pattern) for pattern in MAY_PRINT):
        return
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Name(id="print")):
                yield f"{place}:{node.lineno}: print outside {' and '.join(MAY_PRINT)}"


if __name__ == "__main__":
    sys.exit(main())
