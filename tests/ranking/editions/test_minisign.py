"""Signatures: minisign's own, ours, and every changed byte."""

from __future__ import annotations

import base64
import hashlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ranking.editions.minisign import KeyPair, create_key, sign, verify
from ranking.errors import ConfigError, VerificationError

PUBLIC = "RWQf6LRCGA9i53mlYecO4IzT51TGPpvWucNSCh1CBM0QTaLn73Y7GFO3"
COMMENT = "timestamp:1633700835\tfile:test\tprehashed"
SIGNATURE = f"""untrusted comment: signature from minisign secret key
RUQf6LRCGA9i559r3g7V1qNyJDApGip8MfqcadIgT9CuhV3EMhHoN1mGTkUidF/z7SrlQgXdy8ofjb7bNJJylDOocrCo8KLzZwo=
trusted comment: {COMMENT}
wLMDjy9FLAuxZ3q4NlEvkgtyhrr0gtTu6KC4KBJdITbbOeAi1zBIYo0v4iTgt8jJpIidRJnp94ABQkJAgAooBQ==
"""
"""Made by minisign over b"test" (published with its Rust implementation)."""

KEYS = create_key()
DATA = '{"format":"govrank-release/1","list":"主榜"}'.encode()
SIGNED = sign(KEYS.secret_text, DATA, "main 2026-10 r1")


def test_a_signature_of_minisign_itself_verifies() -> None:
    """With the key as a line and as a file; the trusted comment comes back."""
    assert verify(PUBLIC, b"test", SIGNATURE) == COMMENT
    assert verify(f"untrusted comment: any\n{PUBLIC}\n", b"test", SIGNATURE) == COMMENT


def test_what_is_signed_verifies_and_is_the_same_each_time() -> None:
    """Ed25519 needs no randomness: one release has one signature."""
    assert verify(KEYS.public_text, DATA, SIGNED) == "main 2026-10 r1"
    assert sign(KEYS.secret_text, DATA, "main 2026-10 r1") == SIGNED


@given(data=st.binary(), comment=st.text(st.characters(min_codepoint=32, max_codepoint=126)))
@settings(max_examples=50, deadline=None)
def test_any_data_and_any_printable_comment_can_be_signed(data: bytes, comment: str) -> None:
    assert verify(KEYS.public_text, data, sign(KEYS.secret_text, data, comment)) == comment


@given(choice=st.data())
@settings(max_examples=200, deadline=None)
def test_any_changed_byte_of_the_data_is_found(choice: st.DataObject) -> None:
    with pytest.raises(VerificationError, match="does not fit"):
        verify(KEYS.public_text, changed(DATA, choice), SIGNED)


@pytest.mark.parametrize("place", range(len(SIGNED)))
def test_any_changed_bit_of_the_signature_file_is_found(place: int) -> None:
    """All bits of all bytes: both comments, base64 with its unused bits, line ends."""
    for bit in range(8):
        content = bytearray(SIGNED.encode())
        content[place] ^= 1 << bit
        with pytest.raises(VerificationError):
            verify(KEYS.public_text, DATA, content.decode("utf-8", "surrogateescape"))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n\n\n\n",
        SIGNED + "\n",
        SIGNED[:-1],
        "\ufeff" + SIGNED,
        SIGNED.replace("\n", "\r\n"),
        SIGNED.replace("minisign secret", "another secret"),
        SIGNED.replace("trusted comment: main", "trusted comment:  main"),
        "\n".join(SIGNED.split("\n")[:2]) + "\n",
        SIGNED.replace("2026-10", "2026-11"),
        SIGNED + SIGNED,
    ],
)
def test_a_signature_file_in_any_other_spelling_is_refused(text: str) -> None:
    with pytest.raises(VerificationError):
        verify(KEYS.public_text, DATA, text)


def test_the_old_kind_of_signature_is_refused() -> None:
    """'Ed' signs the data and not its hash; govrank never writes it."""
    lines = SIGNED.split("\n")
    content = bytearray(base64.b64decode(lines[1]))
    content[:2] = b"Ed"
    lines[1] = base64.b64encode(content).decode()
    with pytest.raises(VerificationError, match="damaged, or was not written as govrank"):
        verify(KEYS.public_text, DATA, "\n".join(lines))


def test_a_changed_trusted_comment_is_named_as_such() -> None:
    with pytest.raises(VerificationError, match="trusted comment of the signature was changed"):
        verify(KEYS.public_text, DATA, SIGNED.replace("10 r1\n", "10 r2\n"))


def test_the_comment_of_another_signature_cannot_be_taken_over() -> None:
    """Comment and data are bound together, though each is signed by the same key."""
    other = sign(KEYS.secret_text, b"other", "main 2026-11 r1").split("\n")
    mixed = "\n".join([*SIGNED.split("\n")[:2], *other[2:]])
    with pytest.raises(VerificationError, match="trusted comment"):
        verify(KEYS.public_text, DATA, mixed)


