"""Receive clues and answer them: hand over or refuse. Filing is in `case`."""

from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

from chassis.audit import By, record
from chassis.db import Session
from chassis.identity import Principal
from chassis.ids import new_id
from chassis.outbox import emit
from chassis.sight import Sight
from contracts.cases import ClueReceived
from contracts.codes import ClueSource
from law.calendar import Calendar

from enforcement.domain.clue import Arrival, Clue, Source
from enforcement.domain.competence import matter_of
from enforcement.domain.copies import Hazard
from enforcement.domain.deadline import Due
from enforcement.domain.refusals import OutsideReach, ReceiverNotCompetent, UnknownUnit
from enforcement.store import body as bodies
from enforcement.store import case as cases
from enforcement.store import clue as store
from enforcement.store import copies
from enforcement.use_cases.deadlines import deadline

# Who answers what came from a department that is no body: the subdistrict's safety office.
FALLBACK = "office"


async def receive_clue(
    tx: Session, *, arrival: Arrival, by: By, at: datetime, id: UUID | None = None
) -> Clue:
    """Take a clue on; the days to answer it run. Raise `UnknownBody` or `UnknownMatter`."""
    today = Calendar.today(at)
    await bodies.body_of(tx, arrival.body)
    if arrival.matter is not None:
        await bodies.matter_of(tx, arrival.matter)
    answer_by = await deadline(tx, Due.ANSWER, after=today)
    clue = Clue.received(arrival, id=id or new_id(), on=today, answer_by=answer_by)
    await store.add(tx, clue)
    await record(tx, by=by, at=at, action="receive", what="clue", id=clue.id)
    await emit(
        tx,
        ClueReceived(
            clue_id=clue.id,
            source=ClueSource(clue.source.value),
            area=clue.area,
            unit_id=clue.unit_id,
            hazard_ids=list(clue.hazard_ids),
            at=at,
        ),
    )
    return clue


async def receive_handed_over_clue(
    tx: Session,
    *,
    arrival: Arrival,
    sight: Sight,
    by: Principal,
    at: datetime,
) -> Clue:
    """Take on what a department found and hands over (抄送移交).

    Raise `OutsideReach` if the department or the place is not the caller's, or `UnknownUnit`.
    """
    unit = await copies.unit(tx, arrival.unit_id)
    if unit is None and arrival.unit_id is not None:
        raise UnknownUnit(field="/unit_id")
    placed = replace(arrival, area=unit.area if unit else arrival.area)
    if not sight.sees(area=placed.area, department=placed.from_body):
        raise OutsideReach(body=placed.from_body, area=placed.area)
    await bodies.body_of(tx, placed.from_body or "", field="/from_body")
    return await receive_clue(tx, arrival=placed, by=by, at=at)


async def receive_hazard_clue(tx: Session, *, hazard: Hazard, at: datetime) -> Clue | None:
    """Make a clue of a verified major hazard, once; one known from a report is joined instead."""
    if await store.of_hazard(tx, hazard.id) is not None:
        return None
    if hazard.lead_id is not None:
        await store.one_at_a_time(tx, hazard.lead_id)
        known = await store.of_lead(tx, hazard.lead_id)
        if known is not None:
            return await _link(tx, known, hazard.id, at=at)
    matter = matter_of(
        await bodies.all_matters(tx), criteria=hazard.criteria, department=hazard.department
    )
    arrival = Arrival(
        source=Source.HAZARD,
        area=hazard.area,
        body=await _body_for(tx, hazard.department),
        matter=matter.code if matter else None,
        unit_id=hazard.unit_id,
        hazard_ids=(hazard.id,),
        lead_id=hazard.lead_id,
    )
    return await receive_clue(tx, arrival=arrival, by="hazard.verified", at=at)


async def receive_report_clue(
    tx: Session, *, lead_id: UUID, area: str, unit_id: UUID | None, at: datetime
) -> Clue | None:
    """Make a clue of a substantiated report, unless its hazard made one already."""
    await store.one_at_a_time(tx, lead_id)
    if await store.of_lead(tx, lead_id) is not None:
        return None
    arrival = Arrival(
        source=Source.REPORT, area=area, body=FALLBACK, unit_id=unit_id, lead_id=lead_id
    )
    return await receive_clue(tx, arrival=arrival, by="report.concluded", at=at)


