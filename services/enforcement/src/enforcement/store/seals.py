"""Hide who a person is: a keyed hash to find them by, and encryption to name them with."""

import hmac
import os
import secrets
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

FILE, KEY_BYTES, NONCE_BYTES = "bans.key", 32, 12


@dataclass(frozen=True, slots=True, repr=False)
class Seals:
    """Two keys derived from one secret, which lives in no database."""

    finding: bytes
    sealing: bytes

    @classmethod
    def open(cls, folder: Path) -> "Seals":
        """Read the secret, made on first use."""
        return cls.of(_secret(folder / FILE))

    @classmethod
    def of(cls, secret: bytes) -> "Seals":
        return cls(_derive(secret, b"find a person"), _derive(secret, b"seal a name"))

    def find_by(self, identity_number: str) -> bytes:
        """Name a person in a way that nobody without the key can guess or test."""
        return hmac.digest(self.finding, identity_number.encode(), "sha256")

    def seal(self, name: str) -> bytes:
        nonce = secrets.token_bytes(NONCE_BYTES)
        return nonce + AESGCM(self.sealing).encrypt(nonce, name.encode(), None)

    def unseal(self, sealed: bytes) -> str:
        nonce, rest = sealed[:NONCE_BYTES], sealed[NONCE_BYTES:]
        return AESGCM(self.sealing).decrypt(nonce, rest, None).decode()


def _derive(secret: bytes, purpose: bytes) -> bytes:
    return HKDF(SHA256(), KEY_BYTES, salt=None, info=b"zhiben enforcement: " + purpose).derive(
        secret
    )


def _secret(file: Path) -> bytes:
    """Several processes may start at once: the first to link its file wins, all read the same."""
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        draft = file.with_name(f".{file.name}.{os.getpid()}.{secrets.token_hex(4)}")
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as out:
            out.write(secrets.token_bytes(KEY_BYTES))
        with suppress(FileExistsError):
            os.link(draft, file)
        draft.unlink()
    return file.read_bytes()
