"""Bodies and their officers."""

from datetime import date
from typing import Annotated
from uuid import UUID

from chassis import paging
from chassis.audit import Entry, history
from chassis.audit.routes import EntryOut
from chassis.http import ApiRouter, Caller, IfMatch, Now, Page, PageOf, Tx, tagged
from chassis.ids import new_id
from chassis.problems import documented
from fastapi import Path, Response

from enforcement.domain.body import Body, Officer
from enforcement.messages import MESSAGES
from enforcement.schemas.body import (
    BodyChange,
    BodyIn,
    BodyOut,
    OfficerChange,
    OfficerIn,
    OfficerOut,
)
from enforcement.store import body as store
from enforcement.use_cases import body as use_cases

router = ApiRouter(prefix="/v1", tags=["bodies"])

CodePath = Annotated[str, Path(pattern=r"^[a-z][a-z_]{1,30}$")]
CHANGE = documented(MESSAGES, "not_found", "changed_meanwhile", "version_required", "period_wrong")


@router.get("/bodies", response_model=list[BodyOut], summary="All law-enforcement bodies")
async def list_bodies(tx: Tx) -> list[Body]:
    return list(await store.all_bodies(tx))


@router.get(
    "/bodies/{code}",
    response_model=BodyOut,
    summary="One body",
    responses=documented(MESSAGES, "not_found"),
)
async def get_body(code: CodePath, tx: Tx, response: Response) -> Body:
    return tagged(response, await store.body_records.get(tx, code))


@router.post(
    "/bodies",
    status_code=201,
    response_model=BodyOut,
    summary="Register a body",
    responses=documented(MESSAGES, "already_there", "period_wrong"),
)
async def register_body(new: BodyIn, tx: Tx, caller: Caller, now: Now, response: Response) -> Body:
    body = Body(**new.model_dump())
    return tagged(response, await use_cases.register_body(tx, body=body, by=caller, at=now))


@router.patch(
    "/bodies/{code}",
    response_model=BodyOut,
    summary="Correct or confirm a body's entry",
    responses=CHANGE,
)
async def change_body(
    *,
    code: CodePath,
    change: BodyChange,
    tx: Tx,
    caller: Caller,
    now: Now,
    expected: IfMatch,
    response: Response,
) -> Body:
    changes = change.model_dump(exclude_unset=True)
    return tagged(
        response,
        await use_cases.change_body(
            tx, code=code, changes=changes, by=caller, at=now, expected=expected
        ),
    )


@router.get("/bodies/{code}/history", response_model=list[EntryOut], summary="What was changed")
async def body_history(code: CodePath, tx: Tx) -> list[Entry]:
    return await history(tx, what="body", id=code)


@router.get("/officers", response_model=PageOf[OfficerOut], summary="Certified officers")
async def list_officers(
    tx: Tx, page: Page, body: str | None = None, certified_on: date | None = None
) -> paging.Slice:
    rows = await store.officers_of(
        tx, body=body, certified_on=certified_on, limit=page.limit + 1, after=page.after
    )
    return paging.cut(rows, page, lambda officer: (officer.certificate_number,))


@router.get(
    "/officers/{officer_id}",
    response_model=OfficerOut,
    summary="One officer",
    responses=documented(MESSAGES, "not_found"),
)
async def get_officer(officer_id: UUID, tx: Tx, response: Response) -> Officer:
    return tagged(response, await store.officer_records.get(tx, officer_id))


@router.post(
    "/officers",
    status_code=201,
    response_model=OfficerOut,
    summary="Register an officer with the certificate",
    responses=documented(MESSAGES, "unknown_body", "already_there", "period_wrong"),
)
async def register_officer(
    new: OfficerIn, tx: Tx, caller: Caller, now: Now, response: Response
) -> Officer:
    officer = Officer(id=new_id(), **new.model_dump())
    return tagged(
        response, await use_cases.register_officer(tx, officer=officer, by=caller, at=now)
    )


@router.patch(
    "/officers/{officer_id}",
    response_model=OfficerOut,
    summary="Renew a certificate, move an officer, tie an account",
    responses=CHANGE,
)
async def change_officer(
    *,
    officer_id: UUID,
    change: OfficerChange,
    tx: Tx,
    caller: Caller,
    now: Now,
    expected: IfMatch,
    response: Response,
) -> Officer:
    changes = change.model_dump(exclude_unset=True)
    return tagged(
        response,
        await use_cases.change_officer(
            tx, officer_id=officer_id, changes=changes, by=caller, at=now, expected=expected
        ),
    )


@router.get("/officers/{officer_id}/history", response_model=list[EntryOut], summary="Its changes")
async def officer_history(officer_id: UUID, tx: Tx) -> list[Entry]:
    return await history(tx, what="officer", id=officer_id)
