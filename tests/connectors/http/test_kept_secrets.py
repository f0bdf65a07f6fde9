"""Secrets that are written: whole or not at all, and for their owner alone."""

from __future__ import annotations

import os
import stat

import pytest

from connectors.http.kept_secrets import file_of, keep_secret
from connectors.http.secrets import Secret, secret_from
from connectors.interface import AccessError

CANARY = "canary-91c2"


def mode(path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_what_is_kept_can_be_read(tmp_path):
    """It comes back as it was, and a second one takes the place of the first."""
    place = f"file:{tmp_path / 'token'}"
    for text in ("first", CANARY):
        keep_secret(place, Secret(text))
        assert secret_from(place, {}).reveal() == text
    assert [path.name for path in tmp_path.iterdir()] == ["token"]


@pytest.mark.skipif(os.name != "posix", reason="rights as POSIX has them")
def test_folders_and_file_are_for_their_owner_alone(tmp_path):
    """Every folder that is made is closed to others, whatever the process allows by default."""
    before = os.umask(0)
    try:
        keep_secret(f"file:{tmp_path / 'secrets' / 'weibo' / 'token'}", Secret(CANARY))
    finally:
        os.umask(before)
    folder = tmp_path / "secrets"
    assert [mode(folder), mode(folder / "weibo"), mode(folder / "weibo" / "token")] == [
        0o700,
        0o700,
        0o600,
    ]


def test_rights_of_a_file_that_was_open_are_taken_away(tmp_path):
    """A file that others could read can then be used."""
    path = tmp_path / "token"
    path.write_text("old")
    path.chmod(0o644)
    keep_secret(f"file:{path}", Secret(CANARY))
    assert secret_from(f"file:{path}", {}).reveal() == CANARY


@pytest.mark.parametrize("place", ["env:TOKEN", "file:", "", CANARY])
def test_only_a_file_is_written(place, refusal):
    """Another place is refused with what to write instead, and is not repeated."""
    for refused in (refusal(AccessError, file_of, place),
                    refusal(AccessError, keep_secret, place, Secret(CANARY))):  # fmt: skip
        assert "file:PATH" in refused.hint
        assert CANARY not in str(refused)


@pytest.mark.parametrize("step", ["mkstemp", "fsync", "replace"])
def test_a_failure_leaves_what_was_there(tmp_path, refusal, monkeypatch, step):
    """A full disk costs neither the old secret nor leaves a part of the new one."""
    path = tmp_path / "token"
    keep_secret(f"file:{path}", Secret("old"))

    def full(*_args, **_named):
        raise OSError(28, "No space left on device")

    owner = {"mkstemp": "tempfile", "fsync": "os", "replace": "pathlib.Path"}[step]
    monkeypatch.setattr(f"{owner}.{step}", full)
    error = refusal(AccessError, keep_secret, f"file:{path}", Secret(CANARY))
    assert str(path) in str(error)
    assert "No space left" in str(error)
    assert error.__context__ is None
    assert path.read_text() == "old\n"
    assert [one.name for one in tmp_path.iterdir()] == ["token"]


def test_a_folder_that_is_a_file_is_named(tmp_path, refusal):
    """Where a file stands in the way of the folder, the message says which secret it is."""
    (tmp_path / "secrets").write_text("")
    error = refusal(AccessError, keep_secret, f"file:{tmp_path / 'secrets' / 'a'}", Secret(CANARY))
    assert "cannot be written" in str(error)
