"""Seal personal numbers, open them, and find equal ones without opening.

The keys are one file, `personal-data.keys.json`, in the service's secrets folder:
`{"current": "<id>", "seal": {"<id>": "<32 bytes, base64>"}, "look_up": "<32 bytes, base64>"}`.
To rotate, add a key to `seal` and name it in `current`; old rows keep the id of theirs. `look_up`
must never change: nobody would be found any more.
"""

import base64
import hashlib
import hmac
import json
import os
import secrets
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from chassis.db import Session
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from training_records.domain.refusals import KeysDiffer
from training_records.domain.sealed import Sealed
from training_records.tables import deployment

FILE: Final = "personal-data.keys.json"
NONCE_BYTES, KEY_BYTES = 12, 32


@dataclass(frozen=True, slots=True)
class Vault:
    """Holds the keys. `what` tells kinds of numbers apart: a digest of one never equals another's."""

    current: str
    seals: Mapping[str, bytes] = field(repr=False)
    look_up: bytes = field(repr=False)

    @classmethod
    def open(cls, folder: Path) -> "Vault":
        """Read the keys, making them on the very first start. Raise `OSError` if neither works."""
        path = folder / FILE
        if not path.exists():
            _make_keys(path)
        keys = json.loads(path.read_text())
        seals = {name: _bytes(key) for name, key in keys["seal"].items()}
        return cls(keys["current"], seals, _bytes(keys["look_up"]))

    def seal(self, value: str, *, what: str, mask: str) -> Sealed:
        nonce = secrets.token_bytes(NONCE_BYTES)
        box = nonce + AESGCM(self.seals[self.current]).encrypt(nonce, value.encode(), what.encode())
        return Sealed(box, self.current, self.digest(value, what=what), mask)

    def unseal(self, sealed: Sealed, *, what: str) -> str:
        """Raise `KeysDiffer` if no key here opens it."""
        key = self.seals.get(sealed.key_id)
        if key is None:
            raise KeysDiffer
        nonce, box = sealed.box[:NONCE_BYTES], sealed.box[NONCE_BYTES:]
        try:
            return AESGCM(key).decrypt(nonce, box, what.encode()).decode()
        except InvalidTag as error:
            raise KeysDiffer from error

    def digest(self, value: str, *, what: str) -> bytes:
        return hmac.digest(self.look_up, f"{what}\n{value}".encode(), "sha256")

    @property
    def fingerprint(self) -> bytes:
        """Names the look-up key without giving it away."""
        return hashlib.sha256(b"training-records look-up key\n" + self.look_up).digest()


async def insist(tx: Session, vault: Vault) -> None:
    """Raise `KeysDiffer` unless this store's digests were made with the vault's look-up key."""
    known = await tx.scalar(select(deployment.c.look_up_fingerprint))
    if known is None:
        row = {"look_up_fingerprint": vault.fingerprint}
        await tx.execute(insert(deployment).values(row).on_conflict_do_nothing())
        known = await tx.scalar(select(deployment.c.look_up_fingerprint))
    if known != vault.fingerprint:
        raise KeysDiffer


def _make_keys(path: Path) -> None:
    """Write new keys whole, or leave those that another process wrote first."""
    keys = {"current": "1", "seal": {"1": _key()}, "look_up": _key()}
    part = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(json.dumps(keys))
        file.flush()
        os.fsync(file.fileno())
    with suppress(FileExistsError):
        os.link(part, path)
    part.unlink()


def _key() -> str:
    return base64.b64encode(secrets.token_bytes(KEY_BYTES)).decode()


def _bytes(key: str) -> bytes:
    found = base64.b64decode(key, validate=True)
    if len(found) != KEY_BYTES:
        raise KeysDiffer
    return found
