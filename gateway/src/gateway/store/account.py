"""Accounts and their grants."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any
from uuid import UUID

from chassis.db import Session
from chassis.paging import PageRequest, Slice, cut
from sqlalchemy import delete, exists, func, insert, select, update
from sqlalchemy.dialects.postgresql import insert as upsert

from gateway.domain.account import Account, Status
from gateway.domain.grants import Grant, Role
from gateway.domain.refusals import ChangedMeanwhile, LoginTaken, NotFound
from gateway.tables import accounts, grants


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which accounts a list is asked for."""

    role: Role | None = None
    status: Status | None = None
    area: str | None = None
    department: str | None = None
    unit: UUID | None = None
    words: str | None = None


async def add(tx: Session, account: Account) -> None:
    """Raise `LoginTaken` if another account has the login."""
    row = upsert(accounts).values(_row(account)).on_conflict_do_nothing()
    if (await tx.execute(row.returning(accounts.c.id))).first() is None:
        raise LoginTaken(field="/login")
    await _add_grants(tx, account.id, account.grants)


async def get(tx: Session, account_id: UUID, *, lock: bool = False) -> Account:
    """Raise `NotFound` if there is no such account."""
    query = select(accounts).where(accounts.c.id == account_id)
    row = (await tx.execute(query.with_for_update() if lock else query)).one_or_none()
    if row is None:
        raise NotFound
    return (await _with_grants(tx, [row]))[0]


async def by_login(tx: Session, login: str) -> Account | None:
    query = select(accounts).where(accounts.c.login == login)
    return next(iter(await _with_grants(tx, (await tx.execute(query)).all())), None)


async def save(tx: Session, account: Account) -> None:
    """Raise `ChangedMeanwhile` if somebody saved the account since it was loaded."""
    unchanged = (accounts.c.id == account.id) & (accounts.c.version == account.version - 1)
    change = update(accounts).where(unchanged).values(_row(account)).returning(accounts.c.id)
    if (await tx.execute(change)).first() is None:
        raise ChangedMeanwhile
    kept = [grant.id for grant in account.grants]
    own = grants.c.account_id == account.id
    await tx.execute(delete(grants).where(own, grants.c.id.not_in(kept)))
    before = set(await tx.scalars(select(grants.c.id).where(own)))
    await _add_grants(tx, account.id, [g for g in account.grants if g.id not in before])


async def active_holders(tx: Session, role: Role) -> int:
    """Count the accounts that hold a role for good and may sign in, keeping others from changing that."""
    await tx.execute(select(func.pg_advisory_xact_lock(func.hashtext(f"holders:{role}"))))
    query = (
        select(func.count(grants.c.account_id.distinct()))
        .join(accounts, accounts.c.id == grants.c.account_id)
        .where(
            grants.c.role == role,
            grants.c.until_on.is_(None),
            accounts.c.status == Status.ACTIVE,
        )
    )
    return int(await tx.scalar(query) or 0)


async def any_exists(tx: Session) -> bool:
    return bool(await tx.scalar(select(exists().select_from(accounts))))


async def listed(tx: Session, *, wanted: Wanted, page: PageRequest) -> Slice:
    """Return a page of accounts in the order of their logins."""
    query = select(accounts).order_by(accounts.c.login).limit(page.limit + 1)
    if page.after is not None:
        query = query.where(accounts.c.login > page.after[0])
    for condition in _conditions(wanted):
        query = query.where(condition)
    rows = await _with_grants(tx, (await tx.execute(query)).all())
    return cut(rows, page, lambda account: (account.login,))


def _conditions(wanted: Wanted) -> list[Any]:
    conditions: list[Any] = []
    held = [
        column == value
        for column, value in (
            (grants.c.role, wanted.role),
            (grants.c.department, wanted.department),
            (grants.c.unit, wanted.unit),
        )
        if value is not None
    ]
    if wanted.area is not None:
        held.append(grants.c.area.startswith(wanted.area, autoescape=True))
    if held:
        conditions.append(
            exists().where(grants.c.account_id == accounts.c.id, *held).correlate(accounts)
        )
    if wanted.status is not None:
        conditions.append(accounts.c.status == wanted.status)
    if wanted.words:
        words = wanted.words
        conditions.append(
            accounts.c.login.icontains(words, autoescape=True)
            | accounts.c.name.icontains(words, autoescape=True)
        )
    return conditions


async def _with_grants(tx: Session, rows: Sequence[Any]) -> list[Account]:
    ids = [row.id for row in rows]
    if not ids:
        return []
    query = select(grants).where(grants.c.account_id.in_(ids)).order_by(grants.c.id)
    held: dict[UUID, list[Grant]] = {}
    for row in await tx.execute(query):
        fields = dict(row._mapping)
        held.setdefault(fields.pop("account_id"), []).append(Grant(**fields))
    return [Account(**row._mapping, grants=tuple(held.get(row.id, ()))) for row in rows]


async def _add_grants(tx: Session, account_id: UUID, new: Sequence[Grant]) -> None:
    if new:
        rows = [{**asdict(grant), "account_id": account_id} for grant in new]
        await tx.execute(insert(grants).values(rows))


def _row(account: Account) -> dict[str, Any]:
    return {column.name: getattr(account, column.name) for column in accounts.columns}
