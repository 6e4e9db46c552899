"""Supervision orders (督办), stop orders and resumption: facts beside a hazard's status."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from hazard_registry.domain.hazard import Hazard
from hazard_registry.domain.life import OPEN, Level
from hazard_registry.domain.person import Person
from hazard_registry.domain.refusals import (
    AlreadyStopped,
    AnotherPersonRequired,
    NoOrderInForce,
    NoticeDone,
    NotListed,
    NotStopped,
    OrderInForce,
    OrderOnlyForMajor,
    ResumptionNotApplied,
)


class OrderLevel(StrEnum):
    """Who issues a supervision order; a village issues none."""

    SUBDISTRICT = "subdistrict"
    COUNTY = "county"
    CITY = "city"
    PROVINCE = "province"

    @property
    def rank(self) -> int:
        return list(OrderLevel).index(self)


def next_level(level: str | None) -> OrderLevel | None:
    """Who is asked next: the subdistrict first, nobody above the province."""
    if level is None:
        return OrderLevel.SUBDISTRICT
    above = OrderLevel(level).rank + 1
    return list(OrderLevel)[above] if above < len(OrderLevel) else None


@dataclass(frozen=True, slots=True, kw_only=True)
class SupervisionOrder:
    """A supervision order on one hazard; `listed` is 挂牌督办, lifting it 摘牌.

    A letter of ours has a serial number in its level and year; one that came from above has only
    the number that stands on it.
    """

    id: UUID
    hazard_id: UUID
    level: OrderLevel
    number: str
    listed: bool
    issued_on: date
    due_on: date
    opinion: str | None = None
    reply: str | None = None
    replied_on: date | None = None
    lifted_on: date | None = None
    lift_reason: str | None = None
    year: int | None = None
    serial: int | None = None
    published_on: date | None = None
    publication: str | None = None
    exposed_on: date | None = None
    exposure: str | None = None
    issued_by: UUID
    issued_at: datetime
    version: int = 1

    def answer(self, *, reply: str, on: date) -> "SupervisionOrder":
        if self.lifted_on is not None:
            raise NoOrderInForce()
        return replace(self, reply=reply, replied_on=on, version=self.version + 1)

    def publish(self, *, where: str, on: date) -> "SupervisionOrder":
        """Put on record where a listed order was made public (公示)."""
        self._public("publish", self.published_on)
        return replace(self, published_on=on, publication=where, version=self.version + 1)

    def expose(self, *, where: str, on: date) -> "SupervisionOrder":
        """Put on record where it was exposed in the media (曝光)."""
        self._public("expose", self.exposed_on)
        return replace(self, exposed_on=on, exposure=where, version=self.version + 1)

    def _public(self, move: str, done: date | None) -> None:
        """Raise a refusal unless it is listed, in force, and not made public this way before."""
        if self.lifted_on is not None or not self.listed:
            raise NotListed()
        if done is not None:
            raise NoticeDone(move=move)

    def lift(self, *, reason: str, on: date) -> "SupervisionOrder":
        """Take it off the list (摘牌)."""
        if self.lifted_on is not None:
            raise NoOrderInForce()
        return replace(self, lifted_on=on, lift_reason=reason, version=self.version + 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stoppage:
    """Production stopped because of a hazard, until resuming is consented to (安全生产法 art. 65)."""

    id: UUID
    hazard_id: UUID
    scope: str
    document: str
    stopped_on: date
    stopped_by: UUID
    application: str | None = None
    applied_on: date | None = None
    applied_by: UUID | None = None
    review_due_on: date | None = None
    opinion: str | None = None
    resumed_on: date | None = None
    resumed_by: UUID | None = None

    def apply(self, *, application: str, by: UUID, on: date, review_due_on: date) -> "Stoppage":
        return replace(
            self,
            application=application,
            applied_by=by,
            applied_on=on,
            review_due_on=review_due_on,
        )

    def resume(self, *, opinion: str, by: UUID, on: date) -> "Stoppage":
        return replace(self, opinion=opinion, resumed_by=by, resumed_on=on)


def put_under_order(hazard: Hazard, *, level: OrderLevel, listed: bool, due_on: date) -> Hazard:
    """Note that the hazard is under an order. Only major ones are listed.

    An order of a higher level takes the place of a lower one.
    """
    hazard.need("order", *OPEN)
    if listed and hazard.level is not Level.MAJOR:
        raise OrderOnlyForMajor(field="/listed")
    if hazard.order_level is not None and level.rank <= OrderLevel(hazard.order_level).rank:
        raise OrderInForce(level=hazard.order_level)
    return replace(hazard, order_level=level.value, order_due_on=due_on, version=hazard.version + 1)


def free_of_order(hazard: Hazard) -> Hazard:
    return replace(hazard, order_level=None, order_due_on=None, version=hazard.version + 1)


def touched(hazard: Hazard) -> Hazard:
    """The same hazard at its next version: something beside it changed."""
    return replace(hazard, version=hazard.version + 1)


def stop(hazard: Hazard, *, on: date) -> Hazard:
    """Order production to stop while the hazard lasts."""
    hazard.need("stop", *OPEN)
    if hazard.stopped_on is not None:
        raise AlreadyStopped()
    return replace(hazard, stopped_on=on, version=hazard.version + 1)


def apply_resumption(hazard: Hazard, *, by: Person, on: date) -> Hazard:
    """Apply in writing to resume (令16号 art. 18)."""
    if hazard.stopped_on is None:
        raise NotStopped()
    return replace(hazard, resumption_by=by.id, resumption_on=on, version=hazard.version + 1)


def resume(hazard: Hazard, *, by: Person) -> Hazard:
    """Consent to resuming, after review, as another person than who applied (令16号 art. 23)."""
    if hazard.stopped_on is None:
        raise NotStopped()
    if hazard.resumption_by is None:
        raise ResumptionNotApplied()
    if by.id == hazard.resumption_by or not by.is_official:
        raise AnotherPersonRequired(move="resume")
    return replace(
        hazard, stopped_on=None, resumption_by=None, resumption_on=None, version=hazard.version + 1
    )
