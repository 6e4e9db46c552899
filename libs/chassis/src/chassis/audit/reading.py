"""What auditors read: entries, checkpoints, proofs."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, select

from chassis.audit import tree
from chassis.audit.entries import Entry
from chassis.audit.leaves import leaf
from chassis.audit.tables import audit_checkpoint, audit_entry
from chassis.db import Session


class NoSuchEntry(Exception):
    """There is no such entry."""

    code = "not_found"


class NotYetSealed(Exception):
    """The entry is so new that no checkpoint covers it."""

    code = "not_yet_sealed"


class NoSuchCheckpoint(Exception):
    """The tree never had a checkpoint of that size."""

    code = "not_found"


@dataclass(frozen=True, slots=True)
class SignedCheckpoint:
    """A checkpoint as it was signed."""

    size: int
    at: datetime
    note: str


@dataclass(frozen=True, slots=True)
class Inclusion:
    """The proof that an entry is in the tree of a checkpoint."""

    place: int
    leaf: bytes
    proof: Sequence[bytes]
    checkpoint: SignedCheckpoint


async def entries(
    tx: Session,
    *,
    what: str | None,
    what_id: str | None,
    by: str | None,
    after: int | None,
    limit: int,
) -> list[Entry]:
    """List entries, newest first; `after` is the `seq` of the last one seen."""
    wanted = {"what": what, "what_id": what_id, "by": by}
    conditions: list[ColumnElement[bool]] = [
        audit_entry.c[name] == value for name, value in wanted.items() if value is not None
    ]
    if after is not None:
        conditions.append(audit_entry.c.seq < after)
    fields = [column for column in audit_entry.c if column.name != "xid"]
    query = select(*fields).where(*conditions).order_by(audit_entry.c.seq.desc()).limit(limit)
    return [Entry(**row) for row in (await tx.execute(query)).mappings()]


async def checkpoints(tx: Session, *, after: int | None, limit: int) -> list[SignedCheckpoint]:
    """List checkpoints, newest first; `after` is the size of the last one seen."""
    query = select(audit_checkpoint.c.size, audit_checkpoint.c.at, audit_checkpoint.c.note)
    if after is not None:
        query = query.where(audit_checkpoint.c.size < after)
    rows = await tx.execute(query.order_by(audit_checkpoint.c.size.desc()).limit(limit))
    return [SignedCheckpoint(**row) for row in rows.mappings()]


async def growth(tx: Session, *, old: int, new: int) -> list[bytes]:
    """Prove that one checkpoint grew out of another. Raise `NoSuchCheckpoint`."""
    query = select(audit_checkpoint.c.size).where(audit_checkpoint.c.size.in_([old, new]))
    known = {0, *await tx.scalars(query)}
    if not {old, new} <= known or old > new:
        raise NoSuchCheckpoint
    return await tree.prove_growth(tx, old, new)


async def inclusion(tx: Session, *, id: UUID) -> Inclusion:
    """Prove that an entry is in the newest checkpoint. Raise `NoSuchEntry` or `NotYetSealed`."""
    found = await tx.execute(select(audit_entry).where(audit_entry.c.id == id))
    row = found.mappings().one_or_none()
    if row is None:
        raise NoSuchEntry
    place = await tree.leaf_place(tx, row["seq"])
    newest = await checkpoints(tx, after=None, limit=1)
    if place is None or not newest or place >= newest[0].size:
        raise NotYetSealed
    proof = await tree.prove_inclusion(tx, place, newest[0].size)
    return Inclusion(place, leaf(row), proof, newest[0])
