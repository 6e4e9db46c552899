"""Fictional cases in every state, each walked there by the real use cases, day by day."""

import random
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from chassis.db import Session
from contracts.demo import demo_id

from enforcement.demo.clues import arrive
from enforcement.demo.people import BUREAU
from enforcement.demo.walk import Walk
from enforcement.domain.penalty import Penalty, Stage, Target


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """How far a case goes, how long after its last step today is, and its particulars."""

    until: str
    rest: int
    article: str = "102"
    amount: int = 30000
    principal: int = 0
    overdue_stage: bool = False
    extras: frozenset[str] = field(default_factory=frozenset)


CASES = (
    Plan(until="filed", rest=1),
    Plan(until="filed", rest=12, article="99", amount=20000),
    Plan(until="investigating", rest=5),
    Plan(until="investigating", rest=95, article="101", amount=50000),
    Plan(until="investigating", rest=20, article="97", amount=40000),
    Plan(until="reviewed", rest=2),
    Plan(until="reviewed", rest=6, article="98", amount=150000),
    Plan(until="informed", rest=1),
    Plan(until="informed", rest=3, article="103(2)", amount=30000),
    Plan(until="hearing", rest=2, article="98", amount=300000),
    Plan(until="hearing", rest=8, article="101", amount=100000, extras=frozenset({"held"})),
    Plan(until="decided", rest=2),
    Plan(until="decided", rest=16, article="99", amount=45000),
    Plan(until="served", rest=5, article="105", amount=25000),
    Plan(until="served", rest=40, amount=50000),
    Plan(until="performing", rest=4, amount=50000, extras=frozenset({"instalments"})),
    Plan(until="performing", rest=50, amount=20000, extras=frozenset({"suspended"})),
    Plan(until="performing", rest=10, article="99", amount=80000, overdue_stage=True),
    Plan(until="closed", rest=30),
    Plan(until="closed", rest=150, article="97", amount=60000),
    Plan(until="closed", rest=420, amount=45000, principal=25000),
    Plan(until="closed", rest=600, article="104", amount=20000),
    Plan(until="not_punished", rest=300, amount=5000),
    Plan(until="transferred", rest=110),
    Plan(until="withdrawn", rest=240),
)

# Days from one step to the next.
STEPS = {
    "filed": 3,
    "investigating": 2,
    "reviewed": 14,
    "informed": 3,
    "hearing": 4,
    "decided": 12,
    "served": 3,
    "performing": 8,
    "closed": 6,
    "not_punished": 5,
    "transferred": 6,
    "withdrawn": 9,
}
HEARING = 22  # from the request to the day after the report


def began_on(plan: Plan, *, on: date) -> date:
    """The day its clue arrived."""
    detour = HEARING if "held" in plan.extras else 0
    steps = sum(STEPS[step] for step in way_to(plan.until))
    return on - timedelta(days=plan.rest + steps + detour)


async def run_case(
    tx: Session, number: int, plan: Plan, *, hazard: int, on: date, chance: random.Random
) -> None:
    """Let a clue arrive and carry its case as far as planned."""
    day = began_on(plan, on=on)
    clue = await arrive(tx, id=demo_id("clue", number), hazard=hazard, body=BUREAU, on=day)
    walk = Walk(tx, number=number, clue=clue, day=day, penalties=_penalties(plan), chance=chance)
    for step in way_to(plan.until):
        walk.day += timedelta(days=STEPS[step])
        await walk.take(step, plan.extras)


def way_to(until: str) -> list[str]:
    """The steps that lead to a state."""
    straight = [
        "filed", "investigating", "reviewed", "informed", "decided", "served", "performing",
        "closed",
    ]  # fmt: skip
    match until:
        case "hearing":
            return [*straight[:4], "hearing"]
        case "not_punished":
            return [*straight[:3], "not_punished"]
        case "transferred" | "withdrawn":
            return [*straight[:2], until]
        case _:
            return straight[: straight.index(until) + 1]


def _penalties(plan: Plan) -> list[Penalty]:
    stage = Stage.OVERDUE if plan.overdue_stage else Stage.FIRST
    order = "（南安）应急责改〔2026〕演示1号" if plan.overdue_stage else None
    found = [
        Penalty(
            article=plan.article,
            stage=stage,
            target=Target.UNIT,
            amount=Decimal(plan.amount),
            order_number=order,
        )
    ]
    if plan.principal:
        found.append(
            Penalty(
                article="94",
                stage=Stage.FIRST,
                target=Target.PRINCIPAL,
                amount=Decimal(plan.principal),
                person="演示负责人「演示」",
                act="principal",
            )
        )
    return found
