"""Keep bodies, officers and the competence table."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from chassis.audit import record
from chassis.db import Session
from chassis.identity import Principal
from chassis.ids import new_id

from enforcement.domain.body import Body, Officer, check_period
from enforcement.domain.competence import Competence, check_entry
from enforcement.domain.refusals import PeriodWrong
from enforcement.store import body as store


async def register_body(tx: Session, *, body: Body, by: Principal, at: datetime) -> Body:
    """Raise `AlreadyThere` or `PeriodWrong`."""
    check_period(body.valid_from, body.valid_to)
    await store.add_body(tx, body)
    await record(tx, by=by, at=at, action="register", what="body", id=body.code)
    return body


async def change_body(
    tx: Session, *, code: str, changes: dict[str, Any], by: Principal, at: datetime, expected: int
) -> Body:
    """Correct or confirm a body's entry."""
    before = await store.body_records.get(tx, code)
    after = before.change(expected=expected, **changes)
    await store.body_records.save(tx, after)
    await record(
        tx, by=by, at=at, action="change", what="body", id=code, changes=_told(before, changes)
    )
    return after


async def register_officer(
    tx: Session, *, officer: Officer, by: Principal, at: datetime
) -> Officer:
    """Raise `UnknownBody`, `AlreadyThere` or `PeriodWrong`."""
    check_period(officer.valid_from, officer.valid_to)
    await store.body_of(tx, officer.body)
    await store.add_officer(tx, officer)
    await record(tx, by=by, at=at, action="register", what="officer", id=officer.id)
    return officer


async def change_officer(
    tx: Session,
    *,
    officer_id: UUID,
    changes: dict[str, Any],
    by: Principal,
    at: datetime,
    expected: int,
) -> Officer:
    """Renew a certificate, move to another body, tie to an account."""
    before = await store.officer_records.get(tx, officer_id)
    if "body" in changes:
        await store.body_of(tx, changes["body"])
    after = before.change(expected=expected, **changes)
    await store.save_officer(tx, after)
    told = _told(before, changes)
    await record(tx, by=by, at=at, action="change", what="officer", id=officer_id, changes=told)
    return after


async def enter_competence(
    tx: Session, *, entry: Competence, by: Principal, at: datetime
) -> Competence:
    """Add a version of a cell of the table; older versions stay for acts of their time.

    Raise `UnknownMatter`, `UnknownBody`, `PeriodWrong` or `PowerNotHandedDown`.
    """
    await store.matter_of(tx, entry.matter)
    check_entry(entry, await store.body_of(tx, entry.body))
    if entry.transfer_to:
        await store.body_of(tx, entry.transfer_to, field="/transfer_to")
    if entry.effective_to is not None and entry.effective_to <= entry.effective_from:
        raise PeriodWrong(
            field="/effective_to", first=entry.effective_from, last=entry.effective_to
        )
    await store.competence_records.add(tx, entry)
    await record(
        tx,
        by=by,
        at=at,
        action="enter",
        what="competence",
        id=entry.id or "",
        why=entry.decision or entry.source,
        changes={"may_punish": [None, entry.may_punish], "body": [None, entry.body]},
    )
    return entry


async def confirm_competence(
    tx: Session, *, entry_id: UUID, why: str, by: Principal, at: datetime
) -> Competence:
    """Vouch for an entry, so that a fine may rest on it."""
    entry = (await store.competence_records.get(tx, entry_id)).confirm(by=str(by.id), at=at)
    await store.save_confirmed(tx, entry)
    await record(tx, by=by, at=at, action="confirm", what="competence", id=entry_id, why=why)
    return entry


async def check_competence(tx: Session, *, matter: str, body: str, on: date) -> Competence:
    """Say what a body may do. Raise `UnknownMatter` or `UnknownBody`."""
    return await store.competence(tx, matter=matter, body=body, on=on)


def new_officer(
    *,
    name: str,
    body: str,
    account_id: UUID | None,
    certificate_number: str,
    valid_from: date,
    valid_to: date,
) -> Officer:
    return Officer(
        id=new_id(),
        name=name,
        body=body,
        account_id=account_id,
        certificate_number=certificate_number,
        valid_from=valid_from,
        valid_to=valid_to,
    )


def _told(before: object, changes: dict[str, Any]) -> dict[str, list[object]]:
    return {name: [getattr(before, name), value] for name, value in changes.items()}
