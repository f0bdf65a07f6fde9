"""Signatures that the program minisign makes and checks too: Ed25519 over BLAKE2b-512.

Stricter than minisign in one point: a signature file has exactly one spelling. minisign lets the
untrusted comment, line ends and unused bits of base64 be changed; here any changed byte is found.
"""

from __future__ import annotations

import base64
import hashlib
import re
import secrets
import struct
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from ranking.errors import ConfigError, VerificationError

_UNTRUSTED = "untrusted comment: "
_TRUSTED = "trusted comment: "
_COMMENT = "signature from minisign secret key"
_COMMENT_BYTES = 8000
"""Longest trusted comment; minisign reads lines of up to 8,192 bytes."""
_PRINTABLE = re.compile(r"[\t -~]*")
"""What a trusted comment may hold: other implementations refuse letters outside ASCII."""

_PUBLIC = struct.Struct("2s8s32s")  # "Ed", key id, public key
_SIGNATURE = struct.Struct("2s8s64s")  # "ED" (prehashed), key id, signature
_SECRET = struct.Struct("2s2s2s48x8s32s32s32s")  # ... key id, seed, public key, checksum
_KEY, _PREHASHED, _NO_PASSWORD, _PASSWORD, _BLAKE2B = b"Ed", b"ED", b"\0\0", b"Sc", b"B2"

_DOUBT = (
    "Do not rely on this release. Fetch it again from where it was published; "
    "if it is still so, tell the office."
)


@dataclass(frozen=True)
class KeyPair:
    """The texts of a minisign key pair: the secret file (no password) and the public one."""

    secret_text: str = field(repr=False)
    public_text: str


def create_key() -> KeyPair:
    """Return a new key pair with a random key id."""
    key, key_id = Ed25519PrivateKey.generate(), secrets.token_bytes(8)
    seed, public = key.private_bytes_raw(), key.public_key().public_bytes_raw()
    check = _checksum(key_id, seed, public)
    secret = _SECRET.pack(_KEY, _NO_PASSWORD, _BLAKE2B, key_id, seed, public, check)
    return KeyPair(
        _lines("govrank signing key, secret, no password", secret),
        _lines(f"minisign public key {_name(key_id)}", _PUBLIC.pack(_KEY, key_id, public)),
    )


def sign(secret_text: str, data: bytes, trusted_comment: str) -> str:
    """Return the text of a ``.minisig`` file for the data.

    ``trusted_comment`` is one line of printable ASCII (tabs allowed), at most 8,000 characters;
    otherwise ValueError. Raises ConfigError when the secret key is damaged or has a password.
    """
    if not _PRINTABLE.fullmatch(trusted_comment) or len(trusted_comment) > _COMMENT_BYTES:
        raise ValueError(f"not a trusted comment: {trusted_comment[:80]!a}")
    key_id, key = _read_secret(secret_text)
    signature = key.sign(hashlib.blake2b(data).digest())
    signed_comment = key.sign(signature + trusted_comment.encode())
    packed = _SIGNATURE.pack(_PREHASHED, key_id, signature)
    return _signature_text(packed, trusted_comment, signed_comment)


def verify(public_text: str, data: bytes, signature_text: str) -> str:
    """Return the trusted comment when the signature is that of the key over exactly this data.

    ``public_text`` is a public key file or its base64 line alone. ``signature_text`` is the file's
    text with its line ends as they are (decode its bytes; text mode would change them). Raises
    VerificationError saying what is wrong: key, form, data or comment.
    """
    key_id, key = _read_public(public_text)
    signer, signature, comment, signed_comment = _read_signature(signature_text)
    if signer != key_id:
        raise VerificationError(
            "The signature was made with key {found}; the public key is {expected}.",
            found=_name(signer),
            expected=_name(key_id),
            hint="Take the public key from the office's own notice, "
            "and ask the office whether it has changed its key.",
        )
    if not _signed(key, signature, hashlib.blake2b(data).digest()):
        raise VerificationError(
            "The signature does not fit the signed file: one of the two was changed.",
            hint=_DOUBT,
        )
    if not _signed(key, signed_comment, signature + comment.encode("utf-8", "surrogateescape")):
        raise VerificationError(
            "The trusted comment of the signature was changed.",
            hint=_DOUBT,
        )
    return comment


