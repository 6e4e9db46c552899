"""Impose, lift and check bans."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from chassis.audit import record
from chassis.db import Session
from chassis.identity import Principal
from chassis.ids import new_id
from chassis.outbox import emit
from chassis.sight import Sight
from contracts.cases import BanImposed
from contracts.codes import BanScope
from law.calendar import Calendar
from law.rules import in_force, must_bind
from office.fault import Fault
from office.identifiers import parse_identity_number

from enforcement.domain.ban import Ban, Imposition, Scope, Terms
from enforcement.domain.periods import years_after
from enforcement.domain.refusals import CaseElsewhere, NoSuchGround, OutsideReach
from enforcement.store import ban as store
from enforcement.store import body as bodies
from enforcement.store import case as cases
from enforcement.store.seals import Seals

RULE = "ban.terms"


async def impose_ban(
    tx: Session,
    *,
    identity_number: str,
    name: str,
    order: Imposition,
    seals: Seals,
    sight: Sight,
    by: Principal,
    at: datetime,
    id: UUID | None = None,
) -> Ban:
    """Ban a person from heading units (职业禁入). Scope and years come from the law, by ground.

    Raise `Fault` for a wrong identity number, `NoSuchGround`, `TradeNeeded`, `CaseElsewhere`.
    """
    person = person_hash(identity_number, seals=seals, at=at)
    await _must_be_ours(tx, order, sight=sight)
    ban = Ban.imposed(
        order,
        await _terms(tx, order),
        id=id or new_id(),
        person_hash=person,
        name_sealed=seals.seal(name),
        by=by.id,
    )
    await store.records.add(tx, ban)
    changes = {"ground": [None, ban.ground], "until_on": [None, ban.until_on]}
    await record(
        tx, by=by, at=at, action="impose", what="ban", id=ban.id, why=ban.reason, changes=changes
    )
    scope = BanScope(ban.scope.value)
    await emit(
        tx,
        BanImposed(ban_id=ban.id, scope=scope, from_on=ban.from_on, until_on=ban.until_on, at=at),
    )
    return ban


async def lift_ban(
    tx: Session,
    *,
    ban_id: UUID,
    reason: str,
    sight: Sight,
    by: Principal,
    at: datetime,
    expected: int,
) -> Ban:
    """Take a ban back from today on."""
    before = await store.get(tx, ban_id, sight=sight)
    after = before.lift(on=Calendar.today(at), because=reason, expected=expected)
    await store.records.save(tx, after)
    changes = {"lifted_on": [None, after.lifted_on]}
    await record(
        tx, by=by, at=at, action="lift", what="ban", id=ban_id, why=reason, changes=changes
    )
    return after


async def check_ban(
    tx: Session,
    *,
    identity_number: str,
    trade: str | None,
    on: date,
    seals: Seals,
    at: datetime,
) -> Sequence[Ban]:
    """Find the bans that keep a person from heading a unit of this trade on this day."""
    person = person_hash(identity_number, seals=seals, at=at)
    return [ban for ban in await store.of_person(tx, person) if ban.holds(on=on, trade=trade)]


def person_hash(identity_number: str, *, seals: Seals, at: datetime) -> bytes:
    """Raise `Fault` unless it is an identity number."""
    try:
        identity = parse_identity_number(identity_number, on=Calendar.today(at))
    except Fault as fault:
        fault.facts["field"] = "/identity_number"
        raise
    return seals.find_by(identity.value)


async def _must_be_ours(tx: Session, order: Imposition, *, sight: Sight) -> None:
    await bodies.body_of(tx, order.body)
    if not sight.sees(area=order.area, department=order.body):
        raise OutsideReach(body=order.body, area=order.area)
    if order.case_id is not None:
        case = await cases.get(tx, order.case_id, sight=sight)
        if case.body != order.body:
            raise CaseElsewhere(field="/case_id")


async def _terms(tx: Session, order: Imposition) -> Terms:
    """Scope and years by the rule in force. Raise `RuleToConfirm`, `NoSuchGround`."""
    rule = await in_force(tx, RULE, on=order.from_on)
    must_bind(rule)
    stated = rule.value.get(order.ground)
    if stated is None:
        raise NoSuchGround(ground=order.ground, known=tuple(rule.value), field="/ground")
    years = stated["years"]
    return Terms(
        scope=Scope(stated["scope"]),
        article=f"{rule.source}{stated['article']}",
        until_on=None if years is None else years_after(order.from_on, int(years)),
        rule_version=rule.version,
    )
