"""What the demonstration's units have: licences, policies, contractors, posts."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from chassis.db import Session
from chassis.sight import everything

from hazard_registry.demo.cast import CLERK, manager, moment, unit_id
from hazard_registry.demo.kinds import kind_of
from hazard_registry.domain.checklist import Checklist, ChecklistItem, Edition
from hazard_registry.domain.risk import ControlLevel, DirectReason, Method, RiskPoint
from hazard_registry.domain.self_check import SelfCheck
from hazard_registry.store import checks
from hazard_registry.store.checks import CHECKLISTS, SELF_CHECKS
from hazard_registry.store.shelf import Shelf
from hazard_registry.store.unit_records import INSURANCES, LICENCES, PARTNERS, POSTS
from hazard_registry.use_cases import risks, self_checks, unit_records

LICENCES_OF = {
    "chemicals": ("hazardous_chemicals", "南安市应急管理局"),
    "construction": ("construction", "福建省住房和城乡建设厅"),
    "gas": ("gas", "南安市城市管理局"),
    "health": ("medical", "南安市卫生健康局"),
    "commerce": ("fire_check", "南安市消防救援大队"),
}
DUTIES = (
    ("principal", "总经理", "建立健全并落实全员安全生产责任制;组织隐患排查,督促消除事故隐患"),
    ("safety_staff_full_time", "专职安全员", "每日巡查现场,登记隐患并跟踪整改"),
    ("team_leader", "班组长", "组织班前一分钟安全提示,检查岗位防护"),
)
RISKS = (
    ("桥式起重机吊运", "起重伤害", "限位器、超载限制器"),
    ("配电室", "触电、火灾", "漏电保护、温度监测"),
    ("砂轮机打磨", "机械伤害", "防护罩、挡板"),
    ("原料仓库", "火灾", "烟感报警、喷淋"),
    ("燃气使用点", "爆炸、火灾", "可燃气体报警联动切断"),
)


async def add(tx: Session, shelf: Shelf[Any], unit: int, on: date, **fields: Any) -> Any:
    """Let the office enter something of the nth unit."""
    by = CLERK if shelf is LICENCES else manager(unit)
    return await unit_records.add_record(
        tx,
        shelf,
        {"unit_id": unit_id(unit), **fields},
        sight=everything(),
        by=by,
        at=moment(on, 8, 30),
    )


async def equip(tx: Session, *, units: int, on: date) -> None:
    """Give every unit its posts, and to some of each sort what their trade needs."""
    for unit in range(units):
        began = date(2024, 1 + unit % 12, 1)
        for place, (role, title, duties) in enumerate(DUTIES[: (1, 0, 3, 2)[unit % 4]]):
            holder = f"负责人演示{unit}" if place == 0 else f"职工演示{unit}{place}"
            await add(
                tx,
                POSTS,
                unit,
                on,
                role=role,
                title=title,
                holder=holder,
                duties=duties,
                since=began,
            )
        await _licence(tx, unit, on)
        if kind_of(unit).high_risk and unit % 3:
            await add(
                tx,
                INSURANCES,
                unit,
                on,
                insurer="演示财产保险公司",
                policy=f"AZX-演示-{unit:04d}",
                valid_from=on - timedelta(days=200 + unit % 100),
                valid_to=on + timedelta(days=165 - unit % 100),
                amount=Decimal("3000000.00"),
            )
        if unit % 6 == 0:
            await _partner(tx, unit, on)
    while await unit_records.lapse_licences(tx, at=moment(on, 7)):
        pass


async def _licence(tx: Session, unit: int, on: date) -> None:
    if (sort := LICENCES_OF.get(kind_of(unit).sector)) is None:
        return
    kind, issuer = sort
    left = 400 - (unit * 37) % 420  # a few are over
    await add(
        tx,
        LICENCES,
        unit,
        on,
        kind=kind,
        number=f"演示证字{unit:04d}号",
        issuer=issuer,
        valid_from=on + timedelta(days=left - 1095),
        valid_to=on + timedelta(days=left),
    )


async def _partner(tx: Session, unit: int, on: date) -> None:
    agreed = None if unit % 4 == 0 else on - timedelta(days=90)
    partner = await add(
        tx,
        PARTNERS,
        unit,
        on,
        kind="tenant" if unit % 12 else "contractor",
        name=f"演示承租承包{unit:03d}号",
        scope="二号厂房加工" if unit % 12 else "设备检修与吊装",
        began_on=on - timedelta(days=100),
        agreement_on=agreed,
    )
    if agreed:
        await unit_records.check_partner(
            tx,
            partner_id=partner.id,
            checked_on=on - timedelta(days=unit % 40),
            note="统一协调、管理,已检查现场用电与动火(演示)",
            sight=everything(),
            by=manager(unit),
            at=moment(on, 9),
            expected=1,
        )


async def check_themselves(tx: Session, *, units: int, on: date) -> None:
    """Let most units have checked themselves for the last quarters; some are late, some owe still."""
    for days in (100, 0):
        await self_checks.open_self_checks(tx, at=moment(on - timedelta(days=days), 1))
    templates = {one.id: await checks.items_of(tx, one.id) for one in await _published(tx)}
    owed = [duty async for duty in SELF_CHECKS.every(tx, {}, on=on, sight=everything())]
    number = {unit_id(unit): unit for unit in range(units)}
    for place, duty in enumerate(sorted(owed, key=lambda duty: (duty.due_on, duty.unit_id))):
        if place % 7 in {1, 3, 5} or (duty.due_on > on and place % 3):
            continue
        day = min(duty.due_on - timedelta(days=place % 20), on)
        await _answer(tx, duty, number[duty.unit_id], templates, day, failed=place % 29 == 5)
    while await self_checks.mark_self_checks_overdue(tx, at=moment(on, 6)):
        pass


async def _published(tx: Session) -> list[Checklist]:
    wanted = {"status": Edition.PUBLISHED}
    every = CHECKLISTS.every(tx, wanted, on=date.max, sight=everything())
    return [checklist async for checklist in every]


async def _answer(
    tx: Session,
    duty: SelfCheck,
    unit: int,
    templates: dict[UUID, list[ChecklistItem]],
    day: date,
    *,
    failed: bool,
) -> None:
    checklist = await self_checks.proposed_checklist(tx, duty)
    if checklist is None:
        return
    await self_checks.answer_self_check(
        tx,
        self_check_id=duty.id,
        checklist_id=checklist.id,
        led_by=f"负责人演示{unit}" if unit % 9 else "安全员(虚构)",
        seen=[
            self_checks.Seen(
                item_id=item.id,
                passed=not (failed and item.position == 1 + unit % 5),
                note="现场已记录(演示)" if failed else None,
            )
            for item in templates[checklist.id]
        ],
        sight=everything(),
        by=manager(unit),
        at=moment(day, 10),
        expected=duty.version,
    )


async def grade_risks(tx: Session, *, units: int, on: date) -> None:
    """Give two of three units their risk points; a few are red, and some are late to be checked."""
    for unit in range(units):
        if unit % 3 == 2:
            continue
        graded_on = on - timedelta(days=20 + (unit * 13) % 300)
        for place in range(1 + unit % 2):
            await _risk(tx, unit, place, graded_on, on)


async def _risk(tx: Session, unit: int, place: int, graded_on: date, on: date) -> None:
    name, consequences, technical = RISKS[(unit + place) % len(RISKS)]
    lec = {
        "l": ("3", "1", "6", "0.5")[unit % 4],
        "e": ("6", "3")[place],
        "c": ("7", "15", "40")[unit % 3],
    }
    red = unit % 17 == 0 and place == 0
    point = await risks.add_risk_point(
        tx,
        unit_id=unit_id(unit),
        fields={
            "name": name,
            "place": ("一号车间", "仓库")[place],
            "consequences": consequences,
            "control_level": ControlLevel.UNIT if red else ControlLevel.WORKSHOP,
            "responsible": f"负责人演示{unit}",
            "engineering": "设置隔离护栏(演示)",
            "technical": technical,
            "people": "持证操作、专人监护(演示)",
            "management": "操作规程上墙、班前提示(演示)",
        },
        judgement=risks.Judgement(
            method=Method.DIRECT if red else Method.LEC,
            factors={} if red else {key: Decimal(value) for key, value in lec.items()},
            direct_reasons=(DirectReason.TEN_PEOPLE,) if red else (),
        ),
        sight=everything(),
        by=manager(unit),
        at=moment(graded_on, 14),
    )
    if unit % 5:
        await _check_risk(tx, point, unit, graded_on, on)


async def _check_risk(tx: Session, point: RiskPoint, unit: int, graded_on: date, on: date) -> None:
    day = max(graded_on, on - timedelta(days=unit % 28))
    await risks.check_risk_point(
        tx,
        risk_point_id=point.id,
        checked_on=day,
        passed=True,
        note="管控措施有效(演示)",
        sight=everything(),
        by=manager(unit),
        at=moment(day, 15),
        expected=point.version,
    )
