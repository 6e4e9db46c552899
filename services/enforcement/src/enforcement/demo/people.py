"""Fictional officers, and who acts in the demonstration."""

from datetime import date, datetime, time, timedelta

from chassis.clock import SHANGHAI
from chassis.db import Session
from chassis.identity import Principal
from contracts.demo import demo_id

from enforcement.domain.body import Officer
from enforcement.store import body as bodies
from enforcement.use_cases import body as use_cases

BUREAU = "emergency_bureau"

# The gateway's demonstration accounts, by their number there.
ENFORCER = Principal(demo_id("account", 7), "郑执礼(虚构)")
ENFORCER_2 = Principal(demo_id("account", 8), "吴秉公(虚构)")
LEGAL = Principal(demo_id("account", 9), "周明法(虚构)")
CLERK = Principal(demo_id("account", 1), "陈安宁(虚构)")
OFFICER = Principal(demo_id("account", 2), "林守正(虚构)")
ADMIN = Principal(demo_id("account", 19), "罗系统(虚构)")
HEAD = Principal(demo_id("account", 23), "梁定案(虚构)")

# name, body, account, days until the certificate runs out
OFFICERS = (
    ("郑执礼", BUREAU, ENFORCER, 900),
    ("吴秉公", BUREAU, ENFORCER_2, 700),
    ("江砺行", BUREAU, None, 500),
    ("卢慎独", BUREAU, None, 1200),
    ("丁知止", BUREAU, None, 20),
    ("范已退", BUREAU, None, -40),
    ("焦防火", "fire_rescue_brigade", None, 800),
    ("汤救援", "fire_rescue_brigade", None, 800),
    ("石监理", "housing_bureau", None, 650),
    ("温燃管", "housing_bureau", None, 650),
    ("贺特检", "market_bureau", None, 400),
    ("秦计量", "market_bureau", None, 400),
)
# Matters whose power to punish the office checked against its list; the others stay to confirm.
CONFIRMED = ("industry_trade", "hazardous_chemicals", "fire", "gas")


def at(day: date, hour: int = 10) -> datetime:
    """An hour of a day in Shanghai."""
    return datetime.combine(day, time(hour), SHANGHAI)


async def register_people(tx: Session, *, on: date) -> None:
    """Register the officers and confirm the powers the cases rest on."""
    began = on - timedelta(days=1000)
    for number, (name, body, account, days) in enumerate(OFFICERS):
        officer = Officer(
            id=demo_id("officer", number),
            name=f"{name}「演示」",
            body=body,
            account_id=account.id if account else None,
            certificate_number=f"演示-{number + 1:04d}",
            valid_from=began,
            valid_to=on + timedelta(days=days),
        )
        await use_cases.register_officer(tx, officer=officer, by=ADMIN, at=at(began))
    for matter in CONFIRMED:
        for entry in await bodies.entries(tx, matter=matter):
            if entry.id is not None:
                await use_cases.confirm_competence(
                    tx, entry_id=entry.id, why="演示：已对照权责清单", by=ADMIN, at=at(began)
                )