async def receive_retaliation_clue(
    tx: Session, *, lead_id: UUID, area: str, unit_id: UUID | None, at: datetime
) -> Clue | None:
    """Make a clue of a reporter's claim that he is punished for reporting, once.

    Its lead is its own: nothing here ties it to what was reported.
    """
    await store.one_at_a_time(tx, lead_id)
    if await store.of_lead(tx, lead_id) is not None:
        return None
    arrival = Arrival(
        source=Source.RETALIATION, area=area, body=FALLBACK, unit_id=unit_id, lead_id=lead_id
    )
    return await receive_clue(tx, arrival=arrival, by="retaliation.claimed", at=at)


async def hand_over_clue(
    tx: Session,
    *,
    clue_id: UUID,
    to: str,
    matter: str | None,
    reason: str,
    sight: Sight,
    by: Principal,
    at: datetime,
    expected: int,
) -> Clue:
    """Give a clue to the body that may punish; there it becomes a clue to answer.

    Raise `ReceiverNotCompetent` if that body may not, `OutsideReach` if it is not the caller's.
    """
    clue = await own(tx, clue_id, sight=sight)
    today = Calendar.today(at)
    handed = clue.hand_over(to=to, reason=reason, by=by.id, on=today, expected=expected)
    await must_be_competent(tx, body=to, matter=matter or clue.matter, on=today)
    await store.save(tx, handed)
    await record(
        tx,
        by=by,
        at=at,
        action="hand_over",
        what="clue",
        id=clue.id,
        why=reason,
        changes={"status": [clue.status, handed.status], "body": [clue.body, to]},
    )
    await receive_clue(tx, arrival=handed.passed_on(to=to, matter=matter), by=by, at=at)
    return handed


async def refuse_clue(
    tx: Session,
    *,
    clue_id: UUID,
    reason: str,
    sight: Sight,
    by: Principal,
    at: datetime,
    expected: int,
) -> Clue:
    """Answer that no case is opened, and why."""
    clue = await own(tx, clue_id, sight=sight)
    refused = clue.refuse(reason=reason, by=by.id, on=Calendar.today(at), expected=expected)
    await store.save(tx, refused)
    changes = {"status": [clue.status, refused.status]}
    await record(
        tx, by=by, at=at, action="refuse", what="clue", id=clue.id, why=reason, changes=changes
    )
    return refused


async def own(tx: Session, clue_id: UUID, *, sight: Sight) -> Clue:
    """Load a clue that is the caller's to answer. Raise `NotFound`, or `OutsideReach` for another's."""
    clue = await store.get(tx, clue_id, sight=sight)
    if not sight.sees(area=clue.area, department=clue.body):
        raise OutsideReach(body=clue.body, area=clue.area)
    return clue


async def must_be_competent(tx: Session, *, body: str, matter: str | None, on: date) -> None:
    """Raise `ReceiverNotCompetent` unless a body may punish in a matter, where that is known."""
    await bodies.body_of(tx, body, field="/to")
    if matter is None:
        return
    if not (await bodies.competence(tx, matter=matter, body=body, on=on)).may_punish:
        raise ReceiverNotCompetent(body=body, matter=matter, field="/to")


async def _link(tx: Session, known: Clue, hazard_id: UUID, *, at: datetime) -> Clue:
    """Join a hazard to the clue of its report, to where that went since, and to its case."""
    newest = await store.newest_of(tx, known)
    if newest.case_id is not None:
        case = await cases.records.get(tx, newest.case_id)
        await cases.save(tx, case.link(hazard_id))
    for clue in {known.id: known, newest.id: newest}.values():
        await store.save(tx, clue.link(hazard_id))
        await record(
            tx,
            by="hazard.verified",
            at=at,
            action="link",
            what="clue",
            id=clue.id,
            changes={"hazard_id": [None, hazard_id]},
        )
    return newest


async def _body_for(tx: Session, department: str | None) -> str:
    known = department is not None and await bodies.body_records.find(tx, department)
    return department if known and department else FALLBACK
