"""The published files of a release, compared with those that follow from its snapshot."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from ranking import __version__
from ranking.errors import VerificationError
from ranking.publish_rules import Format
from ranking.render.renderers import TOOLS, versions
from ranking.workflow.recompute import Snapshot
from ranking.workflow.verify_parts import HINT, Held, bytes_of, quoted, reading

_DIFFERS = (
    "'{path}' does not follow from the frozen facts: at {place} it says {found}, computed is "
    "{expected}."
)
_HINT = (
    "It was frozen by {engine}, this is govrank {version}. If they differ, verify with the former; "
    "if they do not, show this message to the office that published it."
)


def other_tools(renderers: Mapping[str, Any]) -> dict[Format, tuple[str, ...]]:
    """Return format → the tools that make it and are of another version here.

    Empty = it can be compared. ``renderers``: tool → version that made the release's files. JSON
    holds every number and is always compared; how another format lays it out may change with a
    tool.
    """
    here = versions()
    other = {
        name: tuple(tool for tool in tools if renderers.get(tool) != here[tool])
        for name, tools in TOOLS.items()
    }
    return other | {"json": ()}


def check_files(
    folder: Path,
    expected: Mapping[str, bytes],
    snapshot: Snapshot,
    renderers: Mapping[str, Any],
) -> Iterator[Held]:
    """Compare every published file with what follows from the snapshot; yield what held.

    ``expected``: those that can be compared, see ``other_tools``; of any other the signature says
    that it is as published, and which tool is another here is told. Raises VerificationError
    naming the first file that differs.
    """
    names = sorted(path.name for path in folder.iterdir())
    other = other_tools(renderers)
    signed = {name: tools for name in names if (tools := other.get(_format(name)))}
    if names != sorted({*expected, *signed}):
        raise VerificationError(
            "'files' holds {found}; expected are {expected}.",
            found=", ".join(names) or "-",
            expected=", ".join(sorted({*expected, *signed})),
            hint=HINT,
        )
    for name in names:
        path = f"files/{name}"
        if name in signed:
            yield _signed(path, signed[name], renderers)
            continue
        check = check_json if name.endswith(".json") else _check_parts
        check(path, bytes_of(folder, name), expected[name], snapshot)
        yield Held("published", template="{file} says the same numbers", params={"file": path})


def _format(name: str) -> Any:
    return name.rpartition(".")[2]


def _signed(path: str, tools: Sequence[str], renderers: Mapping[str, Any]) -> Held:
    here = versions()
    made, ours = (
        ", ".join(f"{tool} {known.get(tool) or '-'}" for tool in tools)
        for known in (renderers, here)
    )
    return Held(
        "signed",
        template="{file}: as signed; made with {made}, here is {here}",
        params={"file": path, "made": made, "here": ours},
    )


def check_json(path: str, found: bytes, expected: bytes, snapshot: Snapshot) -> None:
    """Compare two JSON files; raise VerificationError naming the first place that differs."""
    if found == expected:
        return
    with reading(path):
        place, said, follows = _difference(json.loads(found), json.loads(expected))
    raise _differs(path, place or "/", quoted(said), quoted(follows), snapshot)


def _check_parts(path: str, found: bytes, expected: bytes, snapshot: Snapshot) -> None:
    """Compare part by part: how a workbook or document was packed says nothing."""
    if found == expected:
        return
    with reading(path):
        parts = _PARTS.get(_format(path), _lines)
        one, other = parts(found), parts(expected)
    for place in sorted({*one, *other}):
        if one.get(place) != other.get(place):
            said, follows = quoted(one.get(place)), quoted(other.get(place))
            raise _differs(path, place, said, follows, snapshot)


def _lines(data: bytes) -> dict[str, str]:
    lines = data.decode("utf-8", "replace").splitlines(keepends=True)
    return {f"{number:05}": line for number, line in enumerate(lines, 1)}


def _packed(data: bytes) -> dict[str, str]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as file:
            return {name: file.read(name).decode("utf-8", "replace") for name in file.namelist()}
    except (zipfile.BadZipFile, NotImplementedError) as error:
        raise ValueError(str(error)) from error


def _whole(data: bytes) -> dict[str, str]:
    return {"SHA-256": hashlib.sha256(data).hexdigest()}


_PARTS: Mapping[str, Callable[[bytes], dict[str, str]]] = {
    "xlsx": _packed,
    "docx": _packed,
    "pdf": _whole,
    "png": _whole,
}
"""Format → its places and what stands there; the lines of anything else."""


def _differs(
    path: str, place: str, found: str, expected: str, snapshot: Snapshot
) -> VerificationError:
    return VerificationError(
        _DIFFERS,
        path=path,
        place=place,
        found=found,
        expected=expected,
        hint=_HINT,
        engine=snapshot.header.engine,
        version=__version__,
    )


def _difference(found: Any, expected: Any, place: str = "") -> tuple[str, Any, Any]:
    """Return the first place where two JSON values differ, and what each has there."""
    one, other = _items(found), _items(expected)
    if one is not None and other is not None and type(found) is type(expected):
        for key in sorted({*one, *other}):
            if one.get(key) != other.get(key):
                return _difference(one.get(key), other.get(key), f"{place}/{key}")
    return place, found, expected


def _items(value: Any) -> dict[Any, Any] | None:
    if isinstance(value, list):
        return dict(enumerate(value))
    return value if isinstance(value, dict) else None
