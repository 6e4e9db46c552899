"""How well a unit runs: standardisation, demonstrations, self-assessment, safety expenses."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import Any
from uuid import UUID

from hazard_registry.domain.kept import Kept
from hazard_registry.domain.refusals import IllegalMove
from hazard_registry.domain.site_refusals import AssessmentItemUnknown
from hazard_registry.domain.unit_records import check_term

CENT = Decimal("0.01")


class Grade(StrEnum):
    """Grade of standardisation (标准化定级), or up to standard without one (不定级达标)."""

    ONE = "one"
    TWO = "two"
    THREE = "three"
    UNGRADED = "ungraded"


@dataclass(frozen=True, slots=True, kw_only=True)
class Standardisation(Kept):
    """What a unit was granted, with evidence and expiry."""

    unit_id: UUID
    grade: Grade
    certificate: str
    issuer: str
    granted_on: date
    valid_to: date
    basis: dict[str, Any]
    evidence: tuple[UUID, ...] = ()
    revoked_on: date | None = None
    revoke_reason: str | None = None

    def __post_init__(self) -> None:
        check_term(self.granted_on, self.valid_to)

    def revoke(self, *, on: date, reason: str) -> "Standardisation":
        if self.revoked_on is not None:
            raise IllegalMove(status="revoked", move="revoke")
        return self.change(revoked_on=on, revoke_reason=reason)


class DemonstrationKind(StrEnum):
    """What is held up as a model (个十百千, task 12)."""

    TOWNSHIP = "township"
    BENCHMARK_UNIT = "benchmark_unit"
    POST = "post"


@dataclass(frozen=True, slots=True, kw_only=True)
class Demonstration(Kept):
    """A model township, a benchmark unit (标杆企业), a demonstration post (示范岗)."""

    kind: DemonstrationKind
    name: str
    area: str
    unit_id: UUID | None = None
    recognised_by: str
    recognised_on: date
    evidence: tuple[UUID, ...] = ()
    ended_on: date | None = None

    def __post_init__(self) -> None:
        check_term(self.recognised_on, self.ended_on, field="/ended_on")


DIMENSIONS = ("management", "site", "post")


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment(Kept):
    """A unit's own assessment in three dimensions (管理、现场、岗位达标, task 11), in per cent."""

    unit_id: UUID
    assessed_on: date
    met: dict[str, list[str]]
    management: int
    site: int
    post: int
    up_to_standard: bool
    basis: dict[str, Any]
    note: str | None = None
    superseded_on: date | None = None


def assess(met: Mapping[str, Sequence[str]], scheme: Mapping[str, Any]) -> dict[str, Any]:
    """Score each dimension by the items that are met, of those the scheme asks for.

    Raise `AssessmentItemUnknown` for an item that the scheme has not.
    """
    scores = {}
    for name in DIMENSIONS:
        asked, found = scheme[name], set(met.get(name, ()))
        if unknown := found - set(asked):
            raise AssessmentItemUnknown(field=f"/met/{name}", item=min(unknown))
        scores[name] = 100 * len(found) // len(asked)
    passed = min(scores.values()) >= int(scheme["pass_from"])
    return {**scores, "up_to_standard": passed}


@dataclass(frozen=True, slots=True, kw_only=True)
class Expense(Kept):
    """A unit's safety expenses of a year (安全生产费用, 财资〔2022〕136号). Yuan; `base` in the sector's unit.

    `due` is what the law asks it to set aside; none where the law sets no rate for its sector.
    """

    unit_id: UUID
    year: int
    sector: str
    base: Decimal
    due: Decimal | None
    basis: dict[str, Any] | None
    accrued: Decimal
    used: Decimal


def due_of(base: Decimal, rate: Mapping[str, Any]) -> tuple[Decimal, str]:
    """Compute what is due on a base, with the formula: progressive, flat, or so much a tonne."""
    if rate["kind"] != "progressive":
        due = base * Decimal(str(rate["rate"]))
        return due.quantize(CENT, ROUND_HALF_UP), f"{base:f} × {rate['rate']}"
    due, floor, parts = Decimal(0), Decimal(0), []
    for band in rate["bands"]:
        ceiling = base if band["to"] is None else min(base, Decimal(str(band["to"])))
        if ceiling > floor:
            due += (ceiling - floor) * Decimal(str(band["rate"]))
            parts.append(f"{ceiling - floor:f} × {band['rate']}")
            floor = ceiling
    return due.quantize(CENT, ROUND_HALF_UP), " + ".join(parts) or "0"
