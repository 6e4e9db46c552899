"""The filters that every list of hazards takes."""

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from chassis.clock import date_in_china
from chassis.http import Caller, Now
from fastapi import Depends, Query

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

_ASKED = {"caller", "now", "beside"}


async def _beside(
    *,
    merged: Annotated[
        bool | None, Query(description="Duplicates; without it only what counts is listed.")
    ] = None,
    matter: MatterCode | None = None,
    link: MatterCode | None = None,
    officer: Annotated[UUID | None, Query(description="Account of who looks after it.")] = None,
    transfer_to: Annotated[
        DepartmentCode | None, Query(description="Offered to this department.")
    ] = None,
    transferring: Annotated[
        bool | None, Query(description="Offered to another department, not answered.")
    ] = None,
    recurring: Annotated[bool | None, Query(description="It came back.")] = None,
    withdrawing: Annotated[
        bool | None, Query(description="Its verification is asked to be withdrawn.")
    ] = None,
) -> dict[str, Any]:
    return dict(locals())


async def _filter(
    *,
    caller: Caller,
    now: Now,
    area: Annotated[AreaPrefix | None, Query(description="Code or prefix of a subtree.")] = None,
    unit_id: UUID | None = None,
    level: Annotated[list[Level], Query(max_length=3)] = [],  # noqa: B006 - FastAPI copies it
    status: Annotated[list[Status], Query(max_length=7)] = [],  # noqa: B006
    channel: Annotated[list[Channel], Query(max_length=3)] = [],  # noqa: B006
    open: bool | None = None,
    industry: Annotated[Industry | None, Query(description="GB/T 4754 digits or a prefix.")] = None,
    sector: Text | None = None,
    department: DepartmentCode | None = None,
    criterion: Annotated[
        Criterion | None, Query(description="It breaks this item of a standard.")
    ] = None,
    overdue: bool | None = None,
    under_order: bool | None = None,
    stopped: bool | None = None,
    unacknowledged: Annotated[
        bool | None, Query(description="A notice is not acknowledged in time.")
    ] = None,
    verified: bool | None = None,
    closed: bool | None = None,
    on_time: Annotated[bool | None, Query(description="Closed by its due date.")] = None,
    notified: bool | None = None,
    as_of: Annotated[
        date | None, Query(description="Take open, closed, overdue … as they were that day.")
    ] = None,
    found_from: date | None = None,
    found_to: date | None = None,
    due_from: date | None = None,
    due_to: date | None = None,
    text: Text | None = None,
    beside: Annotated[dict[str, Any], Depends(_beside)],
) -> Filter:
    wanted = {name: value for name, value in locals().items() if name not in _ASKED}
    wanted["as_of"] = as_of or date_in_china(now)
    return Filter(**wanted, **beside, disguised=is_of_unit(caller))


HazardFilter = Annotated[Filter, Depends(_filter)]
