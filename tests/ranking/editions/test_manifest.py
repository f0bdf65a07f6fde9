"""Manifests: every file is covered, and whatever was changed is found by name."""

from __future__ import annotations

import hashlib
import json
import os
import random
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ranking.editions.canonical import canonical_json
from ranking.editions.manifest import check_manifest, hash_files, make_manifest, read_manifest
from ranking.errors import DataError, VerificationError

KIND = "govrank-snapshot/1"
HOSTILE = {
    "line\nbreak.json": "line\\nbreak.json",
    "\u202etxt.exe": "\\u202etxt.exe",
    "cafe\u0301.json": "cafe\u0301.json",
    "上海发布 ②.json": "上海发布 ②.json",
    "{path}{0.json": "{path}{0.json",
    "-rf *": "-rf *",
    "\x1b[2J": "\\x1b[2J",
    "x" * 255: "x" * 255,
}
"""File name -> the name a message shows."""
posix = pytest.mark.skipif(os.name == "nt", reason="such names or files do not exist on Windows")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A small snapshot: files on two levels, one of them empty."""
    return write(
        tmp_path / "r1",
        {
            "facts/posts.parquet": random.Random(1).randbytes(4000),
            "facts/reprints.parquet": random.Random(2).randbytes(300),
            "config/list.toml": b'[list]\nid = "main"\n',
            "config/campaigns/国庆.toml": "name = '国庆'".encode(),
            "edition.json": b"{}",
            "empty.json": b"",
        },
    )


def test_every_file_is_hashed_in_the_order_of_paths(folder: Path) -> None:
    """Relative posix paths; empty folders say nothing."""
    (folder / "nothing").mkdir()
    hashes = hash_files(folder)
    assert list(hashes) == [
        "config/campaigns/国庆.toml",
        "config/list.toml",
        "edition.json",
        "empty.json",
        "facts/posts.parquet",
        "facts/reprints.parquet",
    ]
    assert hashes["edition.json"] == hashlib.sha256(b"{}").hexdigest()


def test_a_manifest_is_canonical_and_holds_the_fields(folder: Path) -> None:
    """Instants in UTC; format and files are the manifest's own."""
    shanghai = datetime(2026, 11, 5, 10, tzinfo=timezone(timedelta(hours=8)))
    fields = {"month": "2026-10", "cut_off": shanghai, "previous_manifest": None, "files": "forged"}
    data = make_manifest(KIND, fields, folder)
    assert data == canonical_json(json.loads(data))
    assert read_manifest(data) == {
        "format": KIND,
        "month": "2026-10",
        "cut_off": "2026-11-05T02:00:00+00:00",
        "previous_manifest": None,
        "files": hash_files(folder),
    }


def test_an_instant_without_a_time_zone_is_no_instant(folder: Path) -> None:
    naive = datetime(2026, 11, 5, 10, tzinfo=UTC).replace(tzinfo=None)
    with pytest.raises(ValueError, match="has no time zone"):
        make_manifest(KIND, {"cut_off": naive}, folder)


def test_the_manifest_and_its_signature_do_not_cover_themselves(folder: Path) -> None:
    """The same names one level below are covered: a release holds the snapshot's manifest."""
    data = make_manifest(KIND, {}, folder)
    write(folder, {"manifest.json": data, "manifest.json.minisig": b"signature"})
    check_manifest(folder, data)
    write(folder, {"snapshot/manifest.json": data})
    assert "snapshot/manifest.json" in hash_files(folder)


def test_a_folder_checks_from_anywhere(folder: Path, tmp_path: Path) -> None:
    """The manifest holds no place, time or right of the disk."""
    data = make_manifest(KIND, {}, folder)
    moved = folder.rename(tmp_path / "elsewhere")
    os.utime(moved / "edition.json", (0, 0))
    check_manifest(moved, data)
    assert make_manifest(KIND, {}, moved) == data


@pytest.mark.slow
def test_every_one_of_1000_flipped_bytes_is_found_by_name(folder: Path) -> None:
    """Each is put back afterwards, and the folder checks again."""
    data = make_manifest(KIND, {}, folder)
    rng = random.Random(20261122)
    paths = [path for path in hash_files(folder) if (folder / path).stat().st_size]
    for _ in range(1000):
        path = rng.choice(paths)
        with flipped(folder / path, rng):
            assert failing(folder, data) == path
    check_manifest(folder, data)


def test_every_changed_byte_of_the_manifest_is_found(folder: Path) -> None:
    """A hash or a path by comparison, structure by form; other fields are the signature's task."""
    data = make_manifest(KIND, {}, folder)
    rng = random.Random(7)
    kind = data.index(KIND.encode())
    for place in range(len(data)):
        changed = bytearray(data)
        changed[place] ^= rng.randrange(1, 256)
        if kind <= place < kind + len(KIND) and _same_files(bytes(changed), data):
            continue
        with pytest.raises(VerificationError):
            check_manifest(folder, bytes(changed))


