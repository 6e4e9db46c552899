"""Monitoring (监测预警): devices, the rules their readings are judged by, and episodes of alarm."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from hazard_registry.domain.kept import Kept
from hazard_registry.domain.refusals import IllegalMove
from hazard_registry.domain.site_refusals import AlarmRuleIncomplete


class DeviceClass(StrEnum):
    """What is watched: the classes of the plan's task 24."""

    ELECTRICITY = "electricity"
    MAJOR_SOURCE = "major_source"
    HAZARDOUS_CHEMICALS = "hazardous_chemicals"
    NON_COAL_MINE = "non_coal_mine"
    CONSTRUCTION = "construction"
    TRANSPORT = "transport"
    WATER = "water"
    GAS = "gas"
    FIRE = "fire"
    STEEL = "steel"
    ALUMINIUM_CASTING = "aluminium_casting"
    DUST = "dust"
    FIREWORKS = "fireworks"
    OIL_GAS_STORAGE = "oil_gas_storage"


class KeyKind(StrEnum):
    """How a sender signs its batches."""

    HMAC_SHA256 = "hmac_sha256"
    ED25519 = "ed25519"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sender(Kept):
    """A device's own gateway or an integrator's platform that signs batches. Its key is the store's."""

    name: str
    area: str
    key_kind: KeyKind
    public_key: str | None = None  # base64, of Ed25519
    key_number: int = 1  # counts the keys it has had; a secret is derived from it
    ended_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Device(Kept):
    """A sensor. `serial` is how its sender calls it."""

    sender_id: UUID
    serial: str
    name: str
    kind: DeviceClass
    area: str
    unit_id: UUID | None = None
    place: str | None = None
    online_on: date
    ended_on: date | None = None


class RuleKind(StrEnum):
    """What of a device's readings raises an alarm."""

    THRESHOLD = "threshold"
    DURATION = "duration"
    SILENCE = "silence"


# What each kind of rule cannot do without.
NEEDS = {
    RuleKind.THRESHOLD: ("metric", "side", "limit"),
    RuleKind.DURATION: ("metric", "side", "limit", "seconds"),
    RuleKind.SILENCE: ("seconds",),
}


class Side(StrEnum):
    """On which side of its limit a reading is bad."""

    ABOVE = "above"
    BELOW = "below"


@dataclass(frozen=True, slots=True, kw_only=True)
class AlarmRule(Kept):
    """When devices of a class raise a suspected hazard.

    threshold: one reading beyond the limit; duration: all readings of so many seconds beyond it;
    silence: nothing heard for so many seconds.
    """

    name: str
    kind: RuleKind
    device_kind: DeviceClass
    metric: str | None = None
    side: Side | None = None
    limit: Decimal | None = None
    seconds: int | None = None
    calm_seconds: int = 600
    source: str
    active: bool = True

    def __post_init__(self) -> None:
        """Raise `AlarmRuleIncomplete` where a part is missing that its kind needs."""
        for name in NEEDS[self.kind]:
            if getattr(self, name) is None:
                raise AlarmRuleIncomplete(field=f"/{name}")

    def beyond(self, value: Decimal) -> bool:
        """Whether a reading lies on the bad side; the limit itself does not."""
        if self.limit is None:
            return False
        return value > self.limit if self.side is Side.ABOVE else value < self.limit


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch:
    """How a device stands by a rule: since when it reads bad, or well again, and what that raised."""

    device_id: UUID
    rule_id: UUID
    beyond_since: datetime | None = None
    calm_since: datetime | None = None
    last_at: datetime | None = None
    episode_id: UUID | None = None

    def read(self, rule: AlarmRule, value: Decimal, at: datetime) -> "Watch":
        """Take one reading in; one that is older than the last changes nothing."""
        if self.last_at is not None and at <= self.last_at:
            return self
        if rule.beyond(value):
            return replace(self, beyond_since=self.beyond_since or at, calm_since=None, last_at=at)
        return replace(self, beyond_since=None, calm_since=self.calm_since or at, last_at=at)

    def alarms(self, rule: AlarmRule) -> bool:
        """Whether it is bad enough for an episode."""
        if self.beyond_since is None or self.last_at is None:
            return False
        lasted = self.last_at - self.beyond_since
        return rule.kind is RuleKind.THRESHOLD or lasted >= timedelta(seconds=rule.seconds or 0)

    def is_calm(self, rule: AlarmRule) -> bool:
        """Whether it has read well for so long that the episode is over."""
        if self.calm_since is None or self.last_at is None:
            return False
        return self.last_at - self.calm_since >= timedelta(seconds=rule.calm_seconds)


@dataclass(frozen=True, slots=True, kw_only=True)
class Episode(Kept):
    """One spell of alarm. It raises one suspected hazard, however many readings it has."""

    device_id: UUID
    rule_id: UUID
    area: str
    unit_id: UUID | None = None
    began_at: datetime
    peak: Decimal | None = None
    ended_at: datetime | None = None
    hazard_id: UUID | None = None

    def end(self, *, at: datetime) -> "Episode":
        if self.ended_at is not None:
            raise IllegalMove(status="ended", move="end")
        return self.change(ended_at=at)


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchDuty(Kept):
    """That a unit must be watched in a class, by whichever document says so."""

    unit_id: UUID
    kind: DeviceClass
    source: str
    since: date
    ended_on: date | None = None


def signed_text(sender_id: UUID, number: int, body: bytes) -> bytes:
    """What a sender signs: itself, the number of the batch, and the body as it is sent."""
    return f"{sender_id}\n{number}\n".encode() + body
