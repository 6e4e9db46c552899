"""What this deployment was born with, and the key that no copy of the database holds."""

import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from chassis.db import Session
from sqlalchemy import select

from reporting_whistleblower.domain.receipts import Stretching
from reporting_whistleblower.tables import deployment

KEY_FILE = "receipt.key"


@dataclass(frozen=True, slots=True)
class VaultRoles:
    insert: str
    read: str


async def stretching(tx: Session) -> Stretching:
    """How receipt codes become keys here."""
    salt = await tx.scalar(select(deployment.c.receipt_salt))
    assert salt is not None  # noqa: S101 - the first migration writes the row
    return Stretching(salt=salt)


async def vault_roles(tx: Session) -> VaultRoles:
    row = (
        await tx.execute(select(deployment.c.vault_insert_role, deployment.c.vault_read_role))
    ).one()
    return VaultRoles(row.vault_insert_role, row.vault_read_role)


def receipt_key(folder: Path) -> bytes:
    """Read the key under which verifiers are hashed; make it the first time, once among many."""
    path = folder / KEY_FILE
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        unfinished = folder / f"{KEY_FILE}.{secrets.token_hex(8)}"
        unfinished.touch(mode=0o600)
        unfinished.write_bytes(secrets.token_bytes(32))
        try:
            os.link(unfinished, path)
        except FileExistsError:
            pass  # another process made it meanwhile: theirs counts
        finally:
            unfinished.unlink()
    return path.read_bytes()
