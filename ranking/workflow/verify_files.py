"""The published files of a release, compared with those that follow from its snapshot."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from ranking import __version__
from ranking.errors import VerificationError
from ranking.workflow.month_inputs import ENGINE
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


def check_files(folder: Path, expected: Mapping[str, bytes], snapshot: Snapshot) -> Iterator[Held]:
    """Compare every published file with what follows from the snapshot; yield what held.

    JSON holds every number and is always compared. How the others lay it out may change from one
    version of govrank to the next, so they are compared by the version that froze the edition;
    any other relies on the signature for them, and says so. Raises VerificationError naming the
    first file that differs.
    """
    names = sorted(path.name for path in folder.iterdir())
    if names != sorted(expected):
        raise VerificationError(
            "'files' holds {found}; expected are {expected}.",
            found=", ".join(names) or "-",
            expected=", ".join(sorted(expected)),
            hint=HINT,
        )
    same_engine = snapshot.header.engine == ENGINE
    for name in names:
        path = f"files/{name}"
        if name.endswith(".json"):
            check_json(path, bytes_of(folder, name), expected[name], snapshot)
        elif same_engine:
            _check_parts(path, bytes_of(folder, name), expected[name], snapshot)
        else:
            engine = {"file": path, "engine": snapshot.header.engine}
            yield Held("signed", template="{file}: as signed by {engine}", params=engine)
            continue
        yield Held("published", template="{file} says the same numbers", params={"file": path})


def check_json(path: str, found: bytes, expected: bytes, snapshot: Snapshot) -> None:
    """Compare two JSON files; raise VerificationError naming the first place that differs."""
    if found == expected:
        return
    with reading(path):
        place, said, follows = _difference(json.loads(found), json.loads(expected))
    raise _differs(path, place or "/", quoted(said), quoted(follows), snapshot)


def _check_parts(path: str, found: bytes, expected: bytes, snapshot: Snapshot) -> None:
    """Compare line by line, a workbook part by part: how it was packed says nothing."""
    if found == expected:
        return
    with reading(path):
        one, other = _parts(path, found), _parts(path, expected)
    for place in sorted({*one, *other}):
        if one.get(place) != other.get(place):
            said, follows = quoted(one.get(place)), quoted(other.get(place))
            raise _differs(path, place, said, follows, snapshot)


def _parts(path: str, data: bytes) -> dict[str, str]:
    """Return place → text: the parts of a workbook, the lines of anything else."""
    if not path.endswith(".xlsx"):
        lines = data.decode("utf-8", "replace").splitlines(keepends=True)
        return {f"{number:05}": line for number, line in enumerate(lines, 1)}
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as file:
            return {name: file.read(name).decode("utf-8", "replace") for name in file.namelist()}
    except (zipfile.BadZipFile, NotImplementedError) as error:
        raise ValueError(str(error)) from error


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
