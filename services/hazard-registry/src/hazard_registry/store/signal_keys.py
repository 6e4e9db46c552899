"""Check what senders sign. Their shared secrets are derived, so that none stands in the database."""

import base64
import hmac
import os
import secrets
from pathlib import Path
from uuid import UUID

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from hazard_registry.domain.signal import KeyKind, Sender
from hazard_registry.domain.site_refusals import KeyMalformed

FILE, BYTES, MOST = "signals.key", 32, 10_000


class SignalKeys:
    """Derives the secret of every sender from one that is kept in a file, made on first use."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / FILE
        self._master: bytes | None = None
        # Senders as we last saw them: a batch then costs one statement.
        self.known: dict[UUID, Sender] = {}

    def remember(self, sender: Sender) -> None:
        if len(self.known) >= MOST:
            self.known.clear()
        self.known[sender.id] = sender

    def secret_of(self, sender_id: UUID, key_number: int) -> str:
        """What a sender signs with by HMAC, in hexadecimal."""
        if self._master is None:
            self._master = _kept(self._file)
        return hmac.digest(self._master, f"{sender_id}:{key_number}".encode(), "sha256").hex()

    def holds(self, sender: Sender, signature: str, text: bytes) -> bool:
        """Whether the sender signed this text with the key it has now."""
        try:
            given = base64.b64decode(signature, validate=True)
        except ValueError:
            return False
        if sender.key_kind is KeyKind.HMAC_SHA256:
            secret = bytes.fromhex(self.secret_of(sender.id, sender.key_number))
            return hmac.compare_digest(given, hmac.digest(secret, text, "sha256"))
        try:
            public_key(sender.public_key or "").verify(given, text)
        except InvalidSignature:
            return False
        return True


def public_key(written: str) -> Ed25519PublicKey:
    """Raise `KeyMalformed` unless it is a public key of Ed25519 in base64."""
    try:
        return Ed25519PublicKey.from_public_bytes(base64.b64decode(written, validate=True))
    except ValueError:
        raise KeyMalformed(field="/public_key") from None


def _kept(file: Path) -> bytes:
    """Several processes may start at once: the first to link its file wins, and all read the same."""
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        own = file.with_name(f"{FILE}.{os.getpid()}.{secrets.token_hex(4)}")
        own.touch(mode=0o600)
        own.write_bytes(secrets.token_bytes(BYTES))
        try:
            os.link(own, file)
        except FileExistsError:
            pass
        finally:
            own.unlink()
    return file.read_bytes()
