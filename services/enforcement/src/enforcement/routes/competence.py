"""The competence table: matter × body → what it may do, on a date."""

from datetime import date
from uuid import UUID

from chassis.audit import Entry, history
from chassis.audit.routes import EntryOut
from chassis.http import ApiRouter, Caller, Now, Tx
from chassis.ids import new_id
from chassis.problems import documented
from law.calendar import Calendar

from enforcement.domain.competence import Competence, Matter
from enforcement.messages import MESSAGES
from enforcement.schemas.body import CompetenceIn, CompetenceOut, MatterOut, Why
from enforcement.store import body as store
from enforcement.use_cases import body as use_cases

router = ApiRouter(prefix="/v1/competence", tags=["competence"])


@router.get("", response_model=list[CompetenceOut], summary="The table, whole or as of a day")
async def list_competence(
    tx: Tx, matter: str | None = None, body: str | None = None, on: date | None = None
) -> list[Competence]:
    return list(await store.entries(tx, matter=matter, body=body, on=on))


@router.get("/matters", response_model=list[MatterOut], summary="Fields of supervision")
async def list_competence_matters(tx: Tx) -> list[Matter]:
    return list(await store.all_matters(tx))


@router.get(
    "/check",
    response_model=CompetenceOut,
    summary="May this body inspect, order, punish in this matter on this day?",
    responses=documented(MESSAGES, "unknown_body", "unknown_matter"),
)
async def check_competence(
    matter: str, body: str, tx: Tx, now: Now, on: date | None = None
) -> Competence:
    day = on or Calendar.today(now)
    return await use_cases.check_competence(tx, matter=matter, body=body, on=day)


@router.post(
    "",
    status_code=201,
    response_model=CompetenceOut,
    summary="Enter a new version of one cell",
    responses=documented(MESSAGES, "unknown_body", "unknown_matter", "power_not_handed_down"),
)
async def enter_competence(new: CompetenceIn, tx: Tx, caller: Caller, now: Now) -> Competence:
    # Who enters a power by hand has the document before him; shipped rows are confirmed apart.
    entry = Competence(
        id=new_id(),
        entered_at=now,
        confirmed_by=str(caller.id),
        confirmed_at=now,
        **new.model_dump(),
    )
    return await use_cases.enter_competence(tx, entry=entry, by=caller, at=now)


@router.post(
    "/{entry_id}/confirm",
    response_model=CompetenceOut,
    summary="Vouch for a shipped entry",
    responses=documented(MESSAGES, "not_found"),
)
async def confirm_competence(
    entry_id: UUID, body: Why, tx: Tx, caller: Caller, now: Now
) -> Competence:
    return await use_cases.confirm_competence(
        tx, entry_id=entry_id, why=body.why, by=caller, at=now
    )


@router.get("/{entry_id}/history", response_model=list[EntryOut], summary="Its changes")
async def competence_history(entry_id: UUID, tx: Tx) -> list[Entry]:
    return await history(tx, what="competence", id=entry_id)
