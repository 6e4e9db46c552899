"""Take signed readings in, judge them by rules, and raise one suspected hazard an episode."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from chassis.db import Session
from chassis.ids import new_id
from law.rules import in_force

from hazard_registry.domain.life import Origin
from hazard_registry.domain.signal import (
    AlarmRule,
    Device,
    Episode,
    RuleKind,
    Sender,
    Watch,
    signed_text,
)
from hazard_registry.domain.site_refusals import ReadingAhead, ReadingTooOld, SignatureWrong
from hazard_registry.store import signals as store
from hazard_registry.store import units
from hazard_registry.store.signal_keys import SignalKeys
from hazard_registry.store.signals import DEVICES, EPISODES, Batch, Taken
from hazard_registry.tables import devices, episodes
from hazard_registry.use_cases.keeping import enter, move
from hazard_registry.use_cases.reporting import suspect
from hazard_registry.use_cases.telling import today

# Batches are remembered as long as their readings are taken: a repeat is known or too old.
TAKEN_FOR, AHEAD = timedelta(days=3), timedelta(minutes=5)
AT_ONCE, FORGET_AT_ONCE = 2_000, 20_000
KEEP = "monitoring.keep"
BY = "monitoring"


async def receive_signals(
    tx: Session,
    keys: SignalKeys,
    *,
    sender_id: UUID,
    number: int,
    signature: str,
    body: bytes,
    batch: Batch,
    at: datetime,
) -> Taken:
    """Take a batch in, once. Raise `SignatureWrong` unless its sender signed it."""
    _check_times(batch, at)
    text = signed_text(sender_id, number, body)
    sender = await _signer(tx, keys, sender_id, signature, text)
    taken = await store.take(tx, sender, number, batch, at=at)
    if not taken.repeated or await store.sender(tx, sender_id) == sender:
        return taken
    # Nothing was taken because the key that we remembered is no longer in force.
    keys.known.pop(sender_id, None)
    sender = await _signer(tx, keys, sender_id, signature, text)
    return await store.take(tx, sender, number, batch, at=at)


async def _signer(
    tx: Session, keys: SignalKeys, sender_id: UUID, signature: str, text: bytes
) -> Sender:
    """Find who signed this, by the key that is in force."""
    known = keys.known.get(sender_id)
    if known is not None and keys.holds(known, signature, text):
        return known
    newest = await store.sender(tx, sender_id)
    if newest is None or newest.ended_on or not keys.holds(newest, signature, text):
        raise SignatureWrong()
    keys.remember(newest)
    return newest


def _check_times(batch: Batch, at: datetime) -> None:
    for place, time in enumerate(batch.times):
        if time < at - TAKEN_FOR:
            earliest = (at - TAKEN_FOR).isoformat(timespec="minutes")
            raise ReadingTooOld(field=f"/readings/{place}/at", earliest=earliest)
        if time > at + AHEAD:
            raise ReadingAhead(field=f"/readings/{place}/at")


async def judge_readings(tx: Session, *, at: datetime) -> int:
    """Let the rules look at what came in; say how many readings that was."""
    rows = await store.unjudged(tx, limit=AT_ONCE)
    if not rows:
        return 0
    rules = await store.active_rules(tx)
    named = await _devices(tx, {row.device_id for row in rows})
    watches = await store.watches(tx, list(named))
    for row in rows:
        for rule in rules:
            if rule.device_kind is row.kind and rule.metric == row.metric:
                key = (row.device_id, rule.id)
                before = watches.get(key) or Watch(device_id=row.device_id, rule_id=rule.id)
                after = before.read(rule, row.value, row.at)
                watches[key] = await _judge(tx, named[row.device_id], rule, after, row, at=at)
    await store.keep_watches(tx, list(watches.values()))
    await store.mark_judged(tx, rows)
    return len(rows)


async def _devices(tx: Session, wanted: set[UUID]) -> Mapping[UUID, Device]:
    found = await DEVICES.which(tx, devices.c.id.in_(wanted), limit=len(wanted))
    return {device.id: device for device in found}


async def _judge(
    tx: Session, device: Device, rule: AlarmRule, watch: Watch, row: Any, *, at: datetime
) -> Watch:
    """Begin an episode, or end the one that is open, as the watch says."""
    if watch.episode_id is None:
        if not watch.alarms(rule):
            return watch
        began = watch.beyond_since or row.at
        episode = await _begin(tx, device, rule, began=began, peak=row.value, at=at)
        return replace(watch, episode_id=episode.id)
    if not watch.is_calm(rule):
        return watch
    [episode] = await EPISODES.which(tx, episodes.c.id == watch.episode_id)
    ended = episode.end(at=watch.calm_since or row.at)
    await move(tx, EPISODES, episode, ended, by=BY, at=at, action="end")
    return replace(watch, episode_id=None)


async def hear_silence(tx: Session, *, at: datetime) -> int:
    """Begin an episode for each device that went silent; end those of devices that speak again."""
    for episode, heard in await store.heard_again(tx, limit=AT_ONCE):
        await move(tx, EPISODES, episode, episode.end(at=heard), by=BY, at=at, action="end")
    begun = 0
    for rule in await store.active_rules(tx):
        if rule.kind is RuleKind.SILENCE:
            rows = await store.silent(tx, rule, at=at, limit=AT_ONCE)
            named = await _devices(tx, {row.id for row in rows})
            for row in rows:
                await _begin(tx, named[row.id], rule, began=row.since, peak=None, at=at)
            begun += len(rows)
    await store.forget_batches(tx, before=at - TAKEN_FOR - AHEAD)
    return begun


async def forget_readings(tx: Session, *, at: datetime) -> int:
    """Keep readings for the days of the rule; hazards and episodes stay."""
    rule = await in_force(tx, KEEP, on=today(at))
    return await store.forget_readings(
        tx, before=at - timedelta(days=rule.whole("days")), limit=FORGET_AT_ONCE
    )


async def _begin(
    tx: Session,
    device: Device,
    rule: AlarmRule,
    *,
    began: datetime,
    peak: Decimal | None,
    at: datetime,
) -> Episode:
    unit = await units.find(tx, device.unit_id) if device.unit_id else None
    episode = Episode(
        id=new_id(),
        device_id=device.id,
        rule_id=rule.id,
        area=device.area,
        unit_id=device.unit_id,
        began_at=began,
        peak=peak,
    )
    hazard = await suspect(
        tx,
        description=f"监测报警:{rule.name}({device.name},设备号 {device.serial})",
        origin=Origin.MONITORING,
        unit=unit,
        area=device.area,
        source_id=episode.id,
        at=at,
        by=BY,
    )
    return await enter(
        tx, EPISODES, replace(episode, hazard_id=hazard.id), by=BY, at=at, told=("rule_id",)
    )
