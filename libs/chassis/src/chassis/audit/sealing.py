"""Seal entries: put what is new into the tree, and sign what the tree is now.

Entries are found by having no leaf yet, not by their number: one that took its number early and
was committed late is sealed late. Transaction numbers only say how far back it is worth looking.
"""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Never

import structlog
from prometheus_client import Counter, Gauge
from sqlalchemy import insert, select, text
from transparency import merkle
from transparency.checkpoints import Checkpoint, Signer

from chassis.audit import tree
from chassis.audit.leaves import leaf
from chassis.audit.tables import audit_checkpoint, audit_entry, audit_node
from chassis.db import Session, Sessions
from chassis.faults import faultpoint

log = structlog.get_logger()

SEAL_EVERY_SECONDS = 5.0
MOST_AT_ONCE = 2_000

SEALED = Counter("audit_sealed_entries_total", "Entries put into the audit tree.")
TREE_SIZE = Gauge("audit_tree_size", "Entries in the audit tree.")
BROKEN = Counter("audit_seal_refused_total", "Times the tree did not lead to its signed root.")

# Every transaction below the first number is over, in this database and in its neighbours.
_OVER_BELOW = text("SELECT CAST(CAST(pg_snapshot_xmin(pg_current_snapshot()) AS text) AS bigint)")
_RECENT = text("audit_entry.xid >= CAST(:horizon AS xid8)")


def _now() -> datetime:
    return datetime.now(UTC)


async def seal_once(
    sessions: Sessions, signer: Signer, *, now: Callable[[], datetime] = _now
) -> int:
    """Seal what is committed and not yet sealed; return how many entries that were.

    Raise `TreeBroken` if the tree does not lead to the last signed root: then nothing is signed.
    """
    async with sessions.begin() as tx:
        # One sealer at a time; another process's turn will do.
        if not await tx.scalar(
            text("SELECT pg_try_advisory_xact_lock(hashtext('chassis.audit.seal'))")
        ):
            return 0
        old, sealed_below = await tree.newest(tx), await _horizon(tx)
        over_below = await tx.scalar(_OVER_BELOW) or 0
        leaves = await _unsealed(tx, sealed_below)
        if not leaves:
            return 0
        root = await tree.append(tx, old[0], leaves)
        new = (old[0] + len(leaves), root)
        await _check_growth(tx, old, new)
        checkpoint = Checkpoint(signer.origin, *new, now())
        note = signer.sign(checkpoint)
        more = len(leaves) == MOST_AT_ONCE
        row = {"size": new[0], "root": root, "at": checkpoint.at, "note": note}
        row["horizon"] = sealed_below if more else over_below
        await tx.execute(insert(audit_checkpoint).values(row))
        await faultpoint("sealer.before_commit")
    await faultpoint("sealer.after_commit")
    SEALED.inc(len(leaves))
    TREE_SIZE.set(new[0])
    return len(leaves)


async def seal_forever(
    sessions: Sessions, signer: Signer, *, every_seconds: float = SEAL_EVERY_SECONDS
) -> Never:
    """Seal every few seconds until cancelled. A fault is logged and counted, and tried again."""
    while True:
        try:
            while await seal_once(sessions, signer) == MOST_AT_ONCE:
                pass
        except tree.TreeBroken:
            BROKEN.inc()
            log.error("audit.tree_broken", origin=signer.origin)
        except Exception as error:  # noqa: BLE001 - the database may be away; the next turn comes
            log.error("audit.seal_failed", error=type(error).__name__)
        await asyncio.sleep(every_seconds)


async def _horizon(tx: Session) -> int:
    """Where the last seal left off; 0 in a cluster so young that its numbers mean other transactions."""
    last = select(audit_checkpoint.c.horizon).order_by(audit_checkpoint.c.size.desc()).limit(1)
    horizon, now = await tx.scalar(last) or 0, await tx.scalar(_OVER_BELOW) or 0
    return horizon if horizon <= now else 0


async def _unsealed(tx: Session, sealed_below: int) -> list[tuple[int, bytes]]:
    new = ~select(audit_node.c.seq).where(audit_node.c.seq == audit_entry.c.seq).exists()
    query = (
        select(audit_entry)
        .where(new, _RECENT.bindparams(horizon=str(sealed_below)))
        .order_by(audit_entry.c.seq)
        .limit(MOST_AT_ONCE)
    )
    return [(row["seq"], leaf(row)) for row in (await tx.execute(query)).mappings()]


async def _check_growth(tx: Session, old: tuple[int, bytes], new: tuple[int, bytes]) -> None:
    """Prove to ourselves what a witness will ask: that nothing sealed before has changed."""
    proof = await tree.prove_growth(tx, old[0], new[0])
    if not merkle.grew(old, new, proof):
        raise tree.TreeBroken("The audit tree does not lead to its last signed root.")
