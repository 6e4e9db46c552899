"""Readings in by one statement; watches and episodes; who is covered by which devices."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from chassis.db import Fixed, Session
from chassis.sight import Sight
from sqlalchemy import and_, case, cast, delete, exists, func, or_, select
from sqlalchemy.dialects.postgresql import insert as upsert

from hazard_registry.domain.signal import (
    AlarmRule,
    Device,
    DeviceClass,
    Episode,
    KeyKind,
    RuleKind,
    Sender,
    Watch,
    WatchDuty,
)
from hazard_registry.store.shelf import Condition, Shelf
from hazard_registry.tables import (
    alarm_rules,
    device_heard,
    devices,
    episodes,
    signal_batches,
    signal_readings,
    signal_senders,
    signal_watches,
    units,
    watch_duties,
)
from hazard_registry.tables.columns import Moment

_JUDGED = Fixed("""
UPDATE signal_readings r SET judged = true
FROM unnest($1::uuid[], $2::text[], $3::timestamptz[]) AS g (device_id, metric, at)
WHERE r.device_id = g.device_id AND r.metric = g.metric AND r.at = g.at
""")
_FORGET = Fixed("""
DELETE FROM signal_readings WHERE ctid IN (
  SELECT ctid FROM signal_readings WHERE at < $1 AND judged LIMIT $2) RETURNING 1
""")
_SENDER = Fixed("SELECT * FROM signal_senders WHERE id = $1")
# One statement a batch: it is taken once, whatever is sent again, and only while its key stands.
_TAKE = Fixed("""
WITH batch AS (
  INSERT INTO signal_batches (sender_id, number, received_at)
  SELECT id, $2, $3 FROM signal_senders WHERE id = $1 AND key_number = $4 AND ended_on IS NULL
  ON CONFLICT DO NOTHING RETURNING 1),
sent AS (
  SELECT d.id, r.metric, r.at, r.value FROM batch,
    unnest($5::text[], $6::text[], $7::timestamptz[], $8::numeric[]) AS r (serial, metric, at, value)
  LEFT JOIN devices d ON d.sender_id = $1 AND d.serial = r.serial AND d.ended_on IS NULL),
kept AS (
  INSERT INTO signal_readings (device_id, metric, at, value, judged)
  SELECT id, metric, at, value, false FROM sent WHERE id IS NOT NULL
  ON CONFLICT DO NOTHING RETURNING 1),
heard AS (
  INSERT INTO device_heard (device_id, last_at)
  SELECT id, max(at) FROM sent WHERE id IS NOT NULL GROUP BY id ORDER BY id
  ON CONFLICT (device_id) DO UPDATE SET last_at = excluded.last_at
  WHERE device_heard.last_at < excluded.last_at)
SELECT (SELECT count(*) FROM batch) AS batches, (SELECT count(*) FROM kept) AS kept,
  (SELECT count(*) FROM sent WHERE id IS NULL) AS unknown
""")


def _there(table: Any, since: str) -> Any:
    def condition(wanted: bool, on: date) -> Condition:  # noqa: FBT001 - a filter's value
        own = table.c
        there = and_(own[since] <= on, or_(own.ended_on.is_(None), own.ended_on > on))
        return there if wanted else ~there

    return condition


def _open(wanted: bool, _: date) -> Condition:  # noqa: FBT001
    return episodes.c.ended_at.is_(None) if wanted else episodes.c.ended_at.is_not(None)


def _covered(wanted: bool, on: date) -> Condition:  # noqa: FBT001
    """A device of the class stands at the unit on that day."""
    there = _there(devices, "online_on")(True, on)  # noqa: FBT003
    same = and_(devices.c.unit_id == watch_duties.c.unit_id, devices.c.kind == watch_duties.c.kind)
    found = exists().where(there, same)
    return found if wanted else ~found


SENDERS = Shelf(Sender, signal_senders)
DEVICES = Shelf(Device, devices, meanings={"there": _there(devices, "online_on")})
ALARM_RULES = Shelf(AlarmRule, alarm_rules, public=True)
EPISODES = Shelf(Episode, episodes, meanings={"open": _open})
WATCH_DUTIES = Shelf(
    WatchDuty,
    watch_duties,
    meanings={"there": _there(watch_duties, "since"), "covered": _covered},
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """The readings of one message, column by column."""

    serials: Sequence[str]
    metrics: Sequence[str]
    times: Sequence[datetime]
    values: Sequence[Decimal]


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What became of a batch. `unknown` readings name no device of the sender."""

    repeated: bool
    kept: int
    unknown: int


async def sender(tx: Session, sender_id: UUID) -> Sender | None:
    rows = await _SENDER.read(tx, sender_id)
    if not rows:
        return None
    row = dict(rows[0])
    return Sender(**row | {"key_kind": KeyKind(row["key_kind"])})


async def area_of_unit(tx: Session, unit_id: UUID) -> str:
    """Where a unit stands, for a device at it."""
    found: str = (await tx.execute(select(units.c.area).where(units.c.id == unit_id))).scalar_one()
    return found