@pytest.mark.parametrize(
    ("change", "path", "message"),
    [
        (lambda f: (f / "edition.json").write_bytes(b"[]"), "edition.json", "was changed"),
        (lambda f: (f / "edition.json").write_bytes(b"{} "), "edition.json", "was changed"),
        (lambda f: (f / "empty.json").unlink(), "empty.json", "is missing"),
        (lambda f: (f / "facts" / "z").write_bytes(b""), "facts/z", "is not listed"),
        (lambda f: write(f, {"manifest.json/x": b""}), "manifest.json/x", "is not listed"),
        (lambda f: (f / "edition.json").rename(f / "Edition.json"), "Edition.json", "not listed"),
    ],
    ids=["changed", "longer", "missing", "extra", "under the manifest's name", "renamed"],
)
def test_changed_missing_and_extra_files_are_named(
    folder: Path, change: Any, path: str, message: str
) -> None:
    data = make_manifest(KIND, {}, folder)
    change(folder)
    with pytest.raises(VerificationError, match=message) as caught:
        check_manifest(folder, data)
    assert caught.value.params["path"] == path


def test_the_first_by_path_is_named_whatever_is_wrong_with_it(folder: Path) -> None:
    """So that two people who check see the same."""
    data = make_manifest(KIND, {}, folder)
    (folder / "facts" / "posts.parquet").write_bytes(b"")
    (folder / "a").write_bytes(b"")
    (folder / "config" / "list.toml").unlink()
    assert failing(folder, data) == "a"
    (folder / "a").unlink()
    assert failing(folder, data) == "config/list.toml"


@posix
@pytest.mark.parametrize("name", HOSTILE, ids=lambda name: ascii(name)[:20])
def test_a_hostile_name_is_covered_and_shown_harmless(folder: Path, name: str) -> None:
    """A line break or a turned direction in a name forges no line of a message."""
    write(folder, {f"config/{name}": b"one"})
    data = make_manifest(KIND, {}, folder)
    check_manifest(folder, data)
    write(folder, {f"config/{name}": b"two"})
    assert failing(folder, data) == f"config/{HOSTILE[name]}"


@posix
def test_a_name_in_another_unicode_form_is_another_file(folder: Path) -> None:
    """é as one character or as two looks the same and is not."""
    write(folder, {"caf\u00e9": b""})
    data = make_manifest(KIND, {}, folder)
    (folder / "caf\u00e9").rename(folder / "cafe\u0301")
    if "cafe\u0301" in {path.name for path in folder.iterdir()}:  # some disks normalise names
        assert failing(folder, data) == "cafe\u0301"


@pytest.mark.skipif(sys.platform != "linux", reason="other systems refuse such names")
def test_a_name_that_is_no_text_is_refused_and_found(folder: Path) -> None:
    """Bytes that are not UTF-8 have no JSON form."""
    data = make_manifest(KIND, {}, folder)
    (folder / os.fsdecode(b"bad\xff")).write_bytes(b"")
    assert failing(folder, data) == "bad\\udcff"
    with pytest.raises(DataError, match="canonical JSON"):
        make_manifest(KIND, {}, folder)


@posix
@pytest.mark.parametrize("target", ["edition.json", "/etc/hosts", "nowhere", "facts", "."])
def test_a_link_is_never_followed(folder: Path, target: str) -> None:
    """To a file, out of the folder, to nothing, to a folder, in a circle."""
    data = make_manifest(KIND, {}, folder)
    (folder / "link").symlink_to(target)
    assert failing(folder, data) == "link"
    with pytest.raises(VerificationError, match="links and devices are not followed"):
        make_manifest(KIND, {}, folder)


@posix
def test_a_link_to_the_right_content_in_place_of_a_file_is_found(folder: Path) -> None:
    """Its content could be changed after the check without touching the folder."""
    data = make_manifest(KIND, {}, folder)
    outside = (folder / "edition.json").rename(folder.parent / "outside")
    (folder / "edition.json").symlink_to(outside)
    with pytest.raises(VerificationError, match="not a plain file"):
        check_manifest(folder, data)


@posix
def test_a_pipe_or_a_socket_does_not_hold_up_the_check(folder: Path) -> None:
    """Opening them would wait for ever."""
    os.mkfifo(folder / "pipe")
    with pytest.raises(VerificationError, match="'pipe' is not a plain file"):
        hash_files(folder)
    (folder / "pipe").unlink()
    with socket.socket(socket.AF_UNIX) as server, _inside(folder):
        server.bind("socket")
        with pytest.raises(VerificationError, match="'socket' is not a plain file"):
            hash_files(folder)


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(VerificationError, match="nowhere' cannot be read"):
        hash_files(tmp_path / "nowhere")


