"""Recompute everything from the first entry, and name the first thing that is not as it was sealed."""

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from transparency.checkpoints import CheckpointInvalid, Verifier

from chassis.audit.leaves import leaf
from chassis.audit.tables import audit_checkpoint, audit_entry, audit_node
from chassis.audit.tree import Frontier
from chassis.db import Session, Sessions

AT_ONCE = 1_000


@dataclass(frozen=True, slots=True)
class Problem:
    """The first thing found wrong. `place` is the leaf's or the checkpoint's number."""

    kind: str  # entry_missing, entry_changed, leaf_missing, root_differs, note_invalid, truncated
    place: int
    seq: int | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What verification found."""

    entries: int
    sealed: int
    checkpoints: int
    problem: Problem | None = None

    @property
    def sound(self) -> bool:
        return self.problem is None

    @property
    def unsealed(self) -> int:
        """Entries so new that no seal is on them yet."""
        return self.entries - self.sealed


class _Found(Exception):
    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        super().__init__(problem)


async def verify(sessions: Sessions, verifier: Verifier) -> Verdict:
    """Check every entry against the tree and every checkpoint against its entries and its signature."""
    async with sessions() as tx:
        # One snapshot for all reads; what is sealed meanwhile is for the next time.
        _ = await tx.connection(execution_options={"isolation_level": "REPEATABLE READ"})
        entries = await tx.scalar(select(func.count()).select_from(audit_entry)) or 0
        notes = await _notes(tx)
        frontier = Frontier()
        problem = None
        try:
            async for row in _leaves(tx):
                _check_leaf(row, frontier)
                if frontier.size in notes:
                    _check_note(*notes[frontier.size], frontier, verifier)
            _check_end(frontier.size, max(notes, default=0))
        except _Found as found:
            problem = found.problem
        await tx.rollback()
        return Verdict(entries, frontier.size, len(notes), problem)


def _check_leaf(row: Mapping[Any, Any], frontier: Frontier) -> None:
    place, seq = row["position"], row["sealed_seq"]
    if place != frontier.size:
        raise _Found(Problem("leaf_missing", frontier.size))
    if row["seq"] is None:
        raise _Found(Problem("entry_missing", place, seq))
    digest = leaf(row)
    if digest != row["hash"]:
        raise _Found(Problem("entry_changed", place, seq))
    frontier.add(digest)


def _check_note(note: str, root: bytes, frontier: Frontier, verifier: Verifier) -> None:
    try:
        checkpoint = verifier.open(note)
    except CheckpointInvalid as error:
        raise _Found(Problem("note_invalid", frontier.size)) from error
    if not checkpoint.root == root == frontier.root() or checkpoint.size != frontier.size:
        raise _Found(Problem("root_differs", frontier.size))


def _check_end(leaves: int, signed: int) -> None:
    if leaves != signed:
        raise _Found(Problem("truncated", min(leaves, signed)))


async def _notes(tx: Session) -> dict[int, tuple[str, bytes]]:
    query = select(audit_checkpoint.c.size, audit_checkpoint.c.note, audit_checkpoint.c.root)
    return {row.size: (row.note, row.root) for row in await tx.execute(query)}


async def _leaves(tx: Session) -> AsyncIterator[Mapping[Any, Any]]:
    """Yield the leaves in order, each with its entry, or with blanks where there is none."""
    place = -1
    while True:
        query = (
            select(
                audit_node.c.position,
                audit_node.c.hash,
                audit_node.c.seq.label("sealed_seq"),
                audit_entry,
            )
            .outerjoin(audit_entry, audit_entry.c.seq == audit_node.c.seq)
            .where(audit_node.c.level == 0, audit_node.c.position > place)
            .order_by(audit_node.c.position)
            .limit(AT_ONCE)
        )
        rows = (await tx.execute(query)).mappings().all()
        for row in rows:
            yield row
        if len(rows) < AT_ONCE:
            return
        place = rows[-1]["position"]
