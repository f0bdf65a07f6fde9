"""Finds the sentences that users read in Python source, without importing it, and in our methods.

A sentence is the first argument of a translator (``tr``, ``_``) or of a method that translates
(``say``, ``warn``, ``progress``), the template or hint of an error, the template of a ``Note``, or
a constant (or an entry of a constant table) that reads like one. Of a method file that is our own
(``certainty = "ours"``) it is every source and reason: public ones speak as their sources do.
"""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

TRANSLATES_FIRST = {"tr", "_tr", "_", "say", "warn", "progress", "_progress"}
TEMPLATE_POSITIONS = {
    "Note": (1,),
    "Problem": (0,),
    "Phrase": (0,),
    "Finding": (0, 2, 3),
    "RosterNote": (1,),
    "SkippedSheet": (1,),
    "show_notes": (2,),
}
KEYWORDS = {"hint", "template"}
METHODS = Path("config/methods")
ERROR_MODULES = (Path("ranking/errors.py"), Path("connectors/errors.py"))
FAKES = ("connectors", "fakes")
"""They speak as the platforms do, to our sources and not to a user."""
LOOKS_LIKE_A_SENTENCE = re.compile(r"[A-Z'{].* .*[.?!:]")


@dataclass
class Sentences:
    """``places``: sentence → files that use it, sorted. ``faults``: what cannot be translated."""

    places: dict[str, list[str]] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)


def find_sentences(root: Path, packages: Iterable[str]) -> Sentences:
    """Read all modules of the packages under ``root``."""
    errors = {name for module in ERROR_MODULES for name in error_classes(root / module)}
    found = Sentences()
    found_files = (path for package in packages for path in (root / package).rglob("*.py"))
    files = sorted(path for path in found_files if path.relative_to(root).parts[:2] != FAKES)
    trees = {path: ast.parse(path.read_text(encoding="utf-8"), filename=path) for path in files}
    errors |= {name for tree in trees.values() for name in _more_errors(tree, errors)}
    for path, tree in trees.items():
        place = path.relative_to(root).as_posix()
        module = _Module(tree, errors)
        for sentence in sorted(module.sentences()):
            found.places.setdefault(sentence, []).append(place)
        found.faults += [f"{place}:{line}: {text}" for line, text in module.faults]
    for path in sorted((root / METHODS).glob("*.toml")):
        for sentence in sorted(set(_reasons(tomllib.loads(path.read_text(encoding="utf-8"))))):
            found.places.setdefault(sentence, []).append(path.relative_to(root).as_posix())
    found.places = dict(sorted(found.places.items()))
    return found


def _reasons(method: dict[str, Any]) -> Iterator[str]:
    if method.get("certainty") == "ours":
        yield from _told(method)


def _told(value: Any) -> Iterator[str]:
    """Yield the sources and reasons in a part of a method, at any depth."""
    if isinstance(value, list):
        for item in value:
            yield from _told(item)
    elif isinstance(value, dict):
        for key, item in value.items():
            if key in ("source", "reason") and isinstance(item, str):
                yield item
            else:
                yield from _told(item)


def error_classes(path: Path) -> set[str]:
    """Return the names of the error classes that a module defines."""
    tree = ast.parse(path.read_text(encoding="utf-8")) if path.exists() else ast.Module([], [])
    return {n.name for n in tree.body if isinstance(n, ast.ClassDef) and n.name.endswith("Error")}


def _more_errors(tree: ast.Module, errors: set[str]) -> Iterator[str]:
    """Yield the error classes of a module that derive from known ones."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef) and errors & {_name(base) for base in node.bases}:
            yield node.name


class _Module:
    def __init__(self, tree: ast.Module, errors: set[str]) -> None:
        self._tree = tree
        self._errors = errors
        self._constants = {
            target.id: statement.value
            for statement in tree.body
            if isinstance(statement, ast.Assign)
            for target in statement.targets
            if isinstance(target, ast.Name)
        }
        self.faults: list[tuple[int, str]] = []

    def sentences(self) -> set[str]:
        """Return every sentence of the module."""
        calls = (node for node in ast.walk(self._tree) if isinstance(node, ast.Call))
        found = {s for call in calls for part in self._parts(call) for s in self._texts(part)}
        return {s for s in found | set(self._table_entries()) if s}

    def _parts(self, call: ast.Call) -> Iterator[ast.expr]:
        name = _name(call.func)
        first = (0,) if name in TRANSLATES_FIRST or name in self._errors else ()
        for position in TEMPLATE_POSITIONS.get(name, first):
            yield from call.args[position : position + 1]
        yield from (keyword.value for keyword in call.keywords if keyword.arg in KEYWORDS)

    def _texts(self, node: ast.expr) -> Iterator[str]:
        """Return the strings an expression may be; what is computed elsewhere is found there."""
        match node:
            case ast.Constant(value=str() as text):
                yield text
            case ast.IfExp(body=one, orelse=other):
                yield from (*self._texts(one), *self._texts(other))
            case ast.BoolOp(values=values):
                for value in values:
                    yield from self._texts(value)
            case ast.Name(id=name) if isinstance(self._constants.get(name), ast.Constant):
                yield from self._texts(self._constants[name])
            case ast.JoinedStr() | ast.BinOp():
                self.faults.append((node.lineno, "a sentence put together in code; use {fields}"))

    def _table_entries(self) -> Iterator[str]:
        """Return the sentences that are a module's constants, alone or in dicts, tuples, lists."""
        for statement in self._tree.body:
            value = statement.value if isinstance(statement, ast.Assign | ast.AnnAssign) else None
            if isinstance(value, ast.Constant | ast.Dict | ast.Tuple | ast.List):
                yield from _sentences_in(value)


def _sentences_in(table: ast.expr) -> Iterator[str]:
    keys = {id(key) for node in ast.walk(table) if isinstance(node, ast.Dict) for key in node.keys}
    for node in ast.walk(table):
        if id(node) in keys or not isinstance(node, ast.Constant):
            continue
        if isinstance(node.value, str) and LOOKS_LIKE_A_SENTENCE.fullmatch(node.value):
            yield node.value


def _name(node: ast.expr) -> str:
    """Return the last name of ``a.b.c``, or an empty string."""
    match node:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
    return ""
