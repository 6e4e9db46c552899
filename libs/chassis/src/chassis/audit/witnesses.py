"""Keep other services' checkpoints, so that none of them can rewrite its past unnoticed."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from transparency import merkle
from transparency.checkpoints import Checkpoint, Verifier

from chassis.audit.tables import audit_witness
from chassis.db import Session


class CheckpointInconsistent(Exception):
    """The other log's past is not what it was when we last looked."""

    code = "checkpoint_inconsistent"

    def __init__(self, origin: str, size: int) -> None:
        self.facts = {"origin": origin, "size": size}
        super().__init__(f"{origin} at {size} contradicts what was witnessed before.")


async def witnessed_size(tx: Session, origin: str) -> int:
    """How far a log was witnessed: the `old` for which to ask its growth proof."""
    last = await _last(tx, origin)
    return last[0] if last else 0


async def witness(tx: Session, verifier: Verifier, note: str, proof: Sequence[bytes]) -> Checkpoint:
    """Store a log's checkpoint, given the proof that it grew out of the last one we stored.

    Raise `CheckpointInvalid` if it is not signed by that log, `CheckpointInconsistent` if it
    shrank or its past changed; then nothing is stored.
    """
    seen = verifier.open(note)
    old = await _last(tx, seen.origin) or (0, merkle.EMPTY_ROOT)
    if not merkle.grew(old, (seen.size, seen.root), proof):
        raise CheckpointInconsistent(seen.origin, seen.size)
    row = {"origin": seen.origin, "size": seen.size, "root": seen.root, "at": seen.at, "note": note}
    await tx.execute(insert(audit_witness).values(row).on_conflict_do_nothing())
    return seen


async def _last(tx: Session, origin: str) -> tuple[int, bytes] | None:
    query = select(audit_witness.c.size, audit_witness.c.root).where(
        audit_witness.c.origin == origin
    )
    row = (await tx.execute(query.order_by(audit_witness.c.size.desc()).limit(1))).first()
    return (row.size, row.root) if row else None
