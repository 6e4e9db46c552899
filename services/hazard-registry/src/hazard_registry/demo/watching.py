"""The demonstration's devices: who sends, what they read, what that raised, whom they cover."""

from datetime import date, timedelta
from decimal import Decimal

from chassis.db import Session
from chassis.sight import everything

from hazard_registry.demo.cast import CLERK, LIUCHENG, moment, unit_id
from hazard_registry.demo.kinds import kind_of
from hazard_registry.domain.signal import Sender
from hazard_registry.store import signals as store
from hazard_registry.store.signals import ALARM_RULES, DEVICES, WATCH_DUTIES
from hazard_registry.use_cases import senders, signals
from hazard_registry.use_cases.unit_records import add_record

# How a sector is watched: class of device, what it measures, the limit.
WATCHED = {
    "industry": ("electricity", "leakage_ma", "300"),
    "chemicals": ("oil_gas_storage", "vapour_lel", "25"),
    "construction": ("construction", "tilt_degrees", "3"),
    "gas": ("gas", "methane_lel", "20"),
    "civil_affairs": ("fire", "smoke_level", "60"),
    "health": ("fire", "smoke_level", "60"),
}
# The alarm of these is more than a minute old when the demonstration begins.
LOUD = (3, 8)


async def watch(tx: Session, *, units: int, on: date) -> None:
    """Two platforms send for three of four units that must be watched; two devices ring."""
    platforms = [
        await senders.add_sender(
            tx,
            name=name,
            area=LIUCHENG,
            key=None,
            sight=everything(),
            by=CLERK,
            at=moment(on - timedelta(days=90)),
        )
        for name in ("演示智慧用电平台", "演示燃气监测平台")
    ]
    await _rules(tx, on)
    for unit in range(units):
        if (kind := WATCHED.get(kind_of(unit).sector)) and unit % 2 == 0:
            await _watch_unit(tx, unit, kind, platforms[unit % 3 == 0], on)
    await _read(tx, platforms, on)


async def _rules(tx: Session, on: date) -> None:
    made = {}
    for kind, metric, limit in WATCHED.values():
        made[kind] = {
            "name": f"{metric} 超限",
            "kind": "threshold",
            "device_kind": kind,
            "metric": metric,
            "side": "above",
            "limit": Decimal(limit),
            "calm_seconds": 600,
            "source": "设备说明书(演示)",
        }
    silence = {"kind": "silence", "device_kind": "gas", "seconds": 259_200}
    made["silence"] = {"name": "燃气设备失联超过三天", "source": "街道约定(演示)", **silence}
    for fields in made.values():
        await add_record(tx, ALARM_RULES, fields, sight=everything(), by=CLERK, at=moment(on))


async def _watch_unit(
    tx: Session, unit: int, kind: tuple[str, str, str], sender: Sender, on: date
) -> None:
    since = date(2024, 5, 1)
    duty = {"unit_id": unit_id(unit), "kind": kind[0], "since": since}
    fields = duty | {"source": "街道监测预警建设任务清单(演示)"}
    await add_record(tx, WATCH_DUTIES, fields, sight=everything(), by=CLERK, at=moment(on, 8))
    if unit % 8 == 6:
        return
    device = {
        "sender_id": sender.id,
        "serial": f"DEMO-{unit:04d}",
        "name": "配电箱监测" if kind[0] == "electricity" else "现场监测",
        "kind": kind[0],
        "unit_id": unit_id(unit),
        "place": "配电房",
        "online_on": date(2024, 6 + unit % 6, 1),
    }
    device["area"] = await store.area_of_unit(tx, unit_id(unit))
    await add_record(tx, DEVICES, device, sight=everything(), by=CLERK, at=moment(on, 8))


async def _read(tx: Session, platforms: list[Sender], on: date) -> None:
    """An hour of readings from every device; some of them bad."""
    every = [device async for device in DEVICES.every(tx, {}, on=on, sight=everything())]
    metric_of = {kind: (metric, Decimal(limit)) for kind, metric, limit in WATCHED.values()}
    for place, platform in enumerate(platforms):
        own = [device for device in every if device.sender_id == platform.id]
        lines = [
            (
                device.serial,
                metric_of[device.kind][0],
                moment(on, 6, 10 * step),
                metric_of[device.kind][1] * (Decimal("1.2") if number in LOUD else Decimal("0.3")),
            )
            for number, device in enumerate(own)
            for step in range(6)
        ]
        serials, metrics, times, values = zip(*lines, strict=True)
        batch = store.Batch(serials=serials, metrics=metrics, times=times, values=values)
        await store.take(tx, platform, 1 + place, batch, at=moment(on, 7))
    while await signals.judge_readings(tx, at=moment(on, 7, 1)):
        pass
    await signals.hear_silence(tx, at=moment(on, 7, 2))