async def take(tx: Session, sender: Sender, number: int, batch: Batch, *, at: datetime) -> Taken:
    """Take a batch in, once, while the sender's key is the one that signed it."""
    key = (sender.id, number, at, sender.key_number)
    columns = (batch.serials, batch.metrics, batch.times, batch.values)
    [row] = await _TAKE.write(tx, *key, *columns)
    return Taken(repeated=not row["batches"], kept=row["kept"], unknown=row["unknown"])


async def unjudged(tx: Session, *, limit: int) -> list[Any]:
    """Lock the oldest readings that no rule has looked at, with the class of their device."""
    own = signal_readings.c
    query = (
        select(own.device_id, own.metric, own.at, own.value, devices.c.kind)
        .join(devices, devices.c.id == own.device_id)
        .where(~own.judged)
        .order_by(own.at)
        .limit(limit)
        .with_for_update(skip_locked=True, of=signal_readings)
    )
    return list(await tx.execute(query))


async def mark_judged(tx: Session, rows: Sequence[Any]) -> None:
    columns = ("device_id", "metric", "at")
    await _JUDGED.write(tx, *([getattr(row, name) for row in rows] for name in columns))


async def active_rules(tx: Session) -> list[AlarmRule]:
    return await ALARM_RULES.which(tx, alarm_rules.c.active, limit=1000)


async def watches(tx: Session, device_ids: Sequence[UUID]) -> dict[tuple[UUID, UUID], Watch]:
    query = select(signal_watches).where(signal_watches.c.device_id.in_(device_ids))
    found = [Watch(**row._mapping) for row in await tx.execute(query)]
    return {(watch.device_id, watch.rule_id): watch for watch in found}


async def keep_watches(tx: Session, found: Sequence[Watch]) -> None:
    if not found:
        return
    new = upsert(signal_watches).values([asdict(watch) for watch in found])
    changed = {
        name: new.excluded[name] for name in ("beyond_since", "calm_since", "last_at", "episode_id")
    }
    keys = ["device_id", "rule_id"]
    await tx.execute(new.on_conflict_do_update(index_elements=keys, set_=changed))


async def silent(tx: Session, rule: AlarmRule, *, at: datetime, limit: int) -> list[Any]:
    """Devices of the rule's class from which nothing came for too long, and without an open episode."""
    # A day begins in Shanghai: that is the time zone of every connection.
    since = func.coalesce(device_heard.c.last_at, cast(devices.c.online_on, Moment))
    raised = exists().where(
        episodes.c.device_id == devices.c.id,
        episodes.c.rule_id == rule.id,
        episodes.c.ended_at.is_(None),
    )
    waited = func.make_interval(0, 0, 0, 0, 0, 0, rule.seconds)
    query = (
        select(devices.c.id, since.label("since"))
        .outerjoin(device_heard, device_heard.c.device_id == devices.c.id)
        .where(
            devices.c.kind == rule.device_kind,
            devices.c.ended_on.is_(None),
            since + waited < at,
            ~raised,
        )
        .limit(limit)
    )
    return list(await tx.execute(query))


async def heard_again(tx: Session, *, limit: int) -> list[tuple[Episode, datetime]]:
    """Open episodes of silence whose device spoke since they began."""
    own = episodes.c
    query = (
        select(*own, device_heard.c.last_at.label("heard"))
        .join(alarm_rules, alarm_rules.c.id == own.rule_id)
        .join(device_heard, device_heard.c.device_id == own.device_id)
        .where(
            own.ended_at.is_(None),
            alarm_rules.c.kind == RuleKind.SILENCE,
            device_heard.c.last_at > own.began_at,
        )
        .limit(limit)
    )
    found = []
    for row in await tx.execute(query):
        values = dict(row._mapping)
        heard = values.pop("heard")
        found.append((Episode(**values), heard))
    return found


async def readings_of(
    tx: Session, device_id: UUID, *, first: datetime, last: datetime, limit: int
) -> list[dict[str, Any]]:
    """List a device's readings of a span, newest first."""
    own = signal_readings.c
    query = (
        select(own.metric, own.at, own.value)
        .where(own.device_id == device_id, own.at >= first, own.at < last)
        .order_by(own.at.desc(), own.metric)
        .limit(limit)
    )
    return [dict(row._mapping) for row in await tx.execute(query)]


async def forget_batches(tx: Session, *, before: datetime) -> None:
    """A repeat that comes later than this is refused for its age."""
    await tx.execute(delete(signal_batches).where(signal_batches.c.received_at < before))


async def forget_readings(tx: Session, *, before: datetime, limit: int) -> int:
    """Let go of judged readings from before a time; say how many, in several turns."""
    return len(await _FORGET.write(tx, before, limit))


async def coverage(
    tx: Session, *, sight: Sight, area: str | None, on: date
) -> dict[DeviceClass, tuple[int, int]]:
    """For each class: how many units must be watched, and how many of them are."""
    there = WATCH_DUTIES.conditions({"there": True, "area": area}, on)
    covered = func.sum(case((_covered(True, on), 1), else_=0))  # noqa: FBT003
    query = (
        select(watch_duties.c.kind, func.count(), covered)
        .where(WATCH_DUTIES.within(sight), *there)
        .group_by(watch_duties.c.kind)
    )
    return {row[0]: (row[1], row[2]) for row in await tx.execute(query)}
