"""Plausible things, for tests and demonstrations."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any
from uuid import uuid4

from hazard_registry.domain.hazard import Hazard
from hazard_registry.domain.life import Origin
from hazard_registry.domain.person import Person
from hazard_registry.domain.unit import IdType, Unit

NOON = datetime(2026, 3, 4, 4, 0, tzinfo=UTC)
TODAY = date(2026, 3, 4)


def a_hazard(**changes: Any) -> Hazard:
    """A freshly reported hazard, but for the fields given."""
    plain = Hazard(
        id=uuid4(),
        number=f"LC-2026-{uuid4().int % 10**6:06d}",
        origin=Origin.INSPECTION,
        channel=Origin.INSPECTION.channel,
        description="切割车间配电箱无盖,电线裸露",
        area="350583002202",
        department="enterprise",
        found_on=date(2026, 3, 3),
        reported_at=NOON,
    )
    return replace(plain, **changes)


def an_official(*departments: str) -> Person:
    return Person(id=uuid4(), departments=frozenset(departments or ("enterprise",)))


def a_unit(**changes: Any) -> Unit:
    """A unit in Lujiang village (露江村), but for the fields given."""
    plain = Unit(
        id=uuid4(),
        id_type=IdType.CREDIT_CODE,
        code="91350583DM0000000X",
        name="演示石材有限公司",
        area="350583002202",
        industry="3032",
        department="enterprise",
        principal="王演示",
        principal_phone="13800000001",
        actual_controller="李演示",
        actual_controller_phone="13800000002",
    )
    return replace(plain, **changes)
