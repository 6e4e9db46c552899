"""Control at the source (源头管控, 29): what may settle where, and what a plan was told."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID

from hazard_registry.domain.kept import Kept
from hazard_registry.domain.refusals import IllegalMove
from hazard_registry.domain.site_refusals import (
    AdmissionBanned,
    ConditionsRequired,
    OpinionsMissing,
)
from hazard_registry.domain.unit_records import check_term


class Restriction(StrEnum):
    """What the catalogue (禁限目录) says of an industry in an area."""

    BANNED = "banned"
    RESTRICTED = "restricted"


@dataclass(frozen=True, slots=True, kw_only=True)
class AdmissionRule(Kept):
    """An entry: industries that begin with these digits, in areas that begin with this code."""

    industry: str
    area: str
    restriction: Restriction
    conditions: str | None = None
    source: str
    valid_from: date
    ended_on: date | None = None

    def __post_init__(self) -> None:
        check_term(self.valid_from, self.ended_on, field="/ended_on")


class Outcome(StrEnum):
    """What was decided."""

    ADMITTED = "admitted"
    CONDITIONAL = "conditional"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Admission(Kept):
    """A decision whether an industry may settle in an area, with the entries that were looked at."""

    name: str
    area: str
    department: str | None = None
    unit_id: UUID | None = None
    industry: str
    outcome: Outcome
    conditions: str | None = None
    reason: str
    matched: tuple[UUID, ...] = ()
    decided_on: date
    decided_by: UUID


def check_outcome(
    outcome: Outcome, matched: Sequence[AdmissionRule], conditions: str | None
) -> None:
    """Raise `AdmissionBanned` for what is banned there, `ConditionsRequired` for what is restricted."""
    if outcome is Outcome.REFUSED:
        return
    for rule in matched:
        if rule.restriction is Restriction.BANNED:
            raise AdmissionBanned(field="/outcome", source=rule.source)
    if (matched or outcome is Outcome.CONDITIONAL) and not (
        outcome is Outcome.CONDITIONAL and conditions
    ):
        raise ConditionsRequired(field="/conditions")


@dataclass(frozen=True, slots=True, kw_only=True)
class Consultation(Kept):
    """Risks of a development plan, talked over before it is decided (规划安全风险会商)."""

    title: str
    planner: str
    area: str
    department: str | None = None
    received_on: date
    spatial_planning: str | None = None  # how it is tied to spatial planning
    disaster_survey: str | None = None  # and to the survey of natural disasters
    risks: str | None = None
    heard: tuple[dict[str, Any], ...] = ()
    outcome: Outcome | None = None
    opinion: str | None = None
    conditions: str | None = None
    concluded_on: date | None = None
    met_on: date | None = None

    def hear(self, *, department: str, opinion: str, on: date) -> "Consultation":
        """Note what a body said; said again, the newer opinion stands."""
        self._need_open("hear")
        others = tuple(one for one in self.heard if one["department"] != department)
        said = {"department": department, "opinion": opinion, "on": on.isoformat()}
        return self.change(heard=(*others, said))

    def conclude(
        self, *, outcome: Outcome, opinion: str, conditions: str | None, risks: str, on: date
    ) -> "Consultation":
        """Raise `OpinionsMissing` where nobody was heard."""
        self._need_open("conclude")
        if not self.heard:
            raise OpinionsMissing(field="/opinion")
        if outcome is Outcome.CONDITIONAL and not conditions:
            raise ConditionsRequired(field="/conditions")
        return self.change(
            outcome=outcome, opinion=opinion, conditions=conditions, risks=risks, concluded_on=on
        )

    def meet(self, *, on: date) -> "Consultation":
        """The conditions are met."""
        if self.outcome is not Outcome.CONDITIONAL or self.met_on is not None:
            raise IllegalMove(status="concluded" if self.outcome else "open", move="meet")
        return self.change(met_on=on)

    def _need_open(self, move: str) -> None:
        if self.outcome is not None:
            raise IllegalMove(status="concluded", move=move)
