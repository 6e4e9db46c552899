"""Publish, evaluate and revise the four norms."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from chassis.audit import By, record
from chassis.db import Session
from chassis.identity import Principal
from chassis.ids import new_id
from chassis.sight import everything

from hazard_registry.domain.checklist import Edition
from hazard_registry.domain.norm import Evaluation, Norm
from hazard_registry.domain.site_refusals import EvaluationRequired
from hazard_registry.store import attachments
from hazard_registry.store import norms as store
from hazard_registry.store.norms import NORMS
from hazard_registry.use_cases.keeping import enter, move
from hazard_registry.use_cases.telling import today


async def write_norm(tx: Session, *, fields: Mapping[str, Any], by: By, at: datetime) -> Norm:
    """Begin a norm as a draft."""
    await _check_document(tx, fields.get("document"))
    first = new_id()
    norm = Norm(id=first, series=first, **fields)
    return await enter(tx, NORMS, norm, by=by, at=at, told=("title", "kind", "edition"))


async def publish_norm(tx: Session, *, norm_id: UUID, by: By, at: datetime, expected: int) -> Norm:
    """Put an edition into use; the one before is retired by it."""
    before = (await NORMS.get(tx, norm_id, sight=everything())).at(expected)
    after = before.publish(on=today(at))
    old = await store.in_use(tx, before.series)
    if old is not None:
        await move(tx, NORMS, old, old.retire(on=today(at)), by=by, at=at, action="retire")
    return await move(tx, NORMS, before, after, by=by, at=at, action="publish")


async def evaluate_norm(
    tx: Session,
    *,
    norm_id: UUID,
    fields: Mapping[str, Any],
    by: Principal,
    at: datetime,
) -> Norm:
    """Say what the use of a published edition showed."""
    norm = await NORMS.get(tx, norm_id, sight=everything())
    norm.need("evaluate", Edition.PUBLISHED, Edition.RETIRED)
    evaluation = Evaluation(
        id=new_id(), norm_id=norm_id, evaluated_on=today(at), evaluated_by=by.id, **fields
    )
    await store.add_evaluation(tx, evaluation)
    changes = {"score": [None, evaluation.score]}
    await record(tx, by=by, at=at, action="evaluate", what="norm", id=norm_id, changes=changes)
    return norm


async def revise_norm(
    tx: Session,
    *,
    norm_id: UUID,
    edition: str,
    document: UUID | None,
    answers: tuple[UUID, ...],
    by: By,
    at: datetime,
    expected: int,
) -> Norm:
    """Begin the next edition, which answers evaluations of the norm."""
    before = (await NORMS.get(tx, norm_id, sight=everything())).at(expected)
    known = {row["id"] for row in await store.evaluations_of(tx, before.series)}
    if not set(answers) <= known:
        raise EvaluationRequired(field="/answers")
    await _check_document(tx, document)
    number = await store.last_number(tx, before.series) + 1
    draft = before.revise(
        new_id(), number=number, edition=edition, document=document, answers=answers
    )
    return await enter(tx, NORMS, draft, by=by, at=at, action="revise", told=("edition",))


async def _check_document(tx: Session, document: UUID | None) -> None:
    await attachments.check(tx, [document] if document else [], field="/document")
