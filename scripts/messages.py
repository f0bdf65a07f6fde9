"""Keeps the Chinese catalogue complete: finds the sentences of the code, merges, checks.

    scripts/messages.py            merge new sentences and *.part.po files into govrank.po
    scripts/messages.py --check    fail if a sentence has no translation, or other {fields}

The English sentence is the key. Existing translations are kept; those no longer used are kept too,
as comments (``#~``).
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from string import Formatter

from babel.messages import Catalog
from babel.messages.pofile import read_po, write_po

from sentences import Sentences, find_sentences

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("ranking", "connectors")
CATALOGUE = Path("ranking/locale/zh/LC_MESSAGES/govrank.po")
FIRST = datetime(2026, 11, 21, tzinfo=UTC)


def main(arguments: Sequence[str] | None = None) -> int:
    """Merge or check; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="change nothing, say what is wrong")
    check = parser.parse_args(arguments).check
    sentences = find_sentences(ROOT, PACKAGES)
    target = ROOT / CATALOGUE
    known = translations([p for p in (target, *parts(target)) if p.exists()])
    if not check:
        write(target, sentences, known)
    problems = [*sentences.faults, *faults(sentences.places, known)]
    for problem in problems:
        print(problem)
    print(f"{len(sentences.places)} sentences, {len(problems)} to mend in {CATALOGUE}.")
    return 1 if problems and check else 0


def parts(target: Path) -> list[Path]:
    """Return the ``*.part.po`` files beside the catalogue; their translations win."""
    return sorted(target.parent.glob("*.part.po"))


def translations(files: Iterable[Path]) -> dict[str, str]:
    """Return sentence → translation of all files, also of entries marked as no longer used."""
    known: dict[str, str] = {}
    for path in files:
        with path.open("rb") as file:
            catalogue = read_po(file, locale="zh")
        for message in (*catalogue, *catalogue.obsolete.values()):
            if message.id and message.string and not message.fuzzy:
                known[str(message.id)] = str(message.string)
    return known


def write(target: Path, sentences: Sentences, known: Mapping[str, str]) -> None:
    """Write the catalogue: the sentences of the code with their translations, then unused ones."""
    catalogue = Catalog(
        locale="zh", project="govrank", header_comment="# govrank 的中文界面。键是英文原句。",
        creation_date=FIRST, revision_date=FIRST, fuzzy=False,
    )  # fmt: skip
    for sentence, places in sentences.places.items():
        catalogue.add(sentence, known.get(sentence, ""), locations=[(p, 1) for p in places])
    for sentence in sorted(known.keys() - sentences.places.keys()):
        unused = Catalog(locale="zh").add(sentence, known[sentence])
        catalogue.obsolete[sentence] = unused
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("wb") as file:
        write_po(file, catalogue, width=100, include_lineno=False, sort_by_file=True)


def faults(places: Mapping[str, Sequence[str]], known: Mapping[str, str]) -> list[str]:
    """Return what is wrong with the translations, one line each."""
    found = []
    for sentence, files in places.items():
        translation = known.get(sentence)
        if translation is None:
            found.append(f"{files[0]}: no translation: {sentence!r}")
        elif fields(translation) != fields(sentence):
            found.append(
                f"{files[0]}: {sentence!r} has the fields {sorted(fields(sentence))}, "
                f"its translation {sorted(fields(translation))}"
            )
    return found


def fields(text: str) -> set[str]:
    """Return the names of the ``str.format`` fields of a text; unreadable braces count as one."""
    try:
        return {name for _, name, _, _ in Formatter().parse(text) if name is not None}
    except ValueError:
        return {"(unreadable braces)"}


if __name__ == "__main__":
    sys.exit(main())
