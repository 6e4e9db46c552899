"""Clues over HTTP."""

from datetime import date
from uuid import UUID

from pydantic import Field

from enforcement.domain.clue import Clue, ClueStatus, Source
from enforcement.domain.copies import Hazard, Unit
from enforcement.domain.deadline import Deadline
from enforcement.domain.record import Handling
from enforcement.schemas.words import ActKey, Area, Body, Code, Given, Shown, Words


class ClueIn(Given):
    from_body: Body = Field(examples=["construction"])
    to: Body | None = Field(None, description="不填则由街道安办答复")
    unit_id: UUID | None = None
    area: Area | None = Field(None, description="单位不明时必填")
    matter: Code | None = None
    hazard_ids: list[UUID] = Field([], max_length=50)
    summary: Words = Field(examples=["日常巡查发现动火作业无人监护，移交有处罚权的部门"])


class HandOverIn(Given):
    to: Body = Field(examples=["emergency_bureau"])
    matter: Code | None = None
    reason: Words = Field(examples=["街道无处罚权，移送市应急管理局"])


class RefusalIn(Given):
    reason: Words = Field(examples=["经核实已在期限内整改完毕，违法行为轻微"])


class FilingIn(Given):
    cause: Words = Field(examples=["未采取措施消除事故隐患"])
    act_on: date = Field(description="违法行为发生之日；持续的，为终了之日")
    matter: Code | None = None
    act_key: ActKey | None = Field(None, description="同一违法行为的标识；不填则由隐患或线索得出")
    harmful_result: bool = Field(
        default=False, description="涉及公民生命健康安全且有危害后果的，追究期限为五年"
    )
    handling: Handling | None = None
    handled_here_because: Words | None = None


class HazardOut(Shown):
    """The hazard behind it, as the registry last told it."""

    id: UUID
    level: str
    criteria: tuple[str, ...]
    due_on: date | None
    verified_on: date | None
    closed_on: date | None


class UnitOut(Shown):
    id: UUID
    code: str
    name: str
    area: str


class ClueOut(Shown):
    id: UUID
    source: Source
    area: str
    body: str
    matter: str | None
    unit_id: UUID | None
    unit: UnitOut | None = None
    hazard_ids: tuple[UUID, ...]
    hazards: list[HazardOut] = Field(default_factory=list)
    lead_id: UUID | None
    summary: str | None
    from_body: str | None
    from_clue: UUID | None
    received_on: date
    answer_by: Deadline
    overdue: bool = False
    status: ClueStatus
    answered_on: date | None
    answered_by: UUID | None
    reason: str | None
    handed_to: str | None
    case_id: UUID | None
    version: int

    @classmethod
    def of(
        cls, clue: Clue, *, on: date, unit: Unit | None = None, hazards: list[Hazard] | None = None
    ) -> "ClueOut":
        """Show a clue as it stands on a day."""
        known = {
            "overdue": clue.is_overdue(on),
            "unit": UnitOut.model_validate(unit) if unit else None,
            "hazards": [HazardOut.model_validate(hazard) for hazard in hazards or ()],
        }
        return cls.model_validate(clue).model_copy(update=known)
