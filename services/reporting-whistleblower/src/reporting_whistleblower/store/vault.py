"""The vault of identities, entered only in its two narrow roles."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from uuid import UUID

from chassis.db import Session
from chassis.narrowing import narrow
from chassis.paging import PageRequest, Slice, cut
from chassis.sight import Sight
from sqlalchemy import delete, func, insert, select, text, tuple_, update
from sqlalchemy.dialects import postgresql

from reporting_whistleblower.domain.identity import IdentityRequest
from reporting_whistleblower.domain.refusals import IdentityTaken, NotFound
from reporting_whistleblower.store.deployment import vault_roles
from reporting_whistleblower.tables import consent_half, identity, identity_request, share


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """One pair's halves of an identity's key, each sealed to its custodian."""

    id: UUID
    identity_id: UUID
    first_key_id: UUID
    first_half: bytes
    second_key_id: UUID
    second_half: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentHalf:
    """A half that its custodian opened and sealed anew to the handler who asked."""

    request_id: UUID
    share_id: UUID
    custodian_key_id: UUID
    sealed_half: bytes


async def put(tx: Session, *, identity_id: UUID, blob: bytes, shares: Sequence[Share]) -> None:
    """Lock an identity away. Raise `IdentityTaken` if the vault holds one of that id."""
    new = postgresql.insert(identity).values(id=identity_id, blob=blob).on_conflict_do_nothing()
    async with _role(tx, (await vault_roles(tx)).insert):
        kept = await tx.execute(new)
        if not kept.rowcount:  # type: ignore[attr-defined]
            raise IdentityTaken(field="/identity/id")
        await tx.execute(insert(share), [asdict(one) for one in shares])


async def destroy(tx: Session, *, identity_id: UUID) -> None:
    """Delete an identity and its halves. The database allows it only after a destruction."""
    async with _role(tx, (await vault_roles(tx)).destroy):
        await tx.execute(delete(share).where(share.c.identity_id == identity_id))
        await tx.execute(delete(identity).where(identity.c.id == identity_id))


async def shares(tx: Session, request: IdentityRequest, *, key_id: UUID) -> list[Share]:
    """The pairs in which this custodian's key holds a half."""
    mine = (share.c.first_key_id == key_id) | (share.c.second_key_id == key_id)
    query = select(share).where(share.c.identity_id == request.identity_id, mine)
    async with _reading(tx, request):
        return [Share(**row._mapping) for row in await tx.execute(query)]


async def blob(tx: Session, request: IdentityRequest) -> bytes:
    """The sealed identity. The database itself hides it until two custodians have approved."""
    query = select(identity.c.blob).where(identity.c.id == request.identity_id)
    async with _reading(tx, request):
        found: bytes | None = await tx.scalar(query)
    if found is None:
        raise NotFound
    return found


async def add_request(tx: Session, request: IdentityRequest) -> None:
    row = asdict(request) | {"consents": list(request.consents)}
    await tx.execute(insert(identity_request).values(row))


async def get_request(
    tx: Session, request_id: UUID, *, sight: Sight, for_update: bool = False
) -> IdentityRequest:
    """Raise `NotFound` if there is none, or the caller may not see it."""
    visible = narrow(sight, area=identity_request.c.area, person=identity_request.c.asked_by)
    query = select(identity_request).where(identity_request.c.id == request_id, visible)
    if for_update:
        query = query.with_for_update()
    row = (await tx.execute(query)).one_or_none()
    if row is None:
        raise NotFound
    return _request(row._mapping)


async def save_request(tx: Session, request: IdentityRequest) -> None:
    row = asdict(request) | {"consents": list(request.consents)}
    await tx.execute(
        update(identity_request).where(identity_request.c.id == request.id).values(row)
    )


async def page_requests(tx: Session, sight: Sight, page: PageRequest) -> Slice:
    """List the newest first."""
    table = identity_request
    query = select(table).where(narrow(sight, area=table.c.area, person=table.c.asked_by))
    if page.after is not None:
        last = (datetime.fromisoformat(page.after[0]), UUID(page.after[1]))
        query = query.where(tuple_(table.c.asked_at, table.c.id) < tuple_(*last))
    query = query.order_by(table.c.asked_at.desc(), table.c.id.desc()).limit(page.limit + 1)
    rows = [_request(row._mapping) for row in await tx.execute(query)]
    return cut(rows, page, lambda one: (one.asked_at.isoformat(), one.id))


async def add_halves(tx: Session, halves: Sequence[ConsentHalf]) -> None:
    if halves:
        await tx.execute(insert(consent_half), [asdict(half) for half in halves])


async def matching_halves(tx: Session, request_id: UUID) -> list[ConsentHalf]:
    """The two halves of the one pair whose custodians both consented."""
    complete = (
        select(consent_half.c.share_id)
        .where(consent_half.c.request_id == request_id)
        .group_by(consent_half.c.share_id)
        .having(func.count() == 2)  # noqa: PLR2004 - a pair
    )
    query = select(consent_half).where(
        consent_half.c.request_id == request_id, consent_half.c.share_id.in_(complete)
    )
    return [ConsentHalf(**row._mapping) for row in await tx.execute(query)]


@asynccontextmanager
async def _role(tx: Session, role: str) -> AsyncIterator[None]:
    """Act as a role that may do one thing only, for the statements inside."""
    await tx.execute(text(f'SET LOCAL ROLE "{role}"'))
    yield
    await tx.execute(text("RESET ROLE"))


@asynccontextmanager
async def _reading(tx: Session, request: IdentityRequest) -> AsyncIterator[None]:
    roles = await vault_roles(tx)
    await tx.execute(
        text("SELECT set_config('zhiben.identity_request', :id, true)"), {"id": str(request.id)}
    )
    async with _role(tx, roles.read):
        yield


def _request(row: object) -> IdentityRequest:
    fields = dict(row)  # type: ignore[call-overload]
    return IdentityRequest(**fields | {"consents": tuple(fields["consents"])})
