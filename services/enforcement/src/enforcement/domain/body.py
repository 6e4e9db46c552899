"""Who enforces: bodies and their certified officers."""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from uuid import UUID

from enforcement.domain.refusals import ChangedMeanwhile, NotCertified, PeriodWrong


class BodyLevel(StrEnum):
    """Where a body stands. A co-ordinating body (安委会) neither inspects nor punishes."""

    COORDINATION = "coordination"
    SUBDISTRICT = "subdistrict"
    COUNTY = "county"
    CITY = "city"
    PROVINCE = "province"


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """An authority (执法主体). Its code is the department code that events and rights use."""

    code: str
    name: str
    level: BodyLevel
    area: str
    document_prefix: str | None
    valid_from: date
    valid_to: date | None = None
    source: str
    confirmed: bool = False
    version: int = 1

    def change(self, *, expected: int, **changes: object) -> "Body":
        """Raise `ChangedMeanwhile` or `PeriodWrong`."""
        if expected != self.version:
            raise ChangedMeanwhile
        changed = replace(self, version=self.version + 1, **changes)  # type: ignore[arg-type]
        check_period(changed.valid_from, changed.valid_to)
        return changed


@dataclass(frozen=True, slots=True, kw_only=True)
class Officer:
    """A certified law-enforcement officer (执法人员, 行政处罚法 art. 42)."""

    id: UUID
    name: str
    body: str
    account_id: UUID | None
    certificate_number: str
    valid_from: date
    valid_to: date
    version: int = 1

    def is_certified(self, on: date) -> bool:
        """Whether the certificate is valid on a day; its last day counts."""
        return self.valid_from <= on <= self.valid_to

    def must_be_certified(self, on: date) -> None:
        """Raise `NotCertified`."""
        if not self.is_certified(on):
            raise NotCertified(officer=self.name, certificate=self.certificate_number, on=on)

    def change(self, *, expected: int, **changes: object) -> "Officer":
        """Raise `ChangedMeanwhile` or `PeriodWrong`."""
        if expected != self.version:
            raise ChangedMeanwhile
        changed = replace(self, version=self.version + 1, **changes)  # type: ignore[arg-type]
        check_period(changed.valid_from, changed.valid_to)
        return changed


def check_period(first: date, last: date | None, *, field: str = "/valid_to") -> None:
    """Raise `PeriodWrong` if it ends before it begins."""
    if last is not None and last < first:
        raise PeriodWrong(field=field, first=first, last=last)
