"""Checkpoints as signed notes (C2SP signed-note and tlog-checkpoint, Ed25519)."""

import base64
import hashlib
import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

ED25519 = b"\x01"
ROOT_BYTES = 32


class CheckpointInvalid(Exception):
    """The note is malformed, or was not signed by this key for this log."""

    code = "checkpoint_invalid"


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A tree at one moment: whose, how many leaves, which root, when."""

    origin: str
    size: int
    root: bytes
    at: datetime

    def text(self) -> str:
        """The signed lines: origin, size, root, and the time as our one extension."""
        root = base64.b64encode(self.root).decode()
        return f"{self.origin}\n{self.size}\n{root}\n{self.at.isoformat()}\n"


class Signer:
    """Signs a service's checkpoints. `origin` names the log: `city/service/audit`."""

    def __init__(self, origin: str, key: Ed25519PrivateKey) -> None:
        self.origin = origin
        self._key = key
        self.verifier = Verifier(origin, key.public_key())

    @classmethod
    def kept_in(cls, folder: Path, *, city: str, name: str) -> "Signer":
        """Load the key of this service's audit log from a folder, or make it there on first use."""
        key = _load_or_make(folder / f"audit-{name}.key")
        signer = cls(f"{city}/{name}/audit", key)
        public = folder / f"audit-{name}.pub"
        if not public.exists():
            public.write_text(signer.verifier.vkey + "\n")
        return signer

    def sign(self, checkpoint: Checkpoint) -> str:
        """Write the signed note: the lines, a blank one, and one signature."""
        body = checkpoint.text()
        signature = self._key.sign(body.encode())
        packed = base64.b64encode(self.verifier.key_id + signature).decode()
        return f"{body}\n— {self.origin} {packed}\n"


class Verifier:
    """Verifies one service's checkpoints with its public key."""

    def __init__(self, origin: str, key: Ed25519PublicKey) -> None:
        self.origin = origin
        self._key = key
        raw = key.public_bytes_raw()
        named = origin.encode() + b"\n" + ED25519 + raw
        self.key_id = hashlib.sha256(named).digest()[:4]
        # How C2SP writes a public key: name, key id, and the key with its algorithm.
        self.vkey = f"{origin}+{self.key_id.hex()}+{base64.b64encode(ED25519 + raw).decode()}"

    @classmethod
    def from_vkey(cls, vkey: str) -> "Verifier":
        """Read a public key. Raise `CheckpointInvalid` if it is none."""
        try:
            origin, key_id, packed = vkey.strip().split("+", 2)
            raw = base64.b64decode(packed, validate=True)
            verifier = cls(origin, Ed25519PublicKey.from_public_bytes(raw[1:]))
        except ValueError as error:
            raise CheckpointInvalid from error
        if raw[:1] != ED25519 or verifier.key_id.hex() != key_id:
            raise CheckpointInvalid
        return verifier

    def open(self, note: str) -> Checkpoint:
        """Read a note that this key signed. Raise `CheckpointInvalid` otherwise."""
        body, _, signatures = note.rpartition("\n\n")
        body += "\n"
        if not any(self._signed(body, line) for line in signatures.splitlines()):
            raise CheckpointInvalid
        checkpoint = _parse(body)
        if checkpoint.origin != self.origin:
            raise CheckpointInvalid
        return checkpoint

    def _signed(self, body: str, line: str) -> bool:
        parts = line.split(" ")
        if len(parts) != 3 or parts[:2] != ["—", self.origin]:  # noqa: PLR2004 - dash, name, value
            return False
        try:
            packed = base64.b64decode(parts[2], validate=True)
            self._key.verify(packed[4:], body.encode())
        except (ValueError, InvalidSignature):
            return False
        return packed[:4] == self.key_id


def _parse(body: str) -> Checkpoint:
    try:
        origin, size, root, at = body.splitlines()
        checkpoint = Checkpoint(
            origin, int(size), base64.b64decode(root, validate=True), datetime.fromisoformat(at)
        )
    except ValueError as error:
        raise CheckpointInvalid from error
    if len(checkpoint.root) != ROOT_BYTES or checkpoint.text() != body:
        raise CheckpointInvalid
    return checkpoint


def _load_or_make(path: Path) -> Ed25519PrivateKey:
    """Two processes may both be first: the key is complete before it has its name."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        made = path.with_suffix(f".{os.getpid()}.new")
        with os.fdopen(os.open(made, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(_pem(Ed25519PrivateKey.generate()))
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(made, path)
        except FileExistsError:
            pass
        finally:
            made.unlink()
    key = serialization.load_pem_private_key(path.read_bytes(), password=None)
    if not isinstance(key, Ed25519PrivateKey):
        raise TypeError(f"{path.name} holds no Ed25519 key.")
    return key


def _pem(key: Ed25519PrivateKey) -> bytes:
    return key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
