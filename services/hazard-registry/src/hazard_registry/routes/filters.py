"""The filters that every list of hazards takes."""

from datetime import date
from typing import Annotated
from uuid import UUID

from chassis.clock import date_in_china
from chassis.http import Caller, Now
from fastapi import Depends, Query
from pydantic import BaseModel, Field

from hazard_registry.domain.life import Channel, Level, Status
from hazard_registry.routes.showing import is_of_unit
from hazard_registry.schemas.fields import (
    AreaPrefix,
    Criterion,
    DepartmentCode,
    Industry,
    MatterCode,
)
from hazard_registry.schemas.fields import Query as Text
from hazard_registry.store.hazard_lists import Filter


class Asked(BaseModel):
    """What may be asked: one model, since FastAPI reads many parameters one by one."""

    area: Annotated[AreaPrefix | None, Field(description="Code or prefix of a subtree.")] = None
    unit_id: UUID | None = None
    level: Annotated[list[Level], Field(max_length=3)] = []
    status: Annotated[list[Status], Field(max_length=7)] = []
    channel: Annotated[list[Channel], Field(max_length=3)] = []
    open: bool | None = None
    industry: Annotated[Industry | None, Field(description="GB/T 4754 digits or a prefix.")] = None
    sector: Text | None = None
    department: DepartmentCode | None = None
    criterion: Annotated[
        Criterion | None, Field(description="It breaks this item of a standard.")
    ] = None
    overdue: bool | None = None
    under_order: bool | None = None
    stopped: bool | None = None
    unacknowledged: Annotated[
        bool | None, Field(description="A notice is not acknowledged in time.")
    ] = None
    verified: bool | None = None
    closed: bool | None = None
    on_time: Annotated[bool | None, Field(description="Closed by its due date.")] = None
    notified: bool | None = None
    as_of: Annotated[
        date | None, Field(description="Take open, closed, overdue … as they were that day.")
    ] = None
    found_from: date | None = None
    found_to: date | None = None
    due_from: date | None = None
    due_to: date | None = None
    text: Text | None = None
    merged: Annotated[
        bool | None, Field(description="Duplicates; without it only what counts is listed.")
    ] = None
    matter: MatterCode | None = None
    link: MatterCode | None = None
    officer: Annotated[UUID | None, Field(description="Account of who looks after it.")] = None
    transfer_to: Annotated[
        DepartmentCode | None, Field(description="Offered to this department.")
    ] = None
    transferring: Annotated[
        bool | None, Field(description="Offered to another department, not answered.")
    ] = None
    recurring: Annotated[bool | None, Field(description="It came back.")] = None
    withdrawing: Annotated[
        bool | None, Field(description="Its verification is asked to be withdrawn.")
    ] = None


async def _filter(asked: Annotated[Asked, Query()], *, caller: Caller, now: Now) -> Filter:
    wanted = dict(asked)
    wanted["as_of"] = asked.as_of or date_in_china(now)
    return Filter(**wanted, disguised=is_of_unit(caller))


HazardFilter = Annotated[Filter, Depends(_filter)]
