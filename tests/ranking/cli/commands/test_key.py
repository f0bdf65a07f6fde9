"""``govrank key``."""

import os
import stat

import pytest


def test_the_secret_key_is_for_its_owner_alone(office, govrank):
    """0600 in a folder of 0700; nothing of it is printed; the public half is minisign's."""
    run = govrank("key", "create")
    assert run.code == 0
    secret = office / "secrets" / "signing.key"
    assert stat.S_IMODE(secret.stat().st_mode) == 0o600
    assert stat.S_IMODE(secret.parent.stat().st_mode) == 0o700
    assert secret.read_text("utf-8").splitlines()[1] not in run.out + run.err
    assert (office / "signing.pub").read_text("utf-8").startswith("untrusted comment: ")


def test_a_key_is_never_replaced(office, govrank):
    """Readers know its public half; a second one is refused, and so if only one half is left."""
    govrank("key", "create")
    secret = office / "secrets" / "signing.key"
    before = secret.read_bytes()
    run = govrank("key", "create")
    assert run.code == 2
    assert "There is a signing key already" in run.err
    assert secret.read_bytes() == before
    secret.unlink()
    assert govrank("key", "create").code == 2
    assert not secret.exists()


@pytest.mark.skipif(os.name == "nt", reason="Windows has other rights")
def test_a_key_that_others_can_read_is_not_used(approved, govrank):
    """Publishing is refused with the command that closes it."""
    secret = approved / "secrets" / "signing.key"
    secret.chmod(0o640)
    run = govrank("publish", "2020-05")
    assert run.code == 1
    assert "open to other users" in run.err
    assert f"chmod 600 {secret}" in run.err
    assert secret.read_text("utf-8").splitlines()[1] not in run.err


@pytest.mark.parametrize("content", [b"", b"nonsense", b"\xff\xfe\x00"])
def test_a_damaged_key_is_said(approved, govrank, content):
    """Without quoting it."""
    (approved / "secrets" / "signing.key").write_bytes(content)
    run = govrank("publish", "2020-05")
    assert run.code == 1
    assert "signing key" in run.err
    assert "Traceback" not in run.err
