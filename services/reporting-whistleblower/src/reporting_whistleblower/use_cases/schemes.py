"""A unit opens its scheme, answers its workers and keeps the reward book."""

from datetime import datetime
from decimal import Decimal
from typing import Final
from uuid import UUID

from chassis import audit
from chassis.db import Session
from chassis.ids import new_id
from chassis.sight import Sight

from reporting_whistleblower.domain.refusals import NotFound, RewardExists, RewardIncomplete
from reporting_whistleblower.domain.refusals import SchemeExists as Exists
from reporting_whistleblower.domain.scheme import (
    InternalReport,
    Outcome,
    RewardKind,
    Scheme,
    SchemeReward,
    make_code,
)
from reporting_whistleblower.store import schemes
from reporting_whistleblower.use_cases.clocks import today
from reporting_whistleblower.use_cases.internal_reports import locked

WHAT: Final = "scheme"


async def open_scheme(
    tx: Session, *, unit_id: UUID, sight: Sight, by: audit.Actor, at: datetime
) -> Scheme:
    """Begin the scheme of one's own unit. Raise `NotFound` for another's, `SchemeExists` if begun."""
    area = await schemes.unit_area(tx, unit_id)
    if area is None or not sight.sees(area=area, unit=unit_id):
        raise NotFound(field="/unit_id")
    scheme = Scheme(
        id=new_id(), unit_id=unit_id, area=area, code=make_code(), opened_by=by.id, opened_at=at
    )
    if not await schemes.add(tx, scheme):
        raise Exists
    await audit.record(tx, by=by, at=at, action="open", what=WHAT, id=scheme.id)
    return scheme


async def renew_code(
    tx: Session, *, scheme_id: UUID, sight: Sight, by: audit.Actor, at: datetime, expected: int
) -> Scheme:
    """Let the posters that hang lead nowhere, and make another code."""
    scheme = await schemes.get(tx, scheme_id, sight=sight)
    changed = scheme.renew(code=make_code(), expected=expected)
    await schemes.save(tx, changed)
    await audit.record(tx, by=by, at=at, action="renew", what=WHAT, id=scheme.id)
    return changed


async def answer_internal_report(
    tx: Session,
    *,
    scheme_id: UUID,
    report_id: UUID,
    outcome: Outcome,
    text: str,
    receipt_key: bytes,
    sight: Sight,
    by: audit.Actor,
    at: datetime,
    expected: int,
) -> InternalReport:
    """Tell the worker what was done; he reads it under his receipt."""
    await schemes.get(tx, scheme_id, sight=sight)
    report = await schemes.report(tx, scheme_id, report_id)
    hidden = locked(receipt_key, report.id, "answer", {"text": text})
    changed = report.give_answer(outcome, answer=hidden, by=by.id, at=at, expected=expected)
    await schemes.save_answer(tx, changed)
    changes = {"status": [report.status, changed.status], "outcome": [None, outcome]}
    await audit.record(
        tx, by=by, at=at, action="answer", what="internal_report", id=report.id, changes=changes
    )
    return changed


async def reward_internally(
    tx: Session,
    *,
    scheme_id: UUID,
    report_id: UUID,
    kind: RewardKind,
    amount: Decimal,
    title: str,
    sight: Sight,
    by: audit.Actor,
    at: datetime,
) -> SchemeReward:
    """Enter money or an honour into the reward book: each once for one report."""
    await schemes.get(tx, scheme_id, sight=sight)
    report = await schemes.report(tx, scheme_id, report_id)
    report.must_be_answered()
    if (kind is RewardKind.MONEY) != (amount > 0):
        raise RewardIncomplete(field="/amount")
    reward = SchemeReward(
        id=new_id(),
        scheme_id=scheme_id,
        report_id=report_id,
        kind=kind,
        amount=amount,
        title=title,
        given_by=by.id,
        given_on=today(at),
    )
    if not await schemes.add_reward(tx, reward):
        raise RewardExists
    changes = {"kind": [None, kind], "amount": [None, amount]}
    await audit.record(tx, by=by, at=at, action="reward", what=WHAT, id=scheme_id, changes=changes)
    return reward
