"""Sealing and opening with libsodium. Every ciphertext begins with the suite that made it.

To somebody's public key: an anonymous sealed box (X25519, XSalsa20-Poly1305). Under a shared key:
XChaCha20-Poly1305, bound to a context, so that a ciphertext put into another row does not open.
"""

import base64
import hashlib
import hmac
import json
from dataclasses import dataclass
from typing import Any, Final

from nacl.bindings import sodium_pad, sodium_unpad
from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, PublicKey, SealedBox
from nacl.secret import Aead
from nacl.utils import random

SUITE: Final = b"\x01"
KEY_BYTES: Final = 32
WORDS_BLOCK: Final = 1024  # lengths of words leak no finer than this
FILE_BLOCK: Final = 64 * 1024


class DoesNotOpen(Exception):
    """Wrong key, or somebody changed the ciphertext."""


@dataclass(frozen=True, slots=True)
class KeyPair:
    public: bytes
    private: bytes


def new_key() -> bytes:
    return random(KEY_BYTES)


def key_pair(private: bytes | None = None) -> KeyPair:
    """Make a key pair, or find the public half of a private one."""
    key = PrivateKey(private) if private is not None else PrivateKey.generate()
    return KeyPair(public=bytes(key.public_key), private=bytes(key))


def seal(public: bytes, plain: bytes) -> bytes:
    """Seal for whoever has the private half; the sealer himself cannot open it again."""
    return SUITE + SealedBox(PublicKey(public)).encrypt(plain)


def unseal(private: bytes, sealed: bytes) -> bytes:
    """Raise `DoesNotOpen` if it was sealed for somebody else."""
    try:
        return SealedBox(PrivateKey(private)).decrypt(_suited(sealed))
    except (CryptoError, ValueError, TypeError) as error:
        raise DoesNotOpen from error


def lock(key: bytes, plain: bytes, *, context: str) -> bytes:
    return SUITE + bytes(Aead(key).encrypt(plain, context.encode()))


def unlock(key: bytes, locked: bytes, *, context: str) -> bytes:
    """Raise `DoesNotOpen` for another key or another context."""
    try:
        return Aead(key).decrypt(_suited(locked), context.encode())
    except (CryptoError, ValueError, TypeError) as error:
        raise DoesNotOpen from error


def padded(plain: bytes, block: int) -> bytes:
    """Fill up to whole blocks, so that the length says little."""
    return sodium_pad(plain, block)


def unpadded(plain: bytes, block: int) -> bytes:
    return sodium_unpad(plain, block)


def seal_words(public: bytes, words: dict[str, Any]) -> bytes:
    """Seal a small document of words, padded."""
    return seal(public, padded(written(words), WORDS_BLOCK))


def unseal_words(private: bytes, sealed: bytes) -> dict[str, Any]:
    words: dict[str, Any] = json.loads(unpadded(unseal(private, sealed), WORDS_BLOCK))
    return words


def written(words: dict[str, Any]) -> bytes:
    return json.dumps(words, ensure_ascii=False, separators=(",", ":")).encode()


def keyed_hash(key: bytes, value: bytes) -> bytes:
    """HMAC-SHA-256: without the key nobody can even try values."""
    return hmac.digest(key, value, "sha256")


def plain_hash(value: bytes) -> bytes:
    """SHA-256, for values that are random keys themselves."""
    return hashlib.sha256(value).digest()


def to_text(value: bytes) -> str:
    """Write bytes as base64url without padding."""
    return base64.urlsafe_b64encode(value).decode().rstrip("=")


def from_text(value: str) -> bytes:
    """Raise ValueError if it is not base64url."""
    return base64.b64decode(value + "=" * (-len(value) % 4), altchars=b"-_", validate=True)


def _suited(sealed: bytes) -> bytes:
    if sealed[:1] != SUITE:
        raise DoesNotOpen
    return sealed[1:]
