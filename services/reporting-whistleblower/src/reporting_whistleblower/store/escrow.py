"""The escrow's shares, and recoveries."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from uuid import UUID

from chassis.db import Session
from chassis.narrowing import narrow
from chassis.paging import PageRequest, Slice, cut
from chassis.sight import Sight
from sqlalchemy import delete, func, insert, select, update

from reporting_whistleblower.domain.recovery import CONSENTS, Recovery
from reporting_whistleblower.domain.refusals import NotFound
from reporting_whistleblower.tables import escrow_share, recovery, recovery_half


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """One pair's halves of the escrow's private key, each sealed to its trustee."""

    id: UUID
    escrow_id: UUID
    first_key_id: UUID
    first_half: bytes
    second_key_id: UUID
    second_half: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Half:
    """A half that its trustee opened and sealed anew to the handler who asked."""

    recovery_id: UUID
    share_id: UUID
    trustee_key_id: UUID
    sealed_half: bytes


async def put_shares(tx: Session, shares: Sequence[Share]) -> None:
    await tx.execute(insert(escrow_share), [asdict(one) for one in shares])


async def shares(tx: Session, escrow_id: UUID, *, key_id: UUID) -> list[Share]:
    """The pairs in which this trustee's key holds a half."""
    table = escrow_share
    mine = (table.c.first_key_id == key_id) | (table.c.second_key_id == key_id)
    rows = await tx.execute(select(table).where(table.c.escrow_id == escrow_id, mine))
    return [Share(**row._mapping) for row in rows]


async def add(tx: Session, new: Recovery) -> None:
    await tx.execute(insert(recovery).values(asdict(new) | {"consents": list(new.consents)}))


async def get(tx: Session, recovery_id: UUID, *, sight: Sight) -> Recovery:
    """Load and lock it. Raise `NotFound` if there is none, or the caller may not see it."""
    visible = narrow(sight, person=recovery.c.asked_by)
    query = select(recovery).where(recovery.c.id == recovery_id, visible).with_for_update()
    row = (await tx.execute(query)).one_or_none()
    if row is None:
        raise NotFound
    return _recovery(row._mapping)


async def save(tx: Session, changed: Recovery) -> None:
    row = asdict(changed) | {"consents": list(changed.consents)}
    await tx.execute(update(recovery).where(recovery.c.id == changed.id).values(row))


async def page(tx: Session, sight: Sight, page: PageRequest) -> Slice:
    """List the newest first. Ids sort by time."""
    query = select(recovery).where(narrow(sight, person=recovery.c.asked_by))
    if page.after is not None:
        query = query.where(recovery.c.id < UUID(page.after[0]))
    rows = await tx.execute(query.order_by(recovery.c.id.desc()).limit(page.limit + 1))
    return cut([_recovery(row._mapping) for row in rows], page, lambda one: (one.id,))


async def add_halves(tx: Session, halves: Sequence[Half]) -> None:
    if halves:
        await tx.execute(insert(recovery_half), [asdict(half) for half in halves])


async def matching_halves(tx: Session, recovery_id: UUID) -> list[Half]:
    """The two halves of a pair whose trustees both consented."""
    table = recovery_half
    complete = (
        select(table.c.share_id)
        .where(table.c.recovery_id == recovery_id)
        .group_by(table.c.share_id)
        .having(func.count() == CONSENTS)
    )
    query = select(table).where(table.c.recovery_id == recovery_id, table.c.share_id.in_(complete))
    return [Half(**row._mapping) for row in await tx.execute(query)]


async def drop_halves(tx: Session, recovery_id: UUID) -> None:
    await tx.execute(delete(recovery_half).where(recovery_half.c.recovery_id == recovery_id))


def _recovery(row: object) -> Recovery:
    fields = dict(row)  # type: ignore[call-overload]
    return Recovery(**fields | {"consents": tuple(fields["consents"])})
