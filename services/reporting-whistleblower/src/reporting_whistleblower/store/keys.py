"""Officers' keys and confidential sessions."""

from dataclasses import asdict
from datetime import datetime
from uuid import UUID

from chassis.db import Fixed, Session
from chassis.narrowing import narrow
from chassis.paging import PageRequest, Slice, cut
from chassis.sight import Sight
from sqlalchemy import delete, exists, func, insert, literal, select, update
from sqlalchemy.dialects.postgresql import insert as upsert

from reporting_whistleblower.domain.keys import ConfidentialSession, OfficerKey, Purpose
from reporting_whistleblower.domain.refusals import NotFound
from reporting_whistleblower.tables import confidential_session, officer_key

_ACTIVE = officer_key.c.revoked_at.is_(None)
_COLUMNS = ", ".join(officer_key.c.keys())
_ACTIVE_KEYS = Fixed(
    f"""
    SELECT {_COLUMNS} FROM officer_key WHERE purpose = ANY($1) AND revoked_at IS NULL AND NOT EXISTS (
      SELECT 1 FROM conflict WHERE conflict.account_id = officer_key.account_id
      AND conflict.unit_id = $2 AND conflict.ended_at IS NULL)
    ORDER BY id
    """  # noqa: S608
)


async def add(tx: Session, key: OfficerKey) -> bool:
    """Store it; False if the account has an active key already."""
    row = asdict(key) | {"areas": list(key.areas)}
    entry = upsert(officer_key).values(row)
    entry = entry.on_conflict_do_nothing(
        index_elements=["account_id"], index_where=officer_key.c.revoked_at.is_(None)
    )
    return (await tx.execute(entry.returning(officer_key.c.id))).first() is not None


async def of_account(
    tx: Session, account_id: UUID, *, for_update: bool = False
) -> OfficerKey | None:
    query = select(officer_key).where(officer_key.c.account_id == account_id, _ACTIVE)
    if for_update:
        query = query.with_for_update()
    row = (await tx.execute(query)).one_or_none()
    return _key(row._mapping) if row else None


async def get(tx: Session, key_id: UUID, *, sight: Sight) -> OfficerKey:
    """Raise `NotFound` unless it is active and serves an area the caller reaches."""
    query = select(officer_key).where(officer_key.c.id == key_id, _ACTIVE)
    row = (await tx.execute(query)).first()
    key = _key(row._mapping) if row else None
    if key is None or not any(sight.sees(area=area) for area in key.areas):
        raise NotFound
    return key


async def active(tx: Session, purpose: Purpose, *, area: str | None = None) -> list[OfficerKey]:
    """The active keys of one purpose; of those who are responsible for an area, if one is given."""
    return await _active(tx, [purpose], area=area, unit_id=None)


async def readers(tx: Session, *, area: str, unit_id: UUID | None) -> list[OfficerKey]:
    """To whom a report is sealed: handlers of the area without ties to the unit, and the escrow.

    None at all if there is no such handler: the escrow alone reads nothing.
    """
    wanted = [Purpose.HANDLER, Purpose.ESCROW]
    found = await _active(tx, wanted, area=area, unit_id=unit_id)
    return found if any(key.purpose is Purpose.HANDLER for key in found) else []


async def _active(
    tx: Session, purposes: list[Purpose], *, area: str | None, unit_id: UUID | None
) -> list[OfficerKey]:
    values = [purpose.value for purpose in purposes]
    rows = [dict(row) for row in await _ACTIVE_KEYS.read(tx, values, unit_id)]
    keys = [_key(row | {"purpose": Purpose(row["purpose"])}) for row in rows]
    if area is None:
        return keys
    return [key for key in keys if any(area.startswith(prefix) for prefix in key.areas)]


async def page(tx: Session, sight: Sight, page: PageRequest) -> Slice:
    """List active keys that serve an area the caller reaches, the newest first."""
    table = officer_key
    areas = func.unnest(table.c.areas).column_valued("area")
    serves = exists(select(areas).where(narrow(sight, area=areas)))
    query = select(table).where(_ACTIVE, serves)
    if page.after is not None:
        query = query.where(table.c.id < UUID(page.after[0]))
    rows = await tx.execute(query.order_by(table.c.id.desc()).limit(page.limit + 1))
    return cut([_key(row._mapping) for row in rows], page, lambda one: (one.id,))


async def note_failure(
    tx: Session, key_id: UUID, *, failures: int, closed_until: datetime | None
) -> None:
    change = update(officer_key).where(officer_key.c.id == key_id)
    await tx.execute(change.values(failures=failures, closed_until=closed_until))


async def revoke(tx: Session, key_id: UUID, *, at: datetime) -> None:
    """Nothing new is sealed to it, and its sessions end."""
    await tx.execute(update(officer_key).where(officer_key.c.id == key_id).values(revoked_at=at))
    await tx.execute(delete(confidential_session).where(confidential_session.c.key_id == key_id))


async def add_session(tx: Session, session: ConfidentialSession) -> None:
    await tx.execute(insert(confidential_session).values(asdict(session)))


async def session(tx: Session, session_id: UUID) -> tuple[ConfidentialSession, Purpose] | None:
    query = (
        select(confidential_session, officer_key.c.purpose)
        .join(officer_key, officer_key.c.id == confidential_session.c.key_id)
        .where(confidential_session.c.id == session_id, _ACTIVE)
    )
    row = (await tx.execute(query)).one_or_none()
    if row is None:
        return None
    fields = dict(row._mapping)
    purpose: Purpose = fields.pop("purpose")
    return ConfidentialSession(**fields), purpose


async def close_sessions(tx: Session, account_id: UUID) -> None:
    mine = confidential_session.c.account_id == account_id
    await tx.execute(delete(confidential_session).where(mine))


async def drop_expired(tx: Session, *, at: datetime) -> int:
    over = confidential_session.c.expires_at <= literal(at)
    gone = delete(confidential_session).where(over).returning(confidential_session.c.id)
    return len((await tx.execute(gone)).all())


def _key(row: object) -> OfficerKey:
    fields = dict(row)  # type: ignore[call-overload]
    return OfficerKey(**fields | {"areas": tuple(fields["areas"])})
