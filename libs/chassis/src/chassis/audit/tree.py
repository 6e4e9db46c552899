"""The tree in the database: read its nodes, prove things by them."""

from collections.abc import Iterable, Sequence

from sqlalchemy import Integer, column, insert, select, values
from sqlalchemy.dialects.postgresql import BIGINT
from transparency import merkle
from transparency.merkle import Node, Range

from chassis.audit.tables import audit_checkpoint, audit_node
from chassis.db import Session


class TreeBroken(Exception):
    """A node is missing, or the tree no longer leads to the root that was signed."""


async def hashes_of(tx: Session, ranges: Sequence[Range]) -> list[bytes]:
    """Hash each range of leaves. Raise `TreeBroken` if a node is missing."""
    plans = [merkle.complete_subtrees(leaves) for leaves in ranges]
    found = await _nodes(tx, [node for plan in plans for node in plan])
    return [merkle.fold([found[node] for node in plan]) for plan in plans]


async def frontier_of(tx: Session, size: int) -> list[bytes]:
    """The complete subtrees of a tree of this size, largest first."""
    nodes = merkle.complete_subtrees((0, size))
    found = await _nodes(tx, nodes)
    return [found[node] for node in nodes]


async def prove_inclusion(tx: Session, index: int, size: int) -> list[bytes]:
    return await hashes_of(tx, merkle.inclusion_ranges(index, size))


async def prove_growth(tx: Session, old: int, new: int) -> list[bytes]:
    return await hashes_of(tx, merkle.consistency_ranges(old, new))


async def newest(tx: Session) -> tuple[int, bytes]:
    """The size and root of the last checkpoint."""
    query = select(audit_checkpoint.c.size, audit_checkpoint.c.root)
    row = (await tx.execute(query.order_by(audit_checkpoint.c.size.desc()).limit(1))).first()
    return (row.size, row.root) if row else (0, merkle.EMPTY_ROOT)


async def append(tx: Session, size: int, leaves: Iterable[tuple[int, bytes]]) -> bytes:
    """Add leaves, as pairs of `seq` and hash, to a tree of this size; return the new root."""
    frontier = Frontier(size, await frontier_of(tx, size))
    rows = []
    for seq, digest in leaves:
        rows += [
            {"level": level, "position": position, "hash": made, "seq": None if level else seq}
            for (level, position), made in frontier.add(digest)
        ]
    if rows:
        await tx.execute(insert(audit_node), rows)
    return frontier.root()


class Frontier:
    """The right edge of a growing tree: all that is needed to add a leaf."""

    def __init__(self, size: int = 0, hashes: Sequence[bytes] = ()) -> None:
        self.size = size
        self._hashes = list(hashes)

    def add(self, digest: bytes) -> list[tuple[Node, bytes]]:
        """Add a leaf, and name the nodes that are complete now."""
        level, position = 0, self.size
        made = [((level, position), digest)]
        while position & 1:
            digest = merkle.node_hash(self._hashes.pop(), digest)
            level, position = level + 1, position >> 1
            made.append(((level, position), digest))
        self._hashes.append(digest)
        self.size += 1
        return made

    def root(self) -> bytes:
        return merkle.fold(self._hashes)


async def _nodes(tx: Session, nodes: Sequence[Node]) -> dict[Node, bytes]:
    if not nodes:
        return {}
    wanted = values(column("level", Integer), column("position", BIGINT), name="wanted").data(
        list(nodes)
    )
    query = select(audit_node.c.level, audit_node.c.position, audit_node.c.hash).join(
        wanted,
        (audit_node.c.level == wanted.c.level) & (audit_node.c.position == wanted.c.position),
    )
    found = {(row.level, row.position): row.hash for row in await tx.execute(query)}
    if len(found) != len(set(nodes)):
        raise TreeBroken("A node of the audit tree is missing.")
    return found


async def leaf_place(tx: Session, seq: int) -> int | None:
    """Where in the tree an entry lies; None before it is sealed."""
    place: int | None = await tx.scalar(
        select(audit_node.c.position).where(audit_node.c.seq == seq, audit_node.c.level == 0)
    )
    return place
