"""The demonstration's grades, models, self-assessments, expenses, admissions, consultations, norms."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from chassis.db import Session
from chassis.sight import everything
from contracts.demo import VILLAGES

from hazard_registry.demo.cast import CLERK, LIUCHENG, head, manager, moment, unit_id
from hazard_registry.demo.kinds import kind_of
from hazard_registry.domain.checklist import ChecklistLevel
from hazard_registry.domain.source_control import Outcome
from hazard_registry.domain.unit import Sector
from hazard_registry.store import norms as norm_store
from hazard_registry.store.source_control import ADMISSION_RULES, CONSULTATIONS
from hazard_registry.store.standing import DEMONSTRATIONS
from hazard_registry.use_cases import checklists, norms, source_control, standing
from hazard_registry.use_cases.unit_records import add_record

MET = {
    "management": ["organisation", "safety_staff", "responsibility_system", "rules", "training"],
    "site": ["sort", "set_in_order", "shine", "standardise", "sustain"],
    "post": ["five_think", "five_dont", "pre_shift_minute", "operating_card"],
}
SECTORS = {
    "chemicals": "hazardous_goods",
    "construction": "construction_building",
    "industry": "machinery",
}


async def stand(tx: Session, *, units: int, on: date, photo: UUID) -> None:
    """A few units are graded, a benchmark and some posts recognised; most judge themselves."""
    for unit in range(units):
        if unit % 4 == 0:
            await _assess(tx, unit, on)
        if unit % 24 == 2:
            await _grade(tx, unit, photo)
        if unit % 10 == 3:
            await _expense(tx, unit, on)
    await _models(tx, photo)
    await _source(tx, on)
    await _norms(tx, on)


async def _assess(tx: Session, unit: int, on: date) -> None:
    weak = unit % 12 == 0
    met = {**MET, "site": MET["site"][:3]} if weak else MET
    await standing.assess_unit(
        tx,
        unit_id=unit_id(unit),
        met=met,
        note="现场“六有”尚缺标识(演示)" if weak else "三项达标(演示)",
        sight=everything(),
        by=manager(unit),
        at=moment(on - timedelta(days=15 + unit)),
    )


async def _grade(tx: Session, unit: int, photo: UUID) -> None:
    granted = date(2024, 6, 3) + timedelta(days=unit)
    await standing.add_standardisation(
        tx,
        fields={
            "unit_id": unit_id(unit),
            "grade": "ungraded" if unit % 48 else "three",
            "certificate": f"演示达标〔2024〕{unit:03d}号",
            "issuer": "南安市应急管理局",
            "granted_on": granted,
            "evidence": [photo],
        },
        sight=everything(),
        by=CLERK,
        at=moment(granted),
    )


async def _expense(tx: Session, unit: int, on: date) -> None:
    sector = SECTORS.get(kind_of(unit).sector, "none")
    accrued = Decimal(90_000 if unit % 3 else 400_000)
    await standing.add_expense(
        tx,
        fields={
            "unit_id": unit_id(unit),
            "year": on.year - 1,
            "sector": sector,
            "base": Decimal(6_000_000 + 100_000 * unit),
            "accrued": accrued,
            "used": accrued * 3 / 4,
        },
        sight=everything(),
        by=manager(unit),
        at=moment(on - timedelta(days=20)),
    )


async def _models(tx: Session, photo: UUID) -> None:
    day = date(2025, 5, 12)
    models: list[tuple[str, str, str, UUID | None]] = [("township", "柳城街道", LIUCHENG, None)]
    models += [("benchmark_unit", "演示标杆企业", VILLAGES[0], unit_id(0))]
    models += [
        ("post", f"演示示范岗{number + 1:02d}", VILLAGES[number % 15], unit_id(number))
        for number in range(26)
    ]
    for kind, name, area, unit in models:
        fields = {"kind": kind, "name": name, "area": area, "unit_id": unit, "evidence": [photo]}
        recognised = {"recognised_by": "南安市安委办(演示)", "recognised_on": day}
        await add_record(
            tx,
            DEMONSTRATIONS,
            fields | recognised,
            sight=everything(),
            by=CLERK,
            at=moment(day),
        )


async def _source(tx: Session, on: date) -> None:
    """A catalogue, decisions by it, and two plans: one concluded, one still talked over."""
    for industry, restriction in (("26", "banned"), ("303", "restricted")):
        rule: dict[str, Any] = {"industry": industry, "area": LIUCHENG, "restriction": restriction}
        rule |= {"source": "园区产业禁限目录(演示)", "conditions": "配套除尘与污水处理(演示)"}
        rule |= {"valid_from": date(2024, 5, 1)}
        await add_record(tx, ADMISSION_RULES, rule, sight=everything(), by=CLERK, at=moment(on))
    for number, (industry, outcome) in enumerate(
        (("C2614", "refused"), ("C3032", "conditional"), ("C1952", "admitted"))
    ):
        fields: dict[str, Any] = {
            "name": f"演示项目{number + 1}号",
            "area": VILLAGES[number],
            "industry": industry,
            "outcome": Outcome(outcome),
            "conditions": "安装除尘设施(演示)" if outcome == "conditional" else None,
            "reason": "对照禁限目录(演示)",
        }
        await source_control.decide_admission(
            tx, fields=fields, sight=everything(), by=CLERK, at=moment(on, 9, number)
        )
    for number, title in enumerate(("露江片区详细规划(演示)", "柳东工业片控规调整(演示)")):
        await _consult(tx, title, VILLAGES[6 + number], on, concluded=number == 0)


async def _consult(tx: Session, title: str, area: str, on: date, *, concluded: bool) -> None:
    by = head("fire_station")
    fields = {
        "title": title,
        "planner": "自然资源所",
        "area": area,
        "received_on": on - timedelta(days=30),
        "spatial_planning": "已套合国土空间总体规划(演示)",
        "disaster_survey": "已比对自然灾害风险普查成果(演示)",
    }
    thing = await add_record(
        tx, CONSULTATIONS, fields, sight=everything(), by=CLERK, at=moment(on, 9)
    )
    await source_control.hear_body(
        tx,
        consultation_id=thing.id,
        department="fire_station",
        opinion="预留消防车通道和消防水源(演示)",
        sight=everything(),
        by=by,
        at=moment(on, 10),
        expected=1,
    )
    if concluded:
        await source_control.conclude_consultation(
            tx,
            consultation_id=thing.id,
            outcome=Outcome.CONDITIONAL,
            opinion="原则同意(演示)",
            conditions="消防车通道净宽不小于4米(演示)",
            risks="片区毗邻加油站(演示)",
            sight=everything(),
            by=CLERK,
            at=moment(on, 11),
            expected=2,
        )


async def _norms(tx: Session, on: date) -> None:
    """Two norms in use, one of them evaluated and under revision; a checklist of the trade."""
    for kind, title in (
        ("operating_guide", "石材企业标准化运行提升指南(演示)"),
        ("grid_guide", "网格员入户检查导则(演示)"),
    ):
        fields = {"edition": "2.0", "kind": kind, "sector": None, "title": title}
        norm = await norms.write_norm(tx, fields=fields, by=CLERK, at=moment(on, 8))
        await norms.publish_norm(tx, norm_id=norm.id, by=CLERK, at=moment(on, 8), expected=1)
    said = {"score": 82, "effect": "可操作(演示)", "problems": "缺粉尘内容", "advice": "补充"}
    await norms.evaluate_norm(tx, norm_id=norm.id, fields=said, by=CLERK, at=moment(on, 9))
    [evaluation] = await norm_store.evaluations_of(tx, norm.series)
    await norms.revise_norm(
        tx,
        norm_id=norm.id,
        edition="2.1",
        document=None,
        answers=(evaluation["id"],),
        by=CLERK,
        at=moment(on, 10),
        expected=2,
    )


async def publish_checklists(tx: Session, *, on: date) -> None:
    """Templates of two trades, made of the criteria that are in force."""
    for title, sector, industry in (
        ("工贸企业自查清单(演示)", "industry", "工贸-管理"),
        ("燃气用户自查清单(演示)", "gas", "燃气"),
    ):
        draft = await checklists.generate_checklist(
            tx,
            title=title,
            level=ChecklistLevel.UNIT,
            sector=Sector(sector),
            industry=industry,
            by=CLERK,
            at=moment(on, 7),
        )
        await checklists.publish_checklist(
            tx, checklist_id=draft.id, by=CLERK, at=moment(on, 7), expected=1
        )
