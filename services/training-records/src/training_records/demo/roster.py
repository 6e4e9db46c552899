"""Who works where in the demonstration: 400 people at 120 units. Nobody of them exists."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Final
from uuid import UUID

from contracts.demo import demo_id
from office.identifiers import identity_check_character

from training_records.domain.employment import Kind
from training_records.domain.regime import Need, Regime

UNITS: Final = 120
# The unit and the account of the gateway's demonstration worker.
WORKERS_UNIT: Final = 1
WORKER: Final = ("庄工友(演示)", demo_id("account", 17))
# No area has this code, so nobody bears such a number.
NOWHERE: Final = "999999"

_SURNAMES = "陈林黄张李王吴蔡洪苏郑许叶戴庄曾何梁傅潘"
_GIVEN = [
    "建国",
    "志强",
    "秀英",
    "丽华",
    "明辉",
    "文彬",
    "海燕",
    "国栋",
    "美珍",
    "金水",
    "阿福",
    "春梅",
    "清源",
    "德胜",
    "玉兰",
    "永安",
    "家豪",
    "婷婷",
    "荣华",
    "水生",
]

_SAFETY_MANAGER = Need(Regime.SAFETY_MANAGER, "金属冶炼")
_PRINCIPAL = Need(Regime.PRINCIPAL, "金属冶炼")
_TRADES: tuple[tuple[str, Need], ...] = (
    ("电工", Need(Regime.SPECIAL_OPERATION, "1.2")),
    ("焊工", Need(Regime.SPECIAL_OPERATION, "2.1")),
    ("高压电工", Need(Regime.SPECIAL_OPERATION, "1.1")),
    ("叉车司机", Need(Regime.SPECIAL_EQUIPMENT, "N1")),
    ("登高架设工", Need(Regime.SPECIAL_OPERATION, "3.1")),
    ("焊工", Need(Regime.SPECIAL_OPERATION, "2.1")),
    ("制冷设备操作工", Need(Regime.SPECIAL_OPERATION, "4.1")),
    ("消防控制室值班员", Need(Regime.FIRE_CONTROL, "消防设施操作员(中级)")),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Worker:
    """Somebody at a unit, and the certificate the post takes, if it takes one."""

    number: int
    name: str
    identity_number: str
    phone: str
    account_id: UUID | None
    unit: int
    kind: Kind
    post: str
    need: Need | None
    from_on: date


def roster(on: date) -> Iterator[Worker]:
    """The same people every time for the same day."""
    draw = Random(2024_04_29)
    number = 0
    for unit in range(UNITS):
        for slot in range(4 if unit % 3 == 0 else 3):
            yield _worker(draw, number, unit=unit, slot=slot, on=on)
            number += 1


def _worker(draw: Random, number: int, *, unit: int, slot: int, on: date) -> Worker:
    post, need = _post(number, unit, slot)
    is_the_worker = unit == WORKERS_UNIT and slot == 2
    name = f"{draw.choice(_SURNAMES)}{draw.choice(_GIVEN)}(演示)"
    born = on - timedelta(days=draw.randrange(20 * 365, 58 * 365))
    first = f"{NOWHERE}{born:%Y%m%d}{number:03d}"
    kinds = (
        (Kind.OWN,)
        if slot < 2
        else (Kind.OWN, Kind.OWN, Kind.DISPATCHED, Kind.CONTRACTED, Kind.FLEXIBLE)
    )
    return Worker(
        number=number,
        name=WORKER[0] if is_the_worker else name,
        identity_number=first + identity_check_character(first),
        phone=f"1380000{number:04d}",
        account_id=WORKER[1] if is_the_worker else None,
        unit=unit,
        kind=draw.choice(kinds),
        post=post,
        need=need,
        from_on=on - timedelta(days=draw.randrange(120, 2_000)),
    )


def _post(number: int, unit: int, slot: int) -> tuple[str, Need | None]:
    high_risk = unit % 5 == 0
    if slot == 0:
        return "主要负责人", _PRINCIPAL if high_risk else None
    if slot == 1 and high_risk:
        return "安全生产管理人员", _SAFETY_MANAGER
    return _TRADES[number % len(_TRADES)]
