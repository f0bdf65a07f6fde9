"""Methods by id or path, with or without a workspace."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ranking.config_lines import line_of, lines_of
from ranking.features.cards import Cards, load_cards
from ranking.methods.doubts import Doubt, doubts
from ranking.methods.load import find_method, load_method, method_files
from ranking.methods.model import Method
from ranking.methods.needs import monthly

Folders = Sequence[Path]
"""Configuration folders, the first wins: the workspace's and the shipped one."""


@dataclass(frozen=True)
class MethodFile:
    """A method and the file it was read from; ``monthly``: a month has all it needs."""

    path: Path
    method: Method
    monthly: bool


def feature_cards(folders: Folders) -> Cards:
    """Return the feature cards of the first folder that has them."""
    return load_cards(cards_file(folders))


def cards_file(folders: Folders) -> Path:
    """Return the file of the feature cards: that of the first folder that has one."""
    paths = [folder / "features.toml" for folder in folders]
    return next(path for path in paths if path.is_file())


def open_method(name: str, folders: Folders) -> MethodFile:
    """Read a method: a path if ``name`` looks like one, else the id of one in the folders.

    Raises ConfigError for a faulty or unknown method.
    """
    is_path = name.endswith(".toml") or Path(name).name != name
    path = Path(name) if is_path else find_method(name, [f / "methods" for f in folders])
    return _read(path, feature_cards(folders))


def all_methods(folders: Folders) -> Iterator[MethodFile]:
    """Yield every method of the folders by id. Raises ConfigError at the first faulty one."""
    cards = feature_cards(folders)
    for path in method_files([folder / "methods" for folder in folders]).values():
        yield _read(path, cards)


def doubtful(found: MethodFile, folders: Folders) -> list[tuple[int | None, Doubt]]:
    """Return (line, doubt) of what is doubtful in a method file, in the order of the checks."""
    lines = lines_of(found.path.read_text("utf-8-sig"))
    named = () if found.path.stem == found.method.id else (_misnamed(found),)
    all_of_it = (*named, *doubts(found.method, feature_cards(folders)))
    return [(line_of(lines, doubt.key), doubt) for doubt in all_of_it]


def _misnamed(found: MethodFile) -> Doubt:
    """A list names a method by its file, but editions and boards call it by its id."""
    return Doubt(
        "id",
        template="The id is '{id}', but the file is called {file}: a list file finds it by the "
        "name of the file. Let them agree.",
        params={"id": found.method.id, "file": found.path.name},
    )


def _read(path: Path, cards: Cards) -> MethodFile:
    method = load_method(path, cards)
    return MethodFile(path, method, monthly=not monthly(method, cards))
