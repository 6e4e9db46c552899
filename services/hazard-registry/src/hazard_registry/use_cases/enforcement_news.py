"""What enforcement tells beside its cases: findings, measures, accountability, credit grades."""

from dataclasses import replace

from chassis.db import Session
from contracts.cases import (
    AccountabilityEvent,
    CreditGraded,
    FindingsEvent,
    MeasureEvent,
)

from hazard_registry.domain.enforcement_news import News, NewsKind
from hazard_registry.domain.life import Origin
from hazard_registry.store import enforcement_news, units
from hazard_registry.use_cases import reporting

WORDS = {
    Origin.INSPECTION: "执法检查发现的隐患(内容按权限在执法系统查看)",
    Origin.VISIT: "巡查走访发现的疑似隐患(内容按权限在执法系统查看)",
}


async def register_findings(tx: Session, event: FindingsEvent, *, origin: Origin) -> None:
    """Make a suspected hazard of each finding, once; its words stay with enforcement."""
    for finding_id in event.finding_ids:
        await reporting.register_finding(
            tx,
            finding_id=finding_id,
            origin=origin,
            description=WORDS[origin],
            unit_id=event.unit_id,
            area=event.area,
            department=event.department,
            found_on=event.on,
            at=event.at,
        )


async def begin_measure(tx: Session, event: MeasureEvent) -> None:
    await enforcement_news.begin(tx, await _known(tx, _measure(event)))


async def end_measure(tx: Session, event: MeasureEvent) -> None:
    ended = replace(_measure(event), ended_on=event.on)
    await enforcement_news.end(tx, await _known(tx, ended))


async def open_accountability(tx: Session, event: AccountabilityEvent) -> None:
    await enforcement_news.begin(tx, await _known(tx, _accountability(event)))


async def close_accountability(tx: Session, event: AccountabilityEvent) -> None:
    ended = replace(_accountability(event), ended_on=event.on)
    await enforcement_news.end(tx, await _known(tx, ended))


async def keep_grade(tx: Session, event: CreditGraded) -> None:
    """Keep the newest grade of a unit that we know."""
    area = await enforcement_news.area_of(tx, event.unit_id)
    if area is None:
        return
    grade = News(
        id=event.unit_id,
        kind=NewsKind.CREDIT,
        code=event.grade.value,
        unit_id=event.unit_id,
        area=area,
        department=None,
        hazard_ids=[],
        began_on=event.on,
    )
    await enforcement_news.grade(tx, grade)


def _measure(event: MeasureEvent) -> News:
    return News(
        id=event.measure_id,
        kind=NewsKind.MEASURE,
        code=event.kind.value,
        unit_id=event.unit_id,
        area=event.area,
        department=event.department,
        hazard_ids=event.hazard_ids,
        began_on=event.on,
    )


def _accountability(event: AccountabilityEvent) -> News:
    return News(
        id=event.accountability_id,
        kind=NewsKind.ACCOUNTABILITY,
        code=event.kind.value,
        unit_id=event.unit_id,
        area=event.area,
        department=event.department,
        hazard_ids=event.hazard_ids,
        began_on=event.on,
    )


async def _known(tx: Session, news: News) -> News:
    """Name the unit only where it is registered here."""
    known = news.unit_id is not None and await units.find(tx, news.unit_id) is not None
    return news if known else replace(news, unit_id=None)
