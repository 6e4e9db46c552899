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
    destroy: str


async def stretching(tx: Session) -> Stretching:
    """How receipt codes become keys here."""
    salt = await tx.scalar(select(deployment.c.receipt_salt))
    assert salt is not None  # noqa: S101 - the first migration writes the row
    return Stretching(salt=salt)


async def vault_roles(tx: Session) -> VaultRoles:
    table = deployment.c
    query = select(table.vault_insert_role, table.vault_read_role, table.vault_destroy_role)
    return VaultRoles(*(await tx.execute(query)).one())


def receipt_key(folder: Path) -> bytes:
    """The key under which verifiers are hashed."""
    return secret_file(folder, KEY_FILE)


def filing_seed(folder: Path) -> bytes:
    """The seed of the key that signs proofs of filing."""
    return secret_file(folder, "filing.key")


def secret_file(folder: Path, name: str) -> bytes:
    """Read 32 secret bytes; make them the first time, once among many processes."""
    path = folder / name
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        unfinished = folder / f"{name}.{secrets.token_hex(8)}"
        unfinished.touch(mode=0o600)
        unfinished.write_bytes(secrets.token_bytes(32))
        try:
            os.link(unfinished, path)
        except FileExistsError:
            pass  # another process made it meanwhile: theirs counts
        finally:
            unfinished.unlink()
    return path.read_bytes()
