"""The four norms and their evaluations."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any
from uuid import UUID

from chassis.db import Session
from sqlalchemy import func, insert, select

from hazard_registry.domain.checklist import Edition
from hazard_registry.domain.norm import Evaluation, Norm
from hazard_registry.store.shelf import Shelf
from hazard_registry.tables import norm_evaluations, norms

NORMS = Shelf(Norm, norms, public=True)


async def add_evaluation(tx: Session, evaluation: Evaluation) -> None:
    await tx.execute(insert(norm_evaluations).values(asdict(evaluation)))


async def evaluations_of(tx: Session, series: UUID) -> Sequence[dict[str, Any]]:
    """List the evaluations of every edition, newest first."""
    query = (
        select(norm_evaluations, norms.c.edition)
        .join(norms, norms.c.id == norm_evaluations.c.norm_id)
        .where(norms.c.series == series)
        .order_by(norm_evaluations.c.id.desc())
        .limit(200)
    )
    return [dict(row._mapping) for row in await tx.execute(query)]


async def in_use(tx: Session, series: UUID) -> Norm | None:
    """The published edition."""
    found = await NORMS.which(tx, norms.c.series == series, norms.c.status == Edition.PUBLISHED)
    return found[0] if found else None


async def last_number(tx: Session, series: UUID) -> int:
    newest = select(func.max(norms.c.number)).where(norms.c.series == series)
    return await tx.scalar(newest) or 0
