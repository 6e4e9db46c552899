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
from nacl.signing import SigningKey
from nacl.utils import random

SUITE: Final = b"\x01"
KEY_BYTES: Final = 32
BOX_BYTES: Final = 48  # what an anonymous box is longer than its content
LOCK_BYTES: Final = 40  # a nonce and a tag
WORDS_BLOCK: Final = 1024  # shorter words are all of this length
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


def signing_public(seed: bytes) -> bytes:
    """The public half of an Ed25519 signing key."""
    return bytes(SigningKey(seed).verify_key)


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


def padme(length: int) -> int:
    """The Padmé length: at most 12 % more, and few lengths in all (Nikitin et al., PETS 2019)."""
    if length < 2:  # noqa: PLR2004 - nothing to round
        return length
    exponent = length.bit_length() - 1
    last_bits = exponent - exponent.bit_length()
    mask = (1 << last_bits) - 1
    return (length + mask) & ~mask


def padded(plain: bytes, least: int) -> bytes:
    """Fill up to a Padmé length of at least `least`, so that the length says little."""
    return sodium_pad(plain, max(least, padme(len(plain) + 1)))


def looks_padded(sealed: bytes, least: int, *, boxed: bool) -> bool:
    """Whether a ciphertext of ours has the length of padded words, and no other."""
    plain = len(sealed) - len(SUITE) - (BOX_BYTES if boxed else LOCK_BYTES)
    return sealed[:1] == SUITE and plain >= least and padme(plain) == plain


def unpadded(plain: bytes) -> bytes:
    """Raise `DoesNotOpen` if it was not padded. Reads what was padded to whole blocks, too."""
    try:
        return sodium_unpad(plain, len(plain))
    except (CryptoError, ValueError, TypeError) as error:
        raise DoesNotOpen from error


def seal_words(public: bytes, words: dict[str, Any]) -> bytes:
    """Seal a small document of words, padded."""
    return seal(public, padded(written(words), WORDS_BLOCK))


def unseal_words(private: bytes, sealed: bytes) -> dict[str, Any]:
    """Raise `DoesNotOpen` if it was sealed for somebody else, or is no document of words."""
    try:
        words = json.loads(unpadded(unseal(private, sealed)))
    except ValueError as error:
        raise DoesNotOpen from error
    if not isinstance(words, dict):
        raise DoesNotOpen
    return words


def read_words(private: bytes, sealed: bytes) -> dict[str, Any]:
    """Open what a sender's own device may have sealed, badly: then there are no words to read."""
    try:
        return unseal_words(private, sealed)
    except DoesNotOpen:
        return {}


def written(words: dict[str, Any]) -> bytes:
    return json.dumps(words, ensure_ascii=False, separators=(",", ":")).encode()


def keyed_hash(key: bytes, value: bytes) -> bytes:
    """HMAC-SHA-256: without the key nobody can even try values."""
    return hmac.digest(key, value, "sha256")


def same(left: bytes, right: bytes) -> bool:
    """Compare in a time that says nothing of where they differ."""
    return hmac.compare_digest(left, right)


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
