"""Leads: the restated matter, and what became of it elsewhere."""

from dataclasses import asdict
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from chassis.db import Session
from sqlalchemy import delete, insert, select
from sqlalchemy.dialects.postgresql import insert as upsert

from reporting_whistleblower.domain.report import Lead
from reporting_whistleblower.tables import decided_case, lead, lead_hazard


async def add(tx: Session, new: Lead) -> None:
    await tx.execute(insert(lead).values(asdict(new)))


async def get(tx: Session, lead_id: UUID) -> Lead | None:
    row = (await tx.execute(select(lead).where(lead.c.lead_id == lead_id))).one_or_none()
    return Lead(**row._mapping) if row else None


async def link_hazard(tx: Session, *, hazard_id: UUID, lead_id: UUID, at: datetime) -> None:
    row = {"hazard_id": hazard_id, "lead_id": lead_id, "linked_at": at}
    await tx.execute(upsert(lead_hazard).values(row).on_conflict_do_nothing())


async def hear_of_case(
    tx: Session, *, case_id: UUID, hazard_ids: list[UUID], fine: Decimal, at: datetime
) -> None:
    """Keep a decision for hazards whose link to a lead may not have come yet."""
    rows = [
        {"hazard_id": hazard_id, "case_id": case_id, "fine": fine, "heard_at": at}
        for hazard_id in hazard_ids
    ]
    if rows:
        await tx.execute(upsert(decided_case).on_conflict_do_nothing(), rows)


async def forget_case(tx: Session, case_id: UUID) -> None:
    """Drop a decision that was withdrawn: nothing found later may rest on it."""
    await tx.execute(delete(decided_case).where(decided_case.c.case_id == case_id))


async def decided_cases(tx: Session, hazard_id: UUID) -> list[tuple[UUID, Decimal]]:
    """The decisions heard of so far on a hazard: case and fine, in the order they came."""
    query = (
        select(decided_case.c.case_id, decided_case.c.fine)
        .where(decided_case.c.hazard_id == hazard_id)
        .order_by(decided_case.c.heard_at, decided_case.c.case_id)
    )
    return [(row.case_id, row.fine) for row in await tx.execute(query)]
