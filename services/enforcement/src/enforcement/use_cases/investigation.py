"""Investigate a case: the team, evidence, proposed penalties, legal review."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

from attachments import NoSuchAttachment, get_attachment
from chassis.db import Session
from chassis.identity import Principal
from chassis.ids import new_id
from chassis.sight import Sight
from law.calendar import Calendar

from enforcement.domain.case import Case
from enforcement.domain.penalty import Penalty, without_double_fines
from enforcement.domain.readiness import (
    assign,
    assignment,
    must_be_reviewable,
    must_replace,
)
from enforcement.domain.record import Evidence, EvidenceKind, Review
from enforcement.domain.refusals import UnknownAttachment
from enforcement.store import body as bodies
from enforcement.store import case as store
from enforcement.store import law
from enforcement.use_cases.case import keep
from enforcement.use_cases.deadlines import between


async def investigate_case(
    tx: Session,
    *,
    case_id: UUID,
    officers: Sequence[UUID],
    sight: Sight,
    by: Principal,
    at: datetime,
    expected: int,
) -> Case:
    """Put two certified officers of the body on the case (行政处罚法 art. 42)."""
    before = await store.get(tx, case_id, sight=sight)
    chosen = await bodies.officers_by_id(tx, officers, field="/officers")
    team = assign(chosen, body=before.body, on=Calendar.today(at))
    after = before.investigate(team, expected=expected)
    changes = {"officers": [[], [officer.officer_id for officer in team]]}
    await keep(tx, before, after, by=by, at=at, action="investigate", changes=changes)
    return after


async def replace_officer(
    tx: Session,
    *,
    case_id: UUID,
    officer_id: UUID,
    replacement_id: UUID,
    interest: str,
    sight: Sight,
    by: Principal,
    at: datetime,
    expected: int,
) -> Case:
    """Replace an officer who has an interest in the case (回避, 行政处罚法 art. 43)."""
    before = await store.get(tx, case_id, sight=sight)
    today = Calendar.today(at)
    must_replace(before, officer_id=officer_id, replacement_id=replacement_id)
    [officer] = await bodies.officers_by_id(tx, [replacement_id], field="/replacement_id")
    replacement = assignment(officer, body=before.body, on=today)
    after = before.replace_officer(
        officer_id, by_officer=replacement, interest=interest, on=today, expected=expected
    )
    changes = {"officer": [officer_id, replacement_id]}
    await keep(
        tx, before, after, by=by, at=at, action="replace_officer", why=interest, changes=changes
    )
    return after


async def add_evidence(
    tx: Session,
    *,
    case_id: UUID,
    kind: EvidenceKind,
    title: str,
    obtained_on: date,
    attachment_id: UUID | None,
    sight: Sight,
    by: Principal,
    at: datetime,
    expected: int,
) -> Case:
    """Put a piece of evidence on the list (行政处罚法 art. 46). Raise `UnknownAttachment`."""
    before = await store.get(tx, case_id, sight=sight)
    await _must_be_kept(tx, attachment_id)
    between(obtained_on, None, at, "/obtained_on")
    evidence = Evidence(
        id=new_id(),
        kind=kind,
        title=title,
        obtained_on=obtained_on,
        attachment_id=attachment_id,
        added_by=by.id,
        added_at=at,
    )
    after = before.add_evidence(evidence, expected=expected)
    changes = {"evidence": [None, evidence.id]}
    await keep(tx, before, after, by=by, at=at, action="add_evidence", changes=changes)
    return after


async def propose_penalties(
    tx: Session,
    *,
    case_id: UUID,
    penalties: Sequence[Penalty],
    tiers: Sequence[str | None],
    sight: Sight,
    by: Principal,
    at: datetime,
    expected: int,
) -> Case:
    """Say what the investigators propose. Raise a refusal for what the law does not know.

    `tiers` names the row of the discretion table for each penalty, if one is applied.
    """
    before = await store.get(tx, case_id, sight=sight)
    checked = await lawful(tx, penalties, tiers=tiers, act_on=before.act_on)
    after = before.propose(checked, by=by.id, expected=expected)
    changes = {"penalties": [len(before.penalties), [_told(penalty) for penalty in checked]]}
    await keep(tx, before, after, by=by, at=at, action="propose", changes=changes)
    return after


async def review_case(
    tx: Session,
    *,
    case_id: UUID,
    passed: bool,
    heavy: bool,
    opinion: str,
    sight: Sight,
    by: Principal,
    at: datetime,
    expected: int,
) -> Case:
    """Review the case legally (法制审核, 行政处罚法 art. 58). Raise `SelfApproval`."""
    before = await store.get(tx, case_id, sight=sight)
    review = Review(passed=passed, heavy=heavy, opinion=opinion, by=by.id, at=at)
    after = before.review_legally(review, expected=expected)
    must_be_reviewable(before)
    changes = {"passed": [None, passed], "heavy": [None, heavy]}
    await keep(tx, before, after, by=by, at=at, action="review", why=opinion, changes=changes)
    return after


async def lawful(
    tx: Session, penalties: Sequence[Penalty], *, tiers: Sequence[str | None], act_on: date
) -> tuple[Penalty, ...]:
    """Check penalties against the law of the day of the act, and let no act be fined twice."""
    _, bands = await law.bands(tx, on=act_on)
    checked = []
    for penalty, tier in zip(penalties, tiers, strict=True):
        chosen = penalty.tier
        if tier is not None:
            chosen = await law.tier(
                tx,
                article=penalty.article,
                stage=penalty.stage,
                target=penalty.target,
                tier=tier,
                on=act_on,
            )
        checked.append(replace(penalty, tier=chosen).within(bands))
    return without_double_fines(checked)


async def _must_be_kept(tx: Session, attachment_id: UUID | None) -> None:
    if attachment_id is None:
        return
    try:
        await get_attachment(tx, attachment_id)
    except NoSuchAttachment:
        raise UnknownAttachment(field="/attachment_id") from None


def _told(penalty: Penalty) -> str:
    """Name a penalty in the audit trail, without the person it strikes."""
    return f"{penalty.article}/{penalty.stage}/{penalty.target}: {penalty.amount}"
