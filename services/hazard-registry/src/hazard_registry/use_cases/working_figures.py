"""Indicators of campaigns (row 5), projects and inventories (30), and investment (S2)."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from urllib.parse import urlencode

from chassis.db import Session
from chassis.sight import Sight
from law.indicators import Indicator, at_least, at_most, percent
from law.rules import Rule, basis, in_force

from hazard_registry.domain.campaign import CampaignStatus
from hazard_registry.domain.inventory import InventoryKind
from hazard_registry.store import works
from hazard_registry.store.works import CAMPAIGNS, INVENTORY, PROJECTS

SAFETY_COST = "project.safety_cost"
_COVERED: Mapping[InventoryKind, tuple[str, str]] = {
    InventoryKind.SELF_BUILT_HOUSE: ("危险自建房整治率", "Hazardous self-built houses treated"),
    InventoryKind.FIRE_WATER: ("建成区消防供水覆盖率", "Built-up areas with fire water"),
}


def rates_of(rule: Rule) -> dict[str, Decimal]:
    """The least safety cost by kind of works, in per cent of the cost."""
    return {name: rule.number("percent", name) for name in rule.value["percent"]}


async def of_campaigns(
    tx: Session, *, sight: Sight, as_of: date, area: str | None
) -> Sequence[Indicator]:
    """Row 5: campaigns whose time is over and of which nobody said what came."""
    rule = await in_force(tx, "indicator.5", on=as_of)
    late = [works.stands(CampaignStatus.OVERDUE, as_of), *CAMPAIGNS.under(area)]
    many = await CAMPAIGNS.count(tx, late, sight=sight)
    return [_count("5.campaigns_without_result",
                   ("专项整治逾期未报成效数", "Campaigns over without a result"), many=many, rule=rule,
                   url=_url("campaigns", status="overdue", as_of=as_of, area=area))]  # fmt: skip


async def of_projects(
    tx: Session, *, sight: Sight, as_of: date, area: str | None
) -> Sequence[Indicator]:
    """Row 30: the two coverages, and projects that are late."""
    rule = await in_force(tx, "indicator.30", on=as_of)
    late = [works.delayed(as_of), *PROJECTS.under(area)]
    many = await PROJECTS.count(tx, late, sight=sight)
    return [
        *[await _coverage(tx, kind, rule=rule, sight=sight, as_of=as_of, area=area) for kind in InventoryKind],
        _count("30.projects_delayed", ("滞后工程项目数", "Projects behind"), many=many, rule=rule,
               url=_url("projects", delayed="true", as_of=as_of, area=area)),
    ]  # fmt: skip


async def _coverage(
    tx: Session,
    kind: InventoryKind,
    *,
    rule: Rule,
    sight: Sight,
    as_of: date,
    area: str | None,
) -> Indicator:
    known = [
        *INVENTORY.same(kind=kind),
        works.known_by(as_of),
        *INVENTORY.under(area),
    ]
    whole = await INVENTORY.count(tx, known, sight=sight)
    part = await INVENTORY.count(tx, [*known, works.treated_by(as_of)], sight=sight)
    value = percent(part, whole)
    name, name_en = _COVERED[kind]
    return Indicator(
        code=f"30.{kind.value}",
        row="30",
        name=name,
        name_en=name_en,
        value=value,
        numerator=part,
        denominator=whole,
        unit="%",
        target=rule.number("rate", "target"),
        target_date=date.fromisoformat(rule.value["rate"]["target_on"]),
        light=at_least(
            value,
            green=rule.number("rate", "green_from"),
            yellow=rule.number("rate", "yellow_from"),
        ),
        basis=basis(rule, formula="100 × treated ÷ known"),
        list_url=_url("inventories", kind=kind.value, treated="true", as_of=as_of, area=area),
        missing=None if whole else "台账中尚无此类项目",
    )


async def of_investment(
    tx: Session, *, sight: Sight, as_of: date, area: str | None
) -> Sequence[Indicator]:
    """Row S2: what of the year's money was spent, and projects whose safety cost is too low."""
    rule = await in_force(tx, SAFETY_COST, on=as_of)
    money = await in_force(tx, "indicator.S2", on=as_of)
    short = [works.short_of_safety(rates_of(rule)), *PROJECTS.under(area)]
    many = await PROJECTS.count(tx, short, sight=sight)
    totals = await works.budget_totals(tx, sight=sight, area=area, year=as_of.year)
    planned = sum((row["planned"] for row in totals), Decimal(0))
    spent = sum((row["spent"] for row in totals), Decimal(0))
    # Money is counted in whole yuan here: an indicator's parts are whole numbers.
    share = percent(int(spent), int(planned))
    return [
        Indicator(
            code="S2.spent",
            row="S2",
            name="本年度治理资金执行率",
            name_en="Money of the year spent",
            value=share,
            numerator=int(spent),
            denominator=int(planned),
            unit="%",
            target=money.number("rate", "target"),
            light=at_least(
                share,
                green=money.number("rate", "green_from"),
                yellow=money.number("rate", "yellow_from"),
            ),
            basis=basis(money, formula="100 × spent ÷ planned, yuan"),
            list_url=_url("budgets", year=as_of.year, area=area),
            missing=None if planned else "本年度尚未登记预算",
        ),
        _count("S2.safety_cost_short",
               ("安全费用低于规定的工程项目数", "Projects with too low a safety cost"),
               many=many, rule=rule, url=_url("projects", safety_cost_short="true", as_of=as_of, area=area)),
    ]  # fmt: skip


def _count(code: str, names: tuple[str, str], *, many: int, rule: Rule, url: str) -> Indicator:
    name, name_en = names
    return Indicator(
        code=code,
        row=code.split(".", maxsplit=1)[0],
        name=name,
        name_en=name_en,
        value=Decimal(many),
        numerator=many,
        unit="项",
        target=Decimal(0),
        light=at_most(Decimal(many), green=Decimal(0), yellow=rule.number("yellow_to")),
        basis=basis(rule, formula="count"),
        list_url=url,
    )


def _url(what: str, **asked: object) -> str:
    return f"/v1/{what}?" + urlencode({k: v for k, v in asked.items() if v is not None})
