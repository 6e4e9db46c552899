"""Senders, devices, readings, rules and episodes as they are sent and shown."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated, Any
from uuid import UUID

from fastapi import Query
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, StringConstraints

from hazard_registry.domain.signal import DeviceClass, KeyKind, RuleKind, Side
from hazard_registry.schemas.fields import AreaCode, AreaPrefix, Body, Name, Out, Words

Metric = Annotated[
    str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,39}$"), Field(examples=["leakage_ma"])
]
Value = Annotated[Decimal, Field(max_digits=18, decimal_places=6)]


class ReadingFields(Body):
    serial: Annotated[str, StringConstraints(min_length=1, max_length=80)]
    metric: Metric
    at: AwareDatetime
    value: Value


class BatchFields(Body):
    """What a sender measured. The signature covers these bytes exactly as they are sent."""

    model_config = ConfigDict(
        json_schema_extra={
            "example": {
                "readings": [
                    {
                        "serial": "DQ-0001",
                        "metric": "leakage_ma",
                        "at": "2026-03-04T12:00:00+08:00",
                        "value": "35.2",
                    }
                ]
            }
        }
    )

    readings: Annotated[list[ReadingFields], Field(min_length=1, max_length=1000)]


class TakenOut(Out):
    repeated: bool = Field(description="The batch had been taken before; nothing was changed.")
    kept: int
    unknown: int = Field(description="Readings of devices that this sender has not.")


class NewSender(Body):
    name: Name
    area: AreaCode
    public_key: Annotated[str, StringConstraints(max_length=60)] | None = Field(
        None, description="Ed25519, base64. Without it the sender gets a secret for HMAC-SHA-256."
    )


class NewKey(Body):
    public_key: Annotated[str, StringConstraints(max_length=60)] | None = None
    why: Words


class Ending(Body):
    why: Words


class SenderOut(Out):
    id: UUID
    name: str
    area: str
    key_kind: KeyKind
    public_key: str | None
    key_number: int
    ended_on: date | None
    version: int


class SenderWithSecret(SenderOut):
    secret: str | None = Field(description="Hexadecimal; shown this once.")


@dataclass(frozen=True, slots=True, kw_only=True)
class SenderWanted:
    area: AreaPrefix | None = None


class DeviceFields(Body):
    sender_id: UUID
    serial: Annotated[str, StringConstraints(min_length=1, max_length=80)]
    name: Name
    kind: DeviceClass
    area: AreaCode
    unit_id: UUID | None = None
    place: Name | None = None
    online_on: date
    ended_on: date | None = None


class DeviceChange(DeviceFields):
    why: Words | None = None


class DeviceOut(Out):
    id: UUID
    sender_id: UUID
    serial: str
    name: str
    kind: DeviceClass
    area: str
    unit_id: UUID | None
    place: str | None
    online_on: date
    ended_on: date | None
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceWanted:
    area: AreaPrefix | None = None
    unit_id: UUID | None = None
    sender_id: UUID | None = None
    kind: DeviceClass | None = None
    there: Annotated[bool | None, Query(description="In service on the day.")] = None
    as_of: date | None = None


class ReadingOut(BaseModel):
    metric: str
    at: AwareDatetime
    value: Decimal


class AlarmRuleFields(Body):
    model_config = ConfigDict(
        json_schema_extra={
            "example": {
                "name": "剩余电流超限",
                "kind": "threshold",
                "device_kind": "electricity",
                "metric": "leakage_ma",
                "side": "above",
                "limit": "300",
                "source": "设备说明书",
            }
        }
    )

    name: Name
    kind: RuleKind
    device_kind: DeviceClass
    metric: Metric | None = None
    side: Side | None = None
    limit: Value | None = None
    seconds: Annotated[int, Field(ge=1, le=2_592_000)] | None = None
    calm_seconds: Annotated[int, Field(ge=0, le=86_400)] = 600
    source: Name = Field(description="Where the limit comes from.")
    active: bool = True


class AlarmRuleChange(AlarmRuleFields):
    why: Words | None = None


class AlarmRuleOut(Out):
    id: UUID
    name: str
    kind: RuleKind
    device_kind: DeviceClass
    metric: str | None
    side: Side | None
    limit: Decimal | None
    seconds: int | None
    calm_seconds: int
    source: str
    active: bool
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AlarmRuleWanted:
    device_kind: DeviceClass | None = None
    kind: RuleKind | None = None
    active: bool | None = None


class EpisodeOut(Out):
    id: UUID
    device_id: UUID
    rule_id: UUID
    area: str
    unit_id: UUID | None
    began_at: AwareDatetime
    peak: Decimal | None
    ended_at: AwareDatetime | None
    hazard_id: UUID | None
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EpisodeWanted:
    area: AreaPrefix | None = None
    unit_id: UUID | None = None
    device_id: UUID | None = None
    rule_id: UUID | None = None
    open: bool | None = None


class WatchDutyFields(Body):
    kind: DeviceClass
    source: Name = Field(description="The document that says so.")
    since: date
    ended_on: date | None = None


class NewWatchDuty(WatchDutyFields):
    unit_id: UUID


class WatchDutyChange(WatchDutyFields):
    why: Words | None = None


class WatchDutyOut(Out):
    id: UUID
    unit_id: UUID
    kind: DeviceClass
    source: str
    since: date
    ended_on: date | None
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchDutyWanted:
    area: AreaPrefix | None = None
    unit_id: UUID | None = None
    kind: DeviceClass | None = None
    there: Annotated[bool | None, Query(description="In force on the day.")] = None
    covered: Annotated[bool | None, Query(description="A device stands there.")] = None
    as_of: date | None = None


class CoverageOut(BaseModel):
    kind: DeviceClass
    must: int = Field(description="Units that must be watched in this class.")
    covered: int
    rate: Decimal | None
    target_on: date | None = Field(description="By when all of them, as the plan says.")
    basis: dict[str, Any]
