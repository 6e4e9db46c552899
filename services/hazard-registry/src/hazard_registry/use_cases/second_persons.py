"""What one person asks and another decides: transfer, withdrawal, merge and its undoing."""

from datetime import datetime
from typing import Any
from uuid import UUID

from chassis.db import Session
from chassis.identity import Principal
from chassis.ids import new_id
from chassis.sight import Sight
from contracts.hazards import HazardMerged, HazardParted, HazardWithdrawn

from hazard_registry.domain import correction
from hazard_registry.domain.correction import Correction, CorrectionKind
from hazard_registry.domain.hazard import Hazard
from hazard_registry.domain.life import Status
from hazard_registry.domain.refusals import NotADuplicate, NotMerged
from hazard_registry.store import areas, facts, hazards
from hazard_registry.use_cases.correcting import tell_amended
from hazard_registry.use_cases.telling import keep, load, person, tell, today


async def offer_transfer(
    tx: Session,
    *,
    hazard_id: UUID,
    department: str,
    reason: str,
    sight: Sight,
    by: Principal,
    at: datetime,
    expected: int,
) -> Hazard:
    """Ask another department to take a hazard over (移交)."""
    before = await load(tx, hazard_id, sight=sight, expected=expected)
    await areas.active_department(tx, department)
    hazard = correction.offer(before, department=department)
    asked = _asked(CorrectionKind.TRANSFER, hazard, reason=reason, by=by, at=at)
    await facts.add(tx, Correction(**asked, department=department))
    return await keep(tx, hazard, before=before, by=by, at=at, action="offer_transfer", why=reason)


async def answer_transfer(
    tx: Session,
    *,
    hazard_id: UUID,
    accepted: bool,
    decision: str | None,
    sight: Sight,
    by: Principal,
    at: datetime,
    expected: int,
) -> Hazard:
    """Take it over, or return it: for people of the department that was asked."""
    before = await load(tx, hazard_id, sight=sight, expected=expected)
    answer = correction.accept if accepted else correction.give_back
    hazard = answer(before, by=person(by))
    await _decide(tx, hazard, CorrectionKind.TRANSFER, accepted, decision, by=by, at=at)
    action = "accept_transfer" if accepted else "return_transfer"
    await keep(tx, hazard, before=before, by=by, at=at, action=action, why=decision)
    if accepted:
        await tell_amended(tx, hazard, before=before, at=at)
    return hazard


async def ask_withdrawal(
    tx: Session,
    *,
    hazard_id: UUID,
    reason: str,
    sight: Sight,
    by: Principal,
    at: datetime,
    expected: int,
) -> Hazard:
    """Ask to withdraw a mistaken verification (撤销认定)."""
    before = await load(tx, hazard_id, sight=sight, expected=expected)
    hazard = correction.ask_withdrawal(before, by=person(by), on=today(at))
    await facts.add(
        tx, Correction(**_asked(CorrectionKind.WITHDRAWAL, hazard, reason=reason, by=by, at=at))
    )
    return await keep(tx, hazard, before=before, by=by, at=at, action="ask_withdrawal", why=reason)


async def answer_withdrawal(
    tx: Session,
    *,
    hazard_id: UUID,
    accepted: bool,
    decision: str,
    sight: Sight,
    by: Principal,
    at: datetime,
    expected: int,
) -> Hazard:
    """Confirm or refuse the withdrawal, as another official."""
    before = await load(tx, hazard_id, sight=sight, expected=expected)
    answer = correction.withdraw if accepted else correction.keep_verified
    hazard = answer(before, by=person(by))
    await _decide(tx, hazard, CorrectionKind.WITHDRAWAL, accepted, decision, by=by, at=at)
    action = "grant_withdrawal" if accepted else "refuse_withdrawal"
    await keep(tx, hazard, before=before, by=by, at=at, action=action, why=decision)
    if accepted:
        await tell(tx, HazardWithdrawn, hazard, at=at)
    return hazard


async def merge_hazard(
    tx: Session,
    *,
    hazard_id: UUID,
    into: UUID,
    reason: str,
    sight: Sight,
    by: Principal,
    at: datetime,
    expected: int,
) -> Hazard:
    """Merge a duplicate into the hazard that it is again (并案), across all channels."""
    before = await load(tx, hazard_id, sight=sight, expected=expected)
    kept_before = await hazards.get(tx, into, sight=sight)
    if await hazards.has_duplicates(tx, before.id):
        raise NotADuplicate(field="/into")
    hazard, kept = correction.merge(before, kept_before)
    asked = _asked(CorrectionKind.MERGE, hazard, reason=reason, by=by, at=at)
    await facts.add(tx, Correction(**asked, other_id=kept.id, accepted=True))
    await keep(tx, hazard, before=before, by=by, at=at, action="merge", why=reason)
    await keep(tx, kept, before=kept_before, by=by, at=at, action="take_in", why=before.number)
    verified = kept.status is not Status.REPORTED
    await tell(tx, HazardMerged, hazard, at=at, into_id=kept.id, into_verified=verified)
    return hazard


async def split_hazard(
    tx: Session,
    *,
    hazard_id: UUID,
    reason: str,
    sight: Sight,
    by: Principal,
    at: datetime,
    expected: int,
) -> Hazard:
    """Undo a merge, as another person than who merged."""
    before = (await hazards.get(tx, hazard_id, sight=sight)).at(expected)
    if before.merged_into is None:
        raise NotMerged()
    kept_before = await hazards.get(tx, before.merged_into, sight=sight)
    merge = await _open(tx, before, CorrectionKind.MERGE)
    hazard, kept = correction.split(before, kept_before, merged_by=merge.asked_by, by=person(by))
    await facts.save(tx, merge.decide(accepted=False, decision=reason, by=by.id, at=at))
    await keep(tx, hazard, before=before, by=by, at=at, action="split", why=reason)
    await keep(tx, kept, before=kept_before, by=by, at=at, action="give_out", why=before.number)
    await tell(tx, HazardParted, hazard, at=at, from_id=kept.id)
    return hazard


def _asked(
    kind: CorrectionKind, hazard: Hazard, *, reason: str, by: Principal, at: datetime
) -> dict[str, Any]:
    return {
        "id": new_id(),
        "hazard_id": hazard.id,
        "kind": kind,
        "reason": reason,
        "asked_by": by.id,
        "asked_at": at,
    }


async def _open(tx: Session, hazard: Hazard, kind: CorrectionKind) -> Correction:
    """The newest of its kind: the one that is open, or the merge that stands."""
    found = [each for each in await facts.of(tx, Correction, hazard.id) if each.kind is kind]
    return found[-1]


async def _decide(
    tx: Session,
    hazard: Hazard,
    kind: CorrectionKind,
    accepted: bool,  # noqa: FBT001
    decision: str | None,
    *,
    by: Principal,
    at: datetime,
) -> None:
    asked = await _open(tx, hazard, kind)
    await facts.save(tx, asked.decide(accepted=accepted, decision=decision, by=by.id, at=at))
