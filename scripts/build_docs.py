"""Writes the pages that the program itself knows: docs/cli.md and docs/features.md.

python scripts/build_docs.py            write them
python scripts/build_docs.py --check    fail, with the difference, if they are not up to date
"""

from __future__ import annotations

import argparse
import difflib
import os
import sys
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import typer
from typer.main import get_command

ROOT = Path(__file__).resolve().parent.parent
WRITTEN = "<!-- Written by scripts/build_docs.py. Change the program, not this page. -->\n"
EXAMPLE = "Example: "


def main(arguments: Sequence[str] | None = None) -> int:
    """Write or check the pages; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="change nothing, show differences")
    check = parser.parse_args(arguments).check
    stale = 0
    for place, text in pages().items():
        path = ROOT / place
        old = path.read_text(encoding="utf-8") if path.exists() else ""
        if check and old != text:
            stale += 1
            sys.stdout.writelines(_difference(place, old, text))
        elif not check:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    if stale:
        print(f"{stale} page(s) out of date: run scripts/build_docs.py")
    return 1 if stale else 0


def _difference(place: str, old: str, new: str) -> Iterator[str]:
    return difflib.unified_diff(
        old.splitlines(keepends=True), new.splitlines(keepends=True), place, f"{place} as it is"
    )


def pages() -> dict[str, str]:
    """Return place → text of every page, in English whatever the machine's language."""
    os.environ["GOVRANK_LANG"] = "en"
    from ranking.cli.main import app

    cards = tomllib.loads((ROOT / "config/features.toml").read_text(encoding="utf-8"))
    return {"docs/cli.md": cli_page(app), "docs/features.md": features_page(cards)}


def cli_page(app: typer.Typer) -> str:
    """Return the reference of all commands; options that every command has are told once."""
    root = get_command(app)
    context = typer.Context(root, info_name="govrank")
    commands = list(_commands(context))
    common = _common_options(commands)
    parts = [f"# Commands\n\n{WRITTEN}\n{root.help}\n"]
    parts.append(_table("option", [r for p in root.params if (r := p.get_help_record(context))]))
    if common:
        parts.append("Every command also takes:\n\n" + _table("option", common))
    parts += [_command_section(command, common) for command in commands]
    return "\n".join(part for part in parts if part)


def features_page(cards: Mapping[str, Mapping[str, Any]]) -> str:
    """Return the table of feature cards, in the order of the file."""
    head = (
        f"# Features\n\n{WRITTEN}\n"
        "What a method may use. Each is a number about one unit in one month of Asia/Shanghai; "
        "null means not observed and is never zero. The cards are `config/features.toml`.\n\n"
        "| feature | 指标 | unit | definition | null when |\n|---|---|---|---|---|\n"
    )
    rows = (
        f"| `{name}` | {_cell(card['name']['zh'])} | {_cell(card['unit'])} "
        f"| {_both(card['definition'])} | {_both(card['null'])} |\n"
        for name, card in cards.items()
    )
    return head + "".join(rows)


def _commands(context: typer.Context) -> Iterator[typer.Context]:
    """Return a context for every command that does something, in the order they are shown."""
    group: Any = context.command
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        inner = typer.Context(command, info_name=name, parent=context)
        if hasattr(command, "list_commands"):
            yield from _commands(inner)
        else:
            yield inner


def _records(context: typer.Context, kind: str) -> list[tuple[str, str]]:
    params = (p for p in context.command.params if p.param_type_name == kind)
    return [record for p in params if (record := p.get_help_record(context))]


def _common_options(commands: Sequence[typer.Context]) -> list[tuple[str, str]]:
    options = [_records(command, "option") for command in commands]
    shared = options[0] if len(options) > 1 else []
    return [record for record in shared if all(record in others for others in options)]


def _command_section(context: typer.Context, common: Sequence[tuple[str, str]]) -> str:
    command = context.command
    usage = " ".join([context.command_path, *command.collect_usage_pieces(context)])
    own = [record for record in _records(context, "option") if record not in common]
    examples = [line.strip() for line in (command.epilog or "").splitlines() if line.strip()]
    shown = "\n".join(line.removeprefix(EXAMPLE) for line in examples)
    parts = [
        f"## {context.command_path}\n\n{command.help or ''}\n",
        f"```\n{usage}\n```\n",
        _table("argument", _records(context, "argument")),
        _table("option", own),
        f"For example:\n\n```\n{shown}\n```\n" if shown else "",
    ]
    return "\n".join(part for part in parts if part)


def _table(title: str, records: Sequence[tuple[str, str]]) -> str:
    if not records:
        return ""
    rows = "".join(f"| `{_cell(name)}` | {_cell(text)} |\n" for name, text in records)
    return f"| {title} | meaning |\n|---|---|\n{rows}"


def _both(words: Mapping[str, str]) -> str:
    return f"{_cell(words['zh'])}<br>{_cell(words['en'])}"


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


if __name__ == "__main__":
    sys.exit(main())