def test_another_key_is_named() -> None:
    """Both key ids, as minisign prints them."""
    with pytest.raises(VerificationError, match="was made with key") as caught:
        verify(PUBLIC, DATA, SIGNED)
    assert caught.value.params["expected"] == "E7620F1842B4E81F"
    assert str(caught.value.params["found"]) in KEYS.public_text.split("\n")[0]


def test_another_key_with_the_same_key_id_is_found() -> None:
    """The id is a hint and proves nothing."""
    mine = base64.b64decode(KEYS.public_text.split("\n")[1])
    theirs = base64.b64decode(create_key().public_text.split("\n")[1])
    forged = base64.b64encode(mine[:10] + theirs[10:]).decode()
    with pytest.raises(VerificationError, match="does not fit"):
        verify(forged, DATA, SIGNED)


@pytest.mark.parametrize("text", ["", "RWQ", PUBLIC[:-4], "RUQ" + PUBLIC[3:], "公钥", "\n\n"])
def test_what_is_no_public_key_is_refused(text: str) -> None:
    with pytest.raises(VerificationError, match="not a minisign public key"):
        verify(text, b"test", SIGNATURE)


def test_key_files_have_the_layout_of_minisign() -> None:
    """158 and 42 bytes; the checksum is BLAKE2b-256 over kind, key id and key."""
    secret = base64.b64decode(KEYS.secret_text.split("\n")[1])
    public = base64.b64decode(KEYS.public_text.split("\n")[1])
    assert (len(secret), len(public)) == (158, 42)
    assert secret[:6] == b"Ed\0\0B2"
    assert secret[6:54] == bytes(48)
    assert public == b"Ed" + secret[54:62] + secret[94:126]
    assert secret[126:] == hashlib.blake2b(b"Ed" + secret[54:126], digest_size=32).digest()
    assert create_key() != KEYS


def test_a_secret_key_without_checksum_signs() -> None:
    """``minisign -G -W`` leaves it zero."""
    secret = base64.b64decode(KEYS.secret_text.split("\n")[1])[:126] + bytes(32)
    text = f"untrusted comment: any\n{base64.b64encode(secret).decode()}\n"
    assert sign(text, DATA, "main 2026-10 r1") == SIGNED


@pytest.mark.parametrize("place", [0, 2, 4, 54, 61, 62, 93, 94, 125, 126, 157])
def test_a_damaged_secret_key_is_refused_and_never_shown(place: int) -> None:
    """Kinds, key id, seed, public key and checksum."""
    secret = bytearray(base64.b64decode(KEYS.secret_text.split("\n")[1]))
    secret[place] ^= 1
    line = base64.b64encode(secret).decode()
    with pytest.raises(ConfigError, match="not a minisign secret key") as caught:
        sign(f"untrusted comment: any\n{line}\n", DATA, "")
    assert line not in str(caught.value) + repr(caught.value.params)


@pytest.mark.parametrize("text", ["", "untrusted comment: any\n", KEYS.public_text, "密钥\n密钥"])
def test_what_is_no_secret_key_is_refused(text: str) -> None:
    with pytest.raises(ConfigError, match="not a minisign secret key"):
        sign(text, DATA, "")


def test_a_secret_key_with_a_password_says_so() -> None:
    secret = bytearray(base64.b64decode(KEYS.secret_text.split("\n")[1]))
    secret[2:4] = b"Sc"
    text = f"untrusted comment: any\n{base64.b64encode(secret).decode()}\n"
    with pytest.raises(ConfigError, match="has a password"):
        sign(text, DATA, "")


@pytest.mark.parametrize("comment", ["a\nb", "a\r", "\0", "\x1b[2J", "主榜", "\u202e", "x" * 8001])
def test_a_comment_that_others_would_not_read_is_not_signed(comment: str) -> None:
    """A line break would forge lines of the file."""
    with pytest.raises(ValueError, match="not a trusted comment"):
        sign(KEYS.secret_text, DATA, comment)


def test_the_secret_is_not_in_the_text_form_of_a_key_pair() -> None:
    pair = KeyPair("secret-canary", "public")
    assert "secret-canary" not in f"{pair} {pair!r}"


def changed(data: bytes, choice: st.DataObject) -> bytes:
    """The data with one byte changed, added or taken away."""
    place = choice.draw(st.integers(0, len(data) - 1))
    other = choice.draw(st.integers(1, 255))
    return choice.draw(
        st.sampled_from(
            [
                data[:place] + bytes([data[place] ^ other]) + data[place + 1 :],
                data[:place] + data[place + 1 :],
                data + bytes([other]),
            ]
        )
    )
