"""The lives of fictional hazards: each goes on until its next step would lie after the date."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from uuid import UUID

from chassis.db import Session
from chassis.identity import Principal
from chassis.sight import everything
from contracts.demo import VILLAGES, demo_id

from hazard_registry.demo import cast
from hazard_registry.demo.cast import moment
from hazard_registry.demo.kinds import Kind, kind_of
from hazard_registry.demo.words import MAJOR_EVERY, Words, is_major
from hazard_registry.demo.works import Works
from hazard_registry.domain.hazard import Hazard
from hazard_registry.domain.life import Level, Origin
from hazard_registry.use_cases import reporting, verification

SIGHT = everything()
UNITS = 120
# Of the unit that has accounts, one hazard stands in each state that its manager works on.
OF_FIRST_UNIT = {121: "progress", 241: "notify", 361: "submit"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """What all lives share."""

    tx: Session
    on: date
    chance: Random
    photo: UUID
    words: Words


async def live(stage: Stage, number: int, *, found_on: date) -> None:
    """Report the nth hazard on its day, and carry it on as far as the date allows."""
    unit = number % UNITS
    hazard = await _report(stage, number, unit, found_on)
    chance = stage.chance
    fate = chance.random()
    day = found_on + timedelta(days=1 + chance.randrange(3))
    if day > stage.on or (fate > 0.985 and number % MAJOR_EVERY):
        return
    if fate < 0.04 and number % MAJOR_EVERY:
        await _reject(stage, hazard, day)
        return
    hazard = await _verify(stage, hazard, number, unit, day)
    works = Works(
        tx=stage.tx,
        on=stage.on,
        chance=chance,
        photo=stage.photo,
        unit=unit,
        day=day,
        hazard=hazard,
        last=OF_FIRST_UNIT.get(number) or _last(chance, fate),
    )
    await works.carry_on()


def _last(chance: Random, fate: float) -> str:
    """Most are carried to the end; some stop on the way, and become overdue."""
    if fate < 0.90:
        return "close"
    return chance.choice(["notify", "plan", "start", "progress", "submit"])


async def _report(stage: Stage, number: int, unit: int, day: date) -> Hazard:
    kind, village = kind_of(unit), VILLAGES[unit % len(VILLAGES)]
    at = moment(day, 9, number % 60)
    if number % 7 == 3:
        return await reporting.register_lead(
            stage.tx,
            lead_id=demo_id("hazard-lead", number),
            area=village,
            unit_id=cast.unit_id(unit),
            at=at,
            hazard_id=demo_id("hazard", number),
        )
    origin, by = _finder(stage.chance, number, unit, village, kind)
    return await reporting.report_hazard(
        stage.tx,
        description=_words(stage, number, kind, day),
        origin=origin,
        found_on=day,
        unit_id=cast.unit_id(unit),
        place=stage.chance.choice(["一号车间", "仓库", "厨房", "二楼", "配电房", "通道"]),
        found_by=None if origin is Origin.SELF_CHECK else "演示检查组",
        sight=SIGHT,
        by=by,
        at=at,
        hazard_id=demo_id("hazard", number),
    )


def _finder(
    chance: Random, number: int, unit: int, village: str, kind: Kind
) -> tuple[Origin, Principal]:
    if number % 5 < 2:
        origin = Origin.INTERNAL_REPORT if number % 20 == 1 else Origin.SELF_CHECK
        return origin, cast.manager(unit)
    origin = chance.choice([Origin.INSPECTION, Origin.INSPECTION, Origin.VISIT, Origin.ROUND])
    if origin is Origin.VISIT:
        return origin, cast.village_officer(village)
    return origin, cast.officer(kind.department, 3)


def _words(stage: Stage, number: int, kind: Kind, day: date) -> str:
    if not is_major(number):
        return stage.chance.choice(kind.general)
    _, words = stage.words.criterion(kind, day, number)
    return words


async def _reject(stage: Stage, hazard: Hazard, day: date) -> None:
    await verification.reject_hazard(
        stage.tx,
        hazard_id=hazard.id,
        reason="现场核查未发现所述情形(演示)",
        sight=SIGHT,
        by=cast.officer(hazard.department or "office", 2),
        at=moment(day, 10),
        expected=hazard.version,
    )


async def _verify(stage: Stage, hazard: Hazard, number: int, unit: int, day: date) -> Hazard:
    kind = kind_of(unit)
    major = is_major(number)
    code, _ = stage.words.criterion(kind, hazard.found_on, number) if major else (None, "")
    term = stage.chance.randrange(20, 75) if major else stage.chance.randrange(7, 30)
    own = hazard.origin is Origin.SELF_CHECK and not major
    return await verification.verify_hazard(
        stage.tx,
        hazard_id=hazard.id,
        level=Level.MAJOR if major else Level.GENERAL,
        criteria_=(code,) if code else (),
        exception_reason="按令16号第三条:须停产整改方能消除(演示)" if major and not code else None,
        department=kind.department,
        due_on=day + timedelta(days=term),
        finding="现场核查属实(演示)",
        sight=SIGHT,
        by=cast.manager(unit) if own else cast.officer(kind.department, 2),
        at=moment(day, 10),
        expected=hazard.version,
    )
