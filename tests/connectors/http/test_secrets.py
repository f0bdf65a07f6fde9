"""Secrets: where they may come from, and that no way of printing shows them."""

from __future__ import annotations

import copy
import json
import pickle

import pytest

from connectors.http.secrets import Secret, secret_from, secret_if_any
from connectors.interface import AccessError

CANARY = "canary-7f3a"


@pytest.fixture
def key_file(tmp_path):
    """A file with the secret that its owner alone may read."""
    path = tmp_path / "key"
    path.write_text(f"{CANARY}\n")
    path.chmod(0o600)
    return path


@pytest.mark.parametrize("show", [str, repr, "{}".format, "{:>20}".format, "%s".__mod__, ascii])
def test_secret_is_masked(show):
    """Every way of turning a secret into text gives three stars."""
    assert show(Secret(CANARY)) == "***"


def test_secret_inside_other_things_is_masked():
    """A secret in a list, a dict or an error message stays masked."""
    assert CANARY not in repr([{"key": Secret(CANARY)}, ValueError(Secret(CANARY))])


@pytest.mark.parametrize("write", [pickle.dumps, json.dumps, copy.deepcopy])
def test_secret_is_not_written_down(write):
    """A secret can be neither pickled nor copied nor put into JSON by accident."""
    with pytest.raises(TypeError):
        write(Secret(CANARY))


def test_secret_comes_from_the_environment():
    """env:NAME is the value of that variable without white space around it."""
    assert secret_from("env:KEY", {"KEY": f" {CANARY}\n"}).reveal() == CANARY


def test_secret_comes_from_a_file(key_file):
    """file:PATH is the content of that file without the line break at its end."""
    assert secret_from(f"file:{key_file}", {}).reveal() == CANARY


def test_byte_order_mark_is_no_part_of_a_secret(key_file):
    """The mark that Windows editors put in front of a text is left out."""
    key_file.write_bytes(b"\xef\xbb\xbf" + CANARY.encode())
    assert secret_from(f"file:{key_file}", {}).reveal() == CANARY


@pytest.mark.parametrize("value", [CANARY, f"plain:{CANARY}", f":{CANARY}", "env:", "file:", ""])
def test_secret_itself_is_refused_and_not_repeated(value, refusal):
    """What is no reference is refused, and the message does not repeat it."""
    error = refusal(AccessError, secret_from, value, {})
    assert CANARY not in str(error) + error.hint
    assert "env:NAME" in error.hint


@pytest.mark.parametrize("environ", [{}, {"KEY": ""}, {"KEY": " \n"}])
def test_missing_variable_is_named(environ, refusal):
    """A variable that is not set or empty is named."""
    assert "env:KEY" in str(refusal(AccessError, secret_from, "env:KEY", environ))


def test_missing_file_is_named(tmp_path, refusal):
    """A file that is not there is named, and so is a folder."""
    for path in (tmp_path / "none", tmp_path):
        assert str(path) in str(refusal(AccessError, secret_from, f"file:{path}", {}))


@pytest.mark.parametrize("mode", [0o604, 0o644, 0o602, 0o601])
def test_file_open_to_everybody_is_refused(key_file, mode, refusal):
    """A file on which all users have any right is refused with the command that mends it."""
    key_file.chmod(mode)
    error = refusal(AccessError, secret_from, f"file:{key_file}", {})
    assert "every user" in str(error)
    assert "chmod o-rwx" in error.hint


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", "ＫＥＹ".encode(), b"one\ntwo", b"a\0b"])
def test_file_that_is_no_key_is_refused(key_file, content, refusal):
    """Bytes that are no text, full-width characters and several lines are no secret."""
    key_file.write_bytes(content)
    error = refusal(AccessError, secret_from, f"file:{key_file}", {})
    assert str(key_file) in str(error)
    assert error.__context__ is None


def test_file_that_may_not_be_read_is_named(key_file, refusal, monkeypatch):
    """A file that this user may not open is named."""

    def denied(*_args, **_named):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(type(key_file), "open", denied)
    assert "cannot be read" in str(refusal(AccessError, secret_from, f"file:{key_file}", {}))


def test_a_secret_that_may_be_missing(key_file, tmp_path):
    """No variable and no file are None; what is there comes as ever."""
    assert secret_if_any(f"file:{tmp_path / 'none'}", {}) is None
    assert secret_if_any("env:KEY", {}) is None
    assert secret_if_any(f"file:{key_file}", {}).reveal() == CANARY
    assert secret_if_any("env:KEY", {"KEY": CANARY}).reveal() == CANARY


@pytest.mark.parametrize("place", ["env:KEY", "file:{file}", "file:{folder}", CANARY])
def test_a_secret_that_may_be_missing_is_refused_as_ever(key_file, refusal, place):
    """An empty variable, a file open to everybody and what is no place are errors, not None."""
    key_file.chmod(0o644)
    filled = place.format(file=key_file, folder=key_file.parent)
    refusal(AccessError, secret_if_any, filled, {"KEY": ""})


def test_a_file_that_cannot_be_looked_for_is_named(key_file, refusal, monkeypatch):
    """A folder that may not be searched is no missing secret."""

    def denied(*_args, **_named):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(type(key_file), "stat", denied)
    error = refusal(AccessError, secret_if_any, f"file:{key_file}", {})
    assert "cannot be read" in str(error)
