"""Rewards, from proposal to payment."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from chassis.db import Session
from chassis.narrowing import narrow
from chassis.paging import PageRequest, Slice, cut
from chassis.sight import Sight
from sqlalchemy import ColumnElement, and_, func, select, tuple_, update
from sqlalchemy.dialects.postgresql import insert as upsert

from reporting_whistleblower.domain.refusals import ChangedMeanwhile, NotFound
from reporting_whistleblower.domain.reward import FALLEN, Kind, Reward, Status
from reporting_whistleblower.tables import claim, report, reward


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


async def get(
    tx: Session, reward_id: UUID, *, sight: Sight | None = None, for_update: bool = False
) -> Reward:
    """Raise `NotFound` if there is none, or the caller may not see it."""
    query = select(reward).where(reward.c.id == reward_id)
    if for_update:
        query = query.with_for_update()
    if sight is not None:
        query = query.where(narrow(sight, area=reward.c.area))
    row = (await tx.execute(query)).one_or_none()
    if row is None:
        raise NotFound
    return _reward(row._mapping)


async def of_report(tx: Session, report_id: UUID) -> Reward | None:
    """The matter's reward in money that still stands, else the newest honour, else the last."""
    return await _best(tx, reward.c.report_id == report_id)


async def of_recipient(tx: Session, report_id: UUID) -> Reward | None:
    """The same for the report whose sender is rewarded: what its receipt shows."""
    return await _best(tx, reward.c.recipient_id == report_id)


async def _best(tx: Session, whose: ColumnElement[bool]) -> Reward | None:
    query = select(reward).where(whose, reward.c.status != Status.DECLINED)
    order = (
        reward.c.status.in_(FALLEN),
        reward.c.kind == Kind.HONOUR,
        reward.c.proposed_at.desc(),
    )
    row = (await tx.execute(query.order_by(*order).limit(1))).one_or_none()
    return _reward(row._mapping) if row else None


async def of_case(tx: Session, case_id: UUID) -> Reward | None:
    """Find and lock the reward in money that rests on a case and still stands."""
    query = select(reward).where(
        reward.c.case_id == case_id,
        reward.c.kind != Kind.HONOUR,
        reward.c.status.not_in(FALLEN),
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


async def flat_this_month(
    tx: Session, reward_ids: Sequence[UUID], *, first: datetime, end: datetime, sight: Sight
) -> Decimal:
    """Add up the fixed sums among these that were proposed in a month and still stand."""
    query = select(func.coalesce(func.sum(reward.c.amount), 0)).where(
        narrow(sight, area=reward.c.area),
        reward.c.id.in_(reward_ids),
        reward.c.kind == Kind.FLAT,
        reward.c.status.not_in(FALLEN),
        reward.c.proposed_at >= first,
        reward.c.proposed_at < end,
    )
    return Decimal(await tx.scalar(query) or 0)


async def for_audit(
    tx: Session, sight: Sight, *, first: datetime, end: datetime, most: int
) -> list[tuple[Reward, str, Decimal, Decimal]]:
    """Rewards proposed in a period with their matter's category, and what was paid and came back."""
    paid = func.coalesce(func.sum(claim.c.amount).filter(claim.c.paid_at.is_not(None)), 0)
    returned = func.coalesce(func.sum(claim.c.recovered), 0)
    query = (
        select(reward, report.c.category, paid, returned)
        .join(report, report.c.id == reward.c.report_id)
        .outerjoin(claim, claim.c.reward_id == reward.c.id)
        .where(
            and_(
                narrow(sight, area=reward.c.area),
                reward.c.proposed_at >= first,
                reward.c.proposed_at < end,
            )
        )
        .group_by(reward.c.id, report.c.category)
        .order_by(reward.c.proposed_at, reward.c.id)
        .limit(most + 1)
    )
    names = reward.c.keys()
    return [
        (_reward(dict(zip(names, row, strict=False))), row[-3].value, row[-2], row[-1])
        for row in await tx.execute(query)
    ]


def _row(one: Reward) -> dict[str, object]:
    return asdict(one) | {"rules": [list(rule) for rule in one.rules], "basis": dict(one.basis)}


def _reward(row: object) -> Reward:
    fields = dict(row)  # type: ignore[call-overload]
    rules = tuple((str(code), int(version)) for code, version in fields["rules"])
    return Reward(**fields | {"rules": rules})
