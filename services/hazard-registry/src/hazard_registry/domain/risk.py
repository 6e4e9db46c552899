"""Risk points (风险点): graded by LEC, LS or a direct-red reason into four colours."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Any
from uuid import UUID

from hazard_registry.domain.kept import Kept
from hazard_registry.domain.refusals import DateInFuture, IllegalMove
from hazard_registry.domain.site_refusals import FactorNotInScale
from hazard_registry.domain.unit import Colour

# What each method multiplies.
FACTORS = {"lec": ("l", "e", "c"), "ls": ("l", "s")}


class Method(StrEnum):
    """How a risk is graded."""

    LEC = "lec"
    LS = "ls"
    DIRECT = "direct"


class DirectReason(StrEnum):
    """Why a risk is red whatever its score."""

    BREACH_OF_LAW = "breach_of_law"
    PAST_ACCIDENT = "past_accident"
    MAJOR_SOURCE = "major_source"
    TEN_PEOPLE = "ten_people"


class ControlLevel(StrEnum):
    """Who controls a risk (分级管控)."""

    UNIT = "unit"
    WORKSHOP = "workshop"
    TEAM = "team"
    POST = "post"


@dataclass(frozen=True, slots=True)
class Grade:
    """What a grading came to. A direct-red reason has no score of its own."""

    colour: Colour
    score: Decimal | None
    formula: str


def grade(
    method: Method,
    factors: Mapping[str, Decimal],
    reasons: Sequence[DirectReason],
    scheme: Mapping[str, Any],
) -> Grade:
    """Grade by a scheme: the allowed values of each factor, and where each colour begins.

    Raise `FactorNotInScale` for a value that the scheme has not.
    """
    if method is Method.DIRECT:
        if not reasons:
            raise FactorNotInScale(field="/direct_reasons", allowed="、".join(DirectReason))
        return Grade(Colour.RED, None, "direct")
    names = FACTORS[method.value]
    score = Decimal(1)
    for name in names:
        scale = [Decimal(str(step)) for step in scheme[name]]
        if factors.get(name) not in scale:
            allowed = "、".join(f"{step:f}" for step in scale)
            raise FactorNotInScale(field=f"/factors/{name}", allowed=allowed)
        score *= factors[name]
    formula = f"{' × '.join(name.upper() for name in names)} = {score.normalize():f}"
    if reasons:
        return Grade(Colour.RED, score, f"{formula}; direct")
    return Grade(_colour(score, scheme["bands"]), score, formula)


def _colour(score: Decimal, bands: Sequence[Mapping[str, Any]]) -> Colour:
    """The first band, worst first, that the score reaches; blue beneath them all."""
    for band in bands:
        limit = Decimal(str(band["limit"]))
        if score > limit or (band["inclusive"] and score == limit):
            return Colour(band["colour"])
    return Colour.BLUE


def worst(colours: Sequence[Colour]) -> Colour | None:
    """The colour of a unit: the worst of its points."""
    return min(colours, key=list(Colour).index, default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskPoint(Kept):
    """A place, plant or activity at a unit that could hurt people, with what controls it."""

    unit_id: UUID
    name: str
    place: str | None = None
    consequences: str
    control_level: ControlLevel
    responsible: str
    engineering: str | None = None  # 工程防
    technical: str | None = None  # 技防
    people: str | None = None  # 人防
    management: str | None = None  # 管理防
    method: Method
    factors: dict[str, str]
    direct_reasons: tuple[DirectReason, ...] = ()
    score: Decimal | None = None
    colour: Colour
    basis: dict[str, Any]
    graded_on: date
    check_days: int
    check_basis: dict[str, Any]
    last_checked_on: date | None = None
    next_check_on: date
    ended_on: date | None = None

    def graded(self, *, days: int, on: date, **grading: Any) -> "RiskPoint":
        """Take a new grade; the next check comes no later than the new colour asks."""
        self._need("grade")
        due = (self.last_checked_on or on) + timedelta(days=days)
        return self.change(graded_on=on, check_days=days, next_check_on=max(due, on), **grading)

    def check(self, *, on: date, today: date) -> "RiskPoint":
        """Raise `DateInFuture` for a check that is still to come."""
        self._need("check")
        if on > today:
            raise DateInFuture(field="/checked_on", latest=today.isoformat())
        last = max(on, self.last_checked_on or on)
        return self.change(
            last_checked_on=last, next_check_on=last + timedelta(days=self.check_days)
        )

    def end(self, *, on: date) -> "RiskPoint":
        self._need("end")
        return self.change(ended_on=on)

    def _need(self, move: str) -> None:
        if self.ended_on is not None:
            raise IllegalMove(status="ended", move=move)


@dataclass(frozen=True, slots=True, kw_only=True)
class Grading:
    """One grading of a risk point, kept for ever with the scheme that it was made by."""

    id: UUID
    risk_point_id: UUID
    method: Method
    factors: dict[str, str]
    direct_reasons: tuple[DirectReason, ...]
    score: Decimal | None
    colour: Colour
    basis: dict[str, Any]
    graded_on: date
    graded_by: UUID
    why: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskCheck:
    """One check of a risk point's controls; a control that failed is a hazard."""

    id: UUID
    risk_point_id: UUID
    unit_id: UUID
    checked_on: date
    passed: bool
    note: str
    checked_by: UUID
    hazard_id: UUID | None = None
