"""What the figures of units, checks, risks, devices and eliminations count."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import Any, TypeAlias

from hazard_registry.store.checks import CHECKLISTS, SELF_CHECKS
from hazard_registry.store.eliminations import ELIMINATIONS
from hazard_registry.store.norms import NORMS
from hazard_registry.store.risk import RISK_POINTS
from hazard_registry.store.shelf import Shelf
from hazard_registry.store.signals import WATCH_DUTIES
from hazard_registry.store.source_control import ADMISSIONS, CONSULTATIONS
from hazard_registry.store.standing import (
    ASSESSMENTS,
    DEMONSTRATIONS,
    EXPENSES,
    STANDARDISATIONS,
)
from hazard_registry.store.unit_records import POSTS

PLAN_BEGAN = date(2024, 4, 29)
Filter: TypeAlias = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What a figure counts: a share of `whole`, or without one a number. `dated` lists take a day."""

    code: str
    name: str
    name_en: str
    shelf: Shelf[Any]
    path: str
    part: Filter
    whole: Filter | None = None
    dated: bool = True
    unit: str = "项"
    area: bool = True

    @property
    def row(self) -> str:
        return self.code.split(".")[0]


def questions(on: date) -> list[Question]:
    return [
        *_of_checks(on),
        *_of_templates(),
        *_of_risks(),
        *_of_units(),
        *_of_models(),
        *_of_grades(),
        *_of_expenses(on),
        *_of_watching(),
        *_of_source(on),
    ]


def _of_checks(on: date) -> list[Question]:
    ended = {"due_from": date(on.year, 1, 1), "due_to": on - timedelta(days=1)}
    checks = partial(Question, shelf=SELF_CHECKS, path="/v1/self-checks")
    return [
        checks(
            code="6.done_rate",
            name="企业自查完成率",
            name_en="Self-checks done of those whose period ended this year",
            part={**ended, "done": True},
            whole=ended,
        ),
        checks(
            code="6.overdue",
            name="企业自查逾期数",
            name_en="Self-checks past due",
            part={"overdue": True},
        ),
        checks(
            code="6.principal_rate",
            name="主要负责人带队率",
            name_en="Done self-checks that the principal led",
            part={**ended, "done": True, "principal_led": True},
            whole={**ended, "done": True},
        ),
    ]


def _of_templates() -> list[Question]:
    return [
        Question(
            code="9.checklists",
            name="已发布检查清单数",
            name_en="Checklists in use",
            shelf=CHECKLISTS,
            path="/v1/checklists",
            part={"status": "published"},
            dated=False,
            area=False,
            unit="份",
        ),
        Question(
            code="9.norms",
            name="已发布四项规范数",
            name_en="Norms in use",
            shelf=NORMS,
            path="/v1/norms",
            part={"status": "published"},
            dated=False,
            area=False,
            unit="份",
        ),
    ]


def _of_risks() -> list[Question]:
    points = partial(Question, shelf=RISK_POINTS, path="/v1/risk-points")
    return [
        points(
            code="10.red",
            name="红色风险点数",
            name_en="Red risk points",
            part={"there": True, "colour": "red"},
            unit="个",
        ),
        points(
            code="10.checked_rate",
            name="风险点按期检查率",
            name_en="Risk points whose check is not past due",
            part={"there": True, "check_overdue": False},
            whole={"there": True},
        ),
    ]


def _of_units() -> list[Question]:
    return [
        Question(
            code="11.standard_rate",
            name="三项达标自评合格率",
            name_en="Assessed units up to standard in all three dimensions",
            shelf=ASSESSMENTS,
            path="/v1/assessments",
            part={"newest": True, "up_to_standard": True},
            whole={"newest": True},
        ),
        Question(
            code="19.principals",
            name="在任主要负责人岗位数",
            name_en="Posts of principals that are held",
            shelf=POSTS,
            path="/v1/posts",
            part={"held": True, "role": "principal"},
            unit="个",
        ),
    ]


def _of_models() -> list[Question]:
    models = partial(Question, shelf=DEMONSTRATIONS, path="/v1/demonstrations", unit="个")
    new = {"there": True, "recognised_from": PLAN_BEGAN}
    return [
        models(
            code="12.township",
            name="示范乡镇(街道)",
            name_en="Model township",
            part={"there": True, "kind": "township"},
        ),
        models(
            code="12.benchmark",
            name="新增标杆企业数",
            name_en="New benchmark units",
            part={**new, "kind": "benchmark_unit"},
        ),
        models(
            code="12.posts",
            name="岗位标准化示范岗数",
            name_en="Demonstration posts",
            part={**new, "kind": "post"},
        ),
    ]


def _of_grades() -> list[Question]:
    grades = partial(Question, shelf=STANDARDISATIONS, path="/v1/standardisations", unit="家")
    return [
        grades(
            code="12.graded",
            name="新增定级(含不定级达标)企业数",
            name_en="Units newly graded or up to standard without a grade",
            part={"in_force": True, "granted_from": PLAN_BEGAN},
        ),
        grades(
            code="12.small_rate",
            name="达标企业中的中小微占比",
            name_en="Medium, small and micro units among those up to standard",
            part={"in_force": True, "of_small": True},
            whole={"in_force": True},
        ),
    ]


def _of_expenses(on: date) -> list[Question]:
    expenses = partial(Question, shelf=EXPENSES, path="/v1/safety-expenses", dated=False, unit="家")
    lawful = {"year": on.year - 1, "lawful": True}
    return [
        expenses(
            code="S2.accrual_rate",
            name="安全生产费用足额提取率",
            name_en="Units that set aside what the law asks",
            part={**lawful, "short": False},
            whole=lawful,
        ),
        expenses(
            code="S2.short",
            name="安全生产费用未足额提取企业数",
            name_en="Units that set aside less than the law asks",
            part={**lawful, "short": True},
        ),
    ]


def _of_watching() -> list[Question]:
    duties = partial(Question, shelf=WATCH_DUTIES, path="/v1/signals/duties")
    things = partial(Question, shelf=ELIMINATIONS, path="/v1/eliminations")
    return [
        duties(
            code="24.coverage",
            name="监测覆盖率",
            name_en="Units watched of those that must be",
            part={"there": True, "covered": True},
            whole={"there": True},
        ),
        duties(
            code="24.electricity",
            name="高危用电监测覆盖率",
            name_en="Coverage of high-risk electricity",
            part={"there": True, "kind": "electricity", "covered": True},
            whole={"there": True, "kind": "electricity"},
        ),
        things(
            code="26.tractors",
            name="未退出的变型拖拉机数",
            name_en="Modified tractors that are not gone",
            part={"code": "modified_tractor", "done": False},
            unit="辆",
        ),
        things(
            code="26.overdue",
            name="淘汰更新逾期数",
            name_en="Eliminations past due",
            part={"overdue": True},
        ),
        things(
            code="26.done_rate",
            name="淘汰更新完成率",
            name_en="Eliminations done",
            part={"done": True},
            whole={},
        ),
    ]


def _of_source(on: date) -> list[Question]:
    return [
        Question(
            code="29.concluded_rate",
            name="规划安全风险会商办结率",
            name_en="Consultations on plans that are concluded",
            shelf=CONSULTATIONS,
            path="/v1/planning-consultations",
            part={"received": True, "concluded": True},
            whole={"received": True},
        ),
        Question(
            code="29.admissions",
            name="项目准入决定数",
            name_en="Decisions on admission",
            shelf=ADMISSIONS,
            path="/v1/admissions",
            part={"decided_from": PLAN_BEGAN, "decided_to": on},
            dated=False,
        ),
    ]