def _read_secret(text: str) -> tuple[bytes, Ed25519PrivateKey]:
    """Return key id and key of a secret key file without a password; no message quotes it."""
    content = _decoded(_second_line(text), _SECRET.size)
    if content[:4] == _KEY + _PASSWORD:
        raise ConfigError(
            "The signing key has a password, which a scheduled publication cannot type.",
            hint="Remove it with 'minisign -C -W' and let only this user read the file (0600).",
        )
    if not _is_secret(content):
        raise ConfigError(
            "The signing key is not a minisign secret key, or it is damaged.",
            hint="Restore it from a backup. A new key ('govrank key create') must be announced: "
            "readers check releases with the public key they know.",
        )
    *_, key_id, seed, _public, _check = _SECRET.unpack(content)
    return key_id, Ed25519PrivateKey.from_private_bytes(seed)


def _is_secret(content: bytes) -> bool:
    """Return whether all parts fit; ``minisign -G -W`` leaves the checksum zero."""
    if content[:6] != _KEY + _NO_PASSWORD + _BLAKE2B:
        return False
    *_, key_id, seed, public, check = _SECRET.unpack(content)
    follows = Ed25519PrivateKey.from_private_bytes(seed).public_key().public_bytes_raw() == public
    return follows and check in (bytes(32), _checksum(key_id, seed, public))


def _read_public(text: str) -> tuple[bytes, Ed25519PublicKey]:
    line = _second_line(text) if text.startswith(_UNTRUSTED) else text.strip()
    content = _decoded(line, _PUBLIC.size)
    kind, key_id, public = _PUBLIC.unpack(content) if content else (b"", b"", b"")
    if kind != _KEY:
        raise VerificationError(
            "The public key is not a minisign public key, or it is damaged.",
            hint="Take it from the office's own notice: two lines, or the second line alone.",
        )
    return key_id, Ed25519PublicKey.from_public_bytes(public)


def _read_signature(text: str) -> tuple[bytes, bytes, str, bytes]:
    """Return key id, signature, trusted comment and its signature; any other spelling is refused.

    Writing the parts again must give the text: nothing in the file is left unchecked.
    """
    lines = [*text.split("\n"), "", "", ""]
    comment = lines[2].removeprefix(_TRUSTED)
    content, signed_comment = _decoded(lines[1], _SIGNATURE.size), _decoded(lines[3], 64)
    if content[:2] != _PREHASHED or _signature_text(content, comment, signed_comment) != text:
        raise VerificationError(
            "The signature file is damaged, or was not written as govrank writes it "
            "(minisign, prehashed, default untrusted comment).",
            hint=_DOUBT,
        )
    _, key_id, signature = _SIGNATURE.unpack(content)
    return key_id, signature, comment, signed_comment


def _signature_text(packed: bytes, comment: str, signed_comment: bytes) -> str:
    last = base64.b64encode(signed_comment).decode()
    return f"{_lines(_COMMENT, packed)}{_TRUSTED}{comment}\n{last}\n"


def _lines(comment: str, content: bytes) -> str:
    return f"{_UNTRUSTED}{comment}\n{base64.b64encode(content).decode()}\n"


def _second_line(text: str) -> str:
    return [*text.splitlines(), "", ""][1].strip()


def _decoded(line: str, size: int) -> bytes:
    """Return the bytes of a base64 line; nothing when it is not base64 of that many bytes."""
    try:
        content = base64.b64decode(line, validate=True)
    except ValueError:
        return b""
    return content if len(content) == size else b""


def _checksum(key_id: bytes, seed: bytes, public: bytes) -> bytes:
    return hashlib.blake2b(_KEY + key_id + seed + public, digest_size=32).digest()


def _signed(key: Ed25519PublicKey, signature: bytes, data: bytes) -> bool:
    try:
        key.verify(signature, data)
    except InvalidSignature:
        return False
    return True


def _name(key_id: bytes) -> str:
    """Return the key id as minisign prints it."""
    return f"{int.from_bytes(key_id, 'little'):016X}"
