"""Made-up things for tests. No number here belongs to anybody."""

from collections.abc import Awaitable
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any, Protocol
from uuid import UUID, uuid4

from contracts.demo import VILLAGES, demo_id, unit_code
from office.identifiers import identity_check_character

from training_records.domain.certificate import Certificate
from training_records.domain.days import last_day
from training_records.domain.person import Person
from training_records.domain.regime import Need, Regime
from training_records.domain.sealed import Sealed
from training_records.domain.unit import KnownUnit

UNIT, OTHER_UNIT = demo_id("unit", 0), demo_id("unit", 1)
AREA, OTHER_AREA = VILLAGES[0], VILLAGES[1]
ELECTRICIAN = Need(Regime.SPECIAL_OPERATION, "1.2")
AT = datetime(2026, 3, 4, 4, 0, tzinfo=UTC)


class Register(Protocol):
    """Opens the file of the nth made-up person."""

    def __call__(self, number: int = 1, **changed: Any) -> Awaitable[Person]: ...


class Issue(Protocol):
    """Enters a certificate of the nth made-up person."""

    def __call__(
        self, person: Person, number: int = 1, *, verified: bool = True, **changed: Any
    ) -> Awaitable[Certificate]: ...


def identity(number: int, born: date = date(1985, 6, 15)) -> str:
    """A number with a right check character, of an area that is none: nobody has it."""
    first = f"999999{born:%Y%m%d}{number:03d}"
    return first + identity_check_character(first)


def if_match(version: int) -> dict[str, str]:
    return {"If-Match": f'"{version}"'}


def a_unit(unit_id: UUID = UNIT, area: str = AREA, number: int = 0) -> KnownUnit:
    return KnownUnit(
        unit_id=unit_id,
        code=unit_code(number),
        name=f"演示企业{number}",
        area=area,
        department="enterprise",
        at=AT,
    )


def a_certificate(**changed: Any) -> Certificate:
    """A verified electrician's certificate of 2021-05-20, without a review date unless given."""
    first = changed.pop("valid_from", date(2021, 5, 20))
    plain = Certificate(
        id=uuid4(),
        person_id=uuid4(),
        regime=Regime.SPECIAL_OPERATION,
        item=ELECTRICIAN.item,
        number=Sealed(b"box", "1", b"digest", "T3505************1X"),
        issuer="福建省应急管理厅",
        issued_on=first,
        valid_since=first,
        valid_from=first,
        valid_to=last_day(first, 6),
        verified_on=first,
        verified_by="test",
    )
    return replace(plain, **changed)
