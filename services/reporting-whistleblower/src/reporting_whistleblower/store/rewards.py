"""Rewards and the claims the counter sees."""

from dataclasses import asdict, dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from chassis.db import Session
from chassis.narrowing import narrow
from chassis.paging import PageRequest, Slice, cut
from chassis.sight import Sight
from sqlalchemy import func, insert, select, tuple_, update
from sqlalchemy.dialects.postgresql import insert as upsert

from reporting_whistleblower.domain.refusals import ChangedMeanwhile, NotFound
from reporting_whistleblower.domain.reward import Claim, Kind, Reward, Status
from reporting_whistleblower.tables import claim, reward


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """What a list asks for; None asks for all."""

    status: Status | None = None
    kind: Kind | None = None
    area: str | None = None


async def add(tx: Session, new: Reward) -> bool:
    """Store it; False if the matter has a reward already."""
    entry = upsert(reward).values(_row(new)).on_conflict_do_nothing()
    return (await tx.execute(entry.returning(reward.c.id))).first() is not None


async def get(tx: Session, reward_id: UUID, *, sight: Sight | None = None) -> Reward:
    """Raise `NotFound` if there is none, or the caller may not see it."""
    query = select(reward).where(reward.c.id == reward_id)
    if sight is not None:
        query = query.where(narrow(sight, area=reward.c.area))
    row = (await tx.execute(query)).one_or_none()
    if row is None:
        raise NotFound
    return _reward(row._mapping)


async def of_report(tx: Session, report_id: UUID) -> Reward | None:
    """The reward in money that still stands, else the newest honour."""
    query = select(reward).where(
        reward.c.report_id == report_id, reward.c.status != Status.DECLINED
    )
    order = (reward.c.kind == Kind.HONOUR, reward.c.proposed_at.desc())
    row = (await tx.execute(query.order_by(*order).limit(1))).one_or_none()
    return _reward(row._mapping) if row else None


async def of_case(tx: Session, case_id: UUID) -> Reward | None:
    """Find and lock the reward in money that rests on a case and still stands."""
    query = select(reward).where(
        reward.c.case_id == case_id,
        reward.c.kind != Kind.HONOUR,
        reward.c.status != Status.DECLINED,
    )
    row = (await tx.execute(query.with_for_update())).one_or_none()
    return _reward(row._mapping) if row else None


async def save(tx: Session, changed: Reward) -> None:
    """Raise `ChangedMeanwhile` if another request saved it since it was loaded."""
    unchanged = (reward.c.id == changed.id) & (reward.c.version == changed.version - 1)
    change = update(reward).where(unchanged).values(_row(changed)).returning(reward.c.id)
    if (await tx.execute(change)).first() is None:
        raise ChangedMeanwhile


async def page(tx: Session, sight: Sight, wanted: Filter, page: PageRequest) -> Slice:
    """List the newest first."""
    query = select(reward).where(narrow(sight, area=reward.c.area))
    for column, value in ((reward.c.status, wanted.status), (reward.c.kind, wanted.kind)):
        if value is not None:
            query = query.where(column == value)
    if wanted.area is not None:
        query = query.where(reward.c.area.startswith(wanted.area, autoescape=True))
    if page.after is not None:
        last = (datetime.fromisoformat(page.after[0]), UUID(page.after[1]))
        query = query.where(tuple_(reward.c.proposed_at, reward.c.id) < tuple_(*last))
    query = query.order_by(reward.c.proposed_at.desc(), reward.c.id.desc()).limit(page.limit + 1)
    rows = [_reward(row._mapping) for row in await tx.execute(query)]
    return cut(rows, page, lambda one: (one.proposed_at.isoformat(), one.id))


async def unclaimed(tx: Session, *, due_before: date) -> list[Reward]:
    """Find and lock approved rewards whose claim has run out."""
    query = select(reward).where(
        reward.c.status == Status.APPROVED, reward.c.claim_due_on < due_before
    )
    rows = await tx.execute(query.order_by(reward.c.id).with_for_update(skip_locked=True))
    return [_reward(row._mapping) for row in rows]


async def totals(
    tx: Session, sight: Sight, *, first: datetime, end: datetime, area: str
) -> dict[Status, tuple[int, Decimal]]:
    """Count and add up rewards proposed in a period, by status."""
    query = (
        select(reward.c.status, func.count(), func.sum(reward.c.amount))
        .where(
            narrow(sight, area=reward.c.area),
            reward.c.area.startswith(area, autoescape=True),
            reward.c.proposed_at >= first,
            reward.c.proposed_at < end,
        )
        .group_by(reward.c.status)
    )
    return {row[0]: (row[1], row[2]) for row in await tx.execute(query)}


async def put_claim(tx: Session, new: Claim) -> None:
    await tx.execute(insert(claim).values(asdict(new)))


async def get_claim(tx: Session, number: str) -> Claim | None:
    """Find and lock a claim by its number."""
    query = select(claim).where(claim.c.number == number).with_for_update()
    row = (await tx.execute(query)).one_or_none()
    return Claim(**row._mapping) if row else None


async def note_failure(
    tx: Session, number: str, *, failures: int, closed_until: datetime | None
) -> None:
    change = update(claim).where(claim.c.number == number)
    await tx.execute(change.values(failures=failures, closed_until=closed_until))


def _row(one: Reward) -> dict[str, object]:
    return asdict(one) | {"rules": [list(rule) for rule in one.rules], "basis": dict(one.basis)}


def _reward(row: object) -> Reward:
    fields = dict(row)  # type: ignore[call-overload]
    rules = tuple((str(code), int(version)) for code, version in fields["rules"])
    return Reward(**fields | {"rules": rules})