def test_a_file_that_cannot_be_read_is_named(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A bad sector or a missing right is no difference in content."""
    data = make_manifest(KIND, {}, folder)
    opened = Path.open

    def refuse(path: Path, *rest: Any, **more: Any) -> Any:
        if path.name == "list.toml":
            raise PermissionError(13, "Permission denied")
        return opened(path, *rest, **more)

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(VerificationError, match=r"list\.toml' cannot be read: Permission denied"):
        check_manifest(folder, data)


@pytest.mark.parametrize(
    "files",
    [["a"], None, {"a": 1}, {"a": "00"}, {"a": "G" * 64}, {"a": "A" * 64}, {"a": ["0" * 64]}],
    ids=str,
)
def test_a_manifest_without_hashes_is_refused(folder: Path, files: Any) -> None:
    with pytest.raises(VerificationError, match="not a manifest"):
        check_manifest(folder, canonical_json({"format": KIND, "files": files}))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"null",
        b"[]",
        b"{}",
        b'{"files":{}}',
        b'{"files":{},"format":1}',
        b'{"files": {},"format":"x"}',
        b'{"files":{},"format":"x"}\n',
        b'\xef\xbb\xbf{"files":{},"format":"x"}',
        b'{"files":{},"files":{},"format":"x"}',
        b'{"format":"x","files":{}}',
        b'{"files":{},"format":"x","n":NaN}',
        b'{"files":{},"format":"x","n":1e999}',
        b'{"files":{},"format":"\\ud800"}',
        '{"files":{},"format":"x"}'.encode("utf-16"),
        b"\xff\xfe\xfd",
        b"[" * 100_000,
        b'{"files":{},"format":"x","n":' + b"9" * 5000 + b"}",
    ],
    ids=lambda data: ascii(data[:30]),
)
def test_a_manifest_in_any_other_spelling_is_refused(data: bytes) -> None:
    """Two keys of one name, spaces, other encodings, depth, numbers beyond JSON."""
    with pytest.raises(VerificationError, match="not a manifest as govrank writes it"):
        read_manifest(data)


@pytest.mark.parametrize("path", ["../outside", "/etc/hosts", "", ".", "a/../edition.json", "a\0b"])
def test_a_path_that_leads_out_of_the_folder_is_never_opened(folder: Path, path: str) -> None:
    """It is compared with what lies there, and so it is missing, even with the right hash."""
    write(folder.parent, {"outside": b"outside"})
    files = hash_files(folder) | {path: hashlib.sha256(b"outside").hexdigest()}
    with pytest.raises(VerificationError, match="is missing"):
        check_manifest(folder, canonical_json({"format": KIND, "files": files}))


def test_a_huge_and_deep_tree_checks(tmp_path: Path) -> None:
    """5,000 files, and folders two hundred deep."""
    wide = {f"{n % 50:02}/{n}": str(n).encode() for n in range(5000)}
    deep = {"d/" * 200 + "last": b"last"}
    root = write(tmp_path / "tree", wide | deep)
    data = make_manifest(KIND, {}, root)
    assert len(read_manifest(data)["files"]) == 5001
    check_manifest(root, data)
    write(root, {"d/" * 200 + "last": b"lost"})
    assert failing(root, data) == "d/" * 200 + "last"


@given(
    files=st.dictionaries(
        st.text("ab甲é{ ", min_size=1).filter(lambda name: name.strip(" .")),
        st.binary(max_size=20),
        min_size=1,
        max_size=5,
    ),
    choice=st.data(),
)
@settings(max_examples=50, deadline=None)
def test_any_folder_checks_until_one_of_its_files_changes(
    tmp_path_factory: pytest.TempPathFactory, files: dict[str, bytes], choice: st.DataObject
) -> None:
    root = write(tmp_path_factory.mktemp("any"), files)
    data = make_manifest(KIND, {}, root)
    check_manifest(root, data)
    name = choice.draw(st.sampled_from(sorted(files)))
    other = choice.draw(st.binary(max_size=20).filter(lambda content: content != files[name]))
    write(root, {name: other})
    assert failing(root, data) == name


def write(root: Path, files: dict[str, bytes]) -> Path:
    """Write files below the root; return it."""
    for path, content in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(content)
    return root


def failing(folder: Path, data: bytes) -> object:
    """Return the object that the check names."""
    with pytest.raises(VerificationError) as caught:
        check_manifest(folder, data)
    assert "\n" not in str(caught.value)
    return caught.value.params["path"]


@contextmanager
def flipped(path: Path, rng: random.Random) -> Iterator[None]:
    """Change one byte of a file, and put it back."""
    content = path.read_bytes()
    place = rng.randrange(len(content))
    other = bytes([content[place] ^ rng.randrange(1, 256)])
    path.write_bytes(content[:place] + other + content[place + 1 :])
    yield
    path.write_bytes(content)


@contextmanager
def _inside(folder: Path) -> Iterator[None]:
    """Work in a folder: the path of a socket may be 107 bytes long."""
    before = Path.cwd()
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(before)


def _same_files(changed: bytes, data: bytes) -> bool:
    try:
        return bool(json.loads(changed)["files"] == json.loads(data)["files"])
    except ValueError:
        return False
