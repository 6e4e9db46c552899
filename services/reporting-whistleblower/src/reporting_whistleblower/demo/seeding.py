"""Make the demonstration: keys, rules, funds, then one report after another."""

from datetime import UTC, date, datetime, time
from decimal import Decimal
from random import Random
from typing import Final

from chassis.clock import SHANGHAI
from chassis.db import Session
from chassis.sight import everything
from contracts.demo import VILLAGES
from law.rules import AlreadyConfirmed, NoSuchRule, confirm_rule

from reporting_whistleblower.demo import people
from reporting_whistleblower.demo.lives import LIVES, tell
from reporting_whistleblower.demo.schemes import open_schemes
from reporting_whistleblower.demo.told import Scene
from reporting_whistleblower.domain.fund import Source
from reporting_whistleblower.use_cases import callbacks, escrow, funds, posters, publication

CONFIRMED: Final = (
    "report.conclude",
    "report.feedback",
    "reward.claim",
    "reward.flat",
    "period.end",
)
# Anybody may look up these reports; one for each of the first lives.
CODES: Final = tuple(f"2026 0000 0000 {number:04d}" for number in range(1, 9))


async def seed(tx: Session, *, on: date, receipt_key: bytes) -> None:
    """Fill the store with about 60 reports, from the beginning of last year to the date."""
    first = date(on.year - 1, 1, 6)
    await people.enrol(tx, at=noon(first))
    await escrow.establish_escrow(tx, by=people.LEADER, at=noon(first))
    await _hang_posters(tx, at=noon(first))
    await _confirm_rules(tx, at=noon(first))
    await _allocate(tx, on=on)
    keys = await people.unlock(tx, at=noon(on))
    scene = Scene(
        tx=tx,
        random=Random(20260101),
        receipt_key=receipt_key,
        keys=keys,
        first=first,
        on=on,
        codes=list(CODES),
    )
    for life in LIVES:
        await tell(scene, life)
    await open_schemes(tx, on=on, receipt_key=receipt_key)
    await callbacks.open_callbacks(tx, at=noon(on))
    await publication.publish_figures(tx, at=noon(on))
    await people.lock(tx, at=noon(on))


async def _hang_posters(tx: Session, *, at: datetime) -> None:
    """One in each of the first three villages."""
    for area in VILLAGES[:3]:
        await posters.make_poster(
            tx, area=area, unit_id=None, sight=everything(), by=people.HANDLER, at=at
        )


async def _confirm_rules(tx: Session, *, at: datetime) -> None:
    """The administrator vouches for the rules that payments and lapses rest on."""
    for code in CONFIRMED:
        try:
            await confirm_rule(
                tx, code=code, version=1, by=people.SYSTEM, at=at, why="演示:已核对原文"
            )
        except (AlreadyConfirmed, NoSuchRule):
            continue


async def _allocate(tx: Session, *, on: date) -> None:
    for year, amount in ((on.year - 1, "200000.00"), (on.year, "150000.00")):
        day = min(date(year, 1, 8), on)
        await funds.allocate_fund(
            tx,
            year=year,
            source=Source.SUBDISTRICT,
            amount=Decimal(amount),
            document=f"(演示)南柳政〔{year}〕3号",
            by=people.LEADER,
            at=noon(day),
        )


def noon(day: date) -> datetime:
    return datetime.combine(day, time(12), SHANGHAI).astimezone(UTC)
