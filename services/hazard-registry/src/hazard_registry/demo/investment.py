"""Fictional projects, inventories, campaigns and budgets: some on time, some late, one too cheap."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Final

from chassis.db import Session
from chassis.sight import everything
from contracts.demo import VILLAGES, demo_id

from hazard_registry.demo.cast import CLERK, moment
from hazard_registry.domain.budget import BudgetLine, Source
from hazard_registry.domain.campaign import Campaign
from hazard_registry.domain.inventory import InventoryItem, InventoryKind
from hazard_registry.domain.project import Milestone, Project, ProjectKind, Works
from hazard_registry.store.works import BUDGETS, CAMPAIGNS, INVENTORY, PROJECTS
from hazard_registry.use_cases import works

SIGHT: Final = everything()
KINDS: Final = (
    (ProjectKind.FIRE_WATER, Works.MUNICIPAL, "消防水源建设", "construction"),
    (ProjectKind.SELF_BUILT_HOUSE, Works.HOUSING, "危险自建房整治", "construction"),
    (ProjectKind.ROAD_PROTECTION, Works.ROAD, "临水临崖路段防护", "construction"),
    (ProjectKind.ESCAPE_ROUTE, Works.HOUSING, "老旧小区消防通道打通", "fire_station"),
    (ProjectKind.FIRE_FACILITIES, Works.INSTALLATION, "老旧场所消防设施改造", "fire_station"),
)
CAMPAIGNS_OF: Final = (
    ("有限空间作业专项整治(演示)", "industry", 200, 60, True),
    ("燃气安全百日行动(演示)", "gas", 120, 100, False),
    ("九小场所消防整治(演示)", "fire", 20, 60, False),
)


async def seed_investment(tx: Session, *, on: date, chance: Random) -> None:
    """Make them as they would have been entered over the last year."""
    for number, village in enumerate(VILLAGES):
        project = await _project(tx, number, village, on, chance)
        await _items(tx, number, project, on=on, chance=chance)
        await _budget(tx, number, project, on=on, chance=chance)
    for number, (name, sector, ago, days, ended) in enumerate(CAMPAIGNS_OF):
        begins = on - timedelta(days=ago)
        campaign = Campaign(
            id=demo_id("campaign", number), name=name, area="350583002", department="office",
            sector=sector, scope="街道辖区全部相关单位(演示)", begins_on=begins,
            ends_on=begins + timedelta(days=days),
        )  # fmt: skip
        at = moment(begins)
        await works.enter(tx, CAMPAIGNS, campaign, what="campaign", sight=SIGHT, by=CLERK, at=at)
        if ended:
            await works.change(
                tx, CAMPAIGNS, id=campaign.id, what="campaign", action="finish",
                how=lambda one: one.finish(result="检查覆盖率100%,隐患闭环(演示)", on=one.ends_on),
                sight=SIGHT, by=CLERK, at=moment(campaign.ends_on), expected=1,
            )  # fmt: skip


async def _project(tx: Session, number: int, village: str, on: date, chance: Random) -> Project:
    kind, works_, title, department = KINDS[number % len(KINDS)]
    begins = on - timedelta(days=180 + chance.randrange(150))
    due = begins + timedelta(days=220 + chance.randrange(200))
    cost = Decimal(chance.randrange(20, 300) * 10_000)
    safe = cost * Decimal("0.04") if number % 4 else cost * Decimal("0.01")
    project = Project(
        id=demo_id("project", number), number=f"演示-{number + 1:03d}", name=f"{title}{number + 1}(演示)",
        kind=kind, area=village, department=department, source="重点项目清单(演示)", works=works_,
        cost=cost, safety_cost=safe.quantize(Decimal("0.01")), starts_on=begins, due_on=due,
        milestones=(
            Milestone(name="开工", due_on=begins + timedelta(days=10), done_on=begins + timedelta(days=9)),
            Milestone(name="主体完成", due_on=due - timedelta(days=60)),
        ),
    )  # fmt: skip
    at = moment(begins)
    await works.enter(tx, PROJECTS, project, what="project", sight=SIGHT, by=CLERK, at=at)
    percent = 100 if due < on and number % 3 else chance.choice([30, 60, 80])

    def done(one: Project) -> Project:
        reached = one.reach(1, done_on=due - timedelta(days=61), on=on) if percent == 100 else one
        spent = (cost * percent / 100).quantize(Decimal("0.01"))
        return reached.progress(percent=percent, spent=spent, note=None, on=min(due, on))

    return await works.change(
        tx, PROJECTS, id=project.id, what="project", action="progress",
        how=lambda one: _one_on(done(one), one), sight=SIGHT, by=CLERK, at=moment(on, 9), expected=1,
    )  # fmt: skip


def _one_on(after: Project, before: Project) -> Project:
    """Two steps in one change count as one."""
    return replace(after, version=before.version + 1)


async def _items(tx: Session, number: int, project: Project, *, on: date, chance: Random) -> None:
    for nth, kind in enumerate(InventoryKind):
        known = on - timedelta(days=400)
        treated = known + timedelta(days=chance.randrange(60, 390)) if number % 8 else None
        item = InventoryItem(
            id=demo_id(f"inventory:{kind.value}", number), kind=kind, area=project.area,
            name=f"第{number + 1}处(演示)", known_on=known, treated_on=treated,
            project_id=project.id if nth == 0 else None, evidence="验收单(演示)" if treated else None,
        )  # fmt: skip
        at = moment(known)
        await works.enter(tx, INVENTORY, item, what="inventory", sight=SIGHT, by=CLERK, at=at)


async def _budget(tx: Session, number: int, project: Project, *, on: date, chance: Random) -> None:
    planned = Decimal(chance.randrange(5, 60) * 10_000)
    line = BudgetLine(
        id=demo_id("budget", number), year=on.year, source=list(Source)[number % 4], area=project.area,
        department="office", purpose="重大事故隐患治理(演示)", planned=planned,
        spent=(planned * chance.choice([40, 75, 95]) / 100).quantize(Decimal("0.01")),
        project_id=project.id,
    )  # fmt: skip
    at = moment(date(on.year, 1, 1))
    await works.enter(tx, BUDGETS, line, what="budget", sight=SIGHT, by=CLERK, at=at)
