"""People's files. Identity numbers come in request bodies only: addresses are written to logs."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated
from uuid import UUID

from chassis import paging
from chassis.audit import history
from chassis.clock import date_in_china
from chassis.db import Session
from chassis.http import (
    CHECK,
    ApiRouter,
    Caller,
    IfMatch,
    Now,
    Page,
    PageOf,
    Sight,
    Tx,
    tagged,
)
from chassis.identity import Principal
from chassis.paging import PageRequest
from chassis.problems import documented
from fastapi import Query, Response, status
from office.spreadsheets.writing import OutColumn

from training_records.domain.employment import Kind
from training_records.domain.person import Person
from training_records.messages import MESSAGES
from training_records.routes.exporting import EXPORTED, Form, Wanted, all_rows, as_file
from training_records.routes.keys import Vault
from training_records.routes.showing import named_in_full
from training_records.schemas.employment import EmploymentOut
from training_records.schemas.figures import HistoryOut
from training_records.schemas.person import (
    FindIn,
    HireIn,
    PersonAmendIn,
    PersonFileOut,
    PersonIn,
    PersonOut,
    RevealedOut,
    RevealIn,
)
from training_records.store import employment as employments
from training_records.store import person as people
from training_records.store.person import Filter
from training_records.use_cases import person as use_cases

router = ApiRouter(prefix="/v1/people", tags=["people"])

Area = Annotated[str | None, Query(pattern=r"^\d{6,18}$", description="A code or its beginning.")]
EVERYTHING_OF_ONE = PageRequest(limit=paging.MOST)

COLUMNS = (
    OutColumn("姓名"),
    OutColumn("身份证号", width=22),
    OutColumn("联系电话", width=16),
    OutColumn("建档日期"),
    OutColumn("档案编号", width=38),
)


@router.get(
    "",
    response_model=PageOf[PersonOut],
    responses={**EXPORTED, **documented(MESSAGES, "export_too_large")},
    summary="List people who work, or worked, where the caller may look",
)
async def list_people(
    *,
    tx: Tx,
    caller: Caller,
    sight: Sight,
    page: Page,
    form: Wanted,
    unit_id: UUID | None = None,
    area: Area = None,
    kind: Kind | None = None,
    employed_on: date | None = None,
) -> PageOf[PersonOut] | Response:
    wanted = Filter(unit_id=unit_id, area=area, kind=kind, employed_on=employed_on)
    if form is Form.PAGE:
        return await _page(tx, caller, sight, page, wanted)
    found = await all_rows(
        lambda request: people.page(tx, sight=sight, request=request, wanted=wanted),
        lambda person: (person.id,),
    )
    shown = await _shown(tx, caller, found)
    rows = [(p.name, p.identity_number, p.phone, p.registered_on, p.id) for p in shown]
    return await as_file(form, name="people", columns=COLUMNS, rows=rows)


@router.post(
    "",
    response_model=PersonFileOut,
    status_code=status.HTTP_201_CREATED,
    responses=documented(
        MESSAGES, "person_exists", "unit_unknown", "item_unknown", "identity_number_check"
    ),
    summary="Open the file of somebody who works at a unit",
)
async def register_person(
    body: PersonIn,
    response: Response,
    *,
    tx: Tx,
    caller: Caller,
    sight: Sight,
    now: Now,
    vault: Vault,
) -> PersonFileOut:
    person, work = await use_cases.register_person(
        tx,
        vault=vault,
        name=body.name,
        identity_number=body.identity_number,
        phone=body.phone,
        account_id=body.account_id,
        post=body.post.read(),
        sight=sight,
        by=caller,
        at=now,
    )
    response.headers["Location"] = f"/v1/people/{person.id}"
    return tagged(response, PersonFileOut.of_file(person, [EmploymentOut.of(work)], in_full=True))


@router.post(
    "/find",
    response_model=PageOf[PersonOut],
    openapi_extra=CHECK,
    responses=documented(MESSAGES, "identity_number_check"),
    summary="Find people by identity number or by the beginning of the name",
)
async def find_people(
    body: FindIn, *, tx: Tx, caller: Caller, sight: Sight, page: Page, now: Now, vault: Vault
) -> PageOf[PersonOut]:
    digest = None
    if body.identity_number:
        on = date_in_china(now)
        digest = use_cases.seal_identity(vault, body.identity_number, on=on).digest
    return await _page(tx, caller, sight, page, Filter(name=body.name, digest=digest))


@router.post(
    "/hire",
    response_model=EmploymentOut,
    status_code=status.HTTP_201_CREATED,
    responses=documented(MESSAGES, "name_differs", "unit_unknown", "employment_exists"),
    summary="Add work at a unit to the file of somebody who has one already",
)
async def hire_person(
    body: HireIn,
    response: Response,
    *,
    tx: Tx,
    caller: Caller,
    sight: Sight,
    now: Now,
    vault: Vault,
) -> EmploymentOut:
    _, work = await use_cases.hire_person(
        tx,
        vault=vault,
        name=body.name,
        identity_number=body.identity_number,
        post=body.post.read(),
        sight=sight,
        by=caller,
        at=now,
    )
    return tagged(response, EmploymentOut.of(work))


@router.get("/{person_id}", response_model=PersonFileOut, summary="Read a person's file")
async def read_person(
    person_id: UUID, response: Response, *, tx: Tx, caller: Caller, sight: Sight
) -> PersonFileOut:
    person = await people.get(tx, person_id, sight=sight)
    return tagged(response, await _file(tx, caller, sight, person))


@router.put(
    "/{person_id}",
    response_model=PersonFileOut,
    summary="Correct name, telephone and account",
)
async def amend_person(
    person_id: UUID,
    body: PersonAmendIn,
    response: Response,
    *,
    expected: IfMatch,
    tx: Tx,
    caller: Caller,
    sight: Sight,
    now: Now,
    vault: Vault,
) -> PersonFileOut:
    person = await use_cases.amend_person(
        tx,
        vault=vault,
        person_id=person_id,
        name=body.name,
        phone=body.phone,
        account_id=body.account_id,
        expected=expected,
        sight=sight,
        by=caller,
        at=now,
    )
    return tagged(response, await _file(tx, caller, sight, person))


@router.post(
    "/{person_id}/reveal",
    response_model=RevealedOut,
    # It changes nothing, and its answer must not be remembered for a repeat.
    openapi_extra=CHECK,
    responses=documented(MESSAGES, "keys_differ"),
    summary="Show the sealed numbers, for a stated purpose; that it was done is written down",
)
async def reveal_person(
    person_id: UUID,
    body: RevealIn,
    response: Response,
    *,
    tx: Tx,
    caller: Caller,
    sight: Sight,
    now: Now,
    vault: Vault,
) -> RevealedOut:
    found = await use_cases.reveal_person(
        tx,
        vault=vault,
        person_id=person_id,
        purpose=body.purpose,
        sight=sight,
        by=caller,
        at=now,
    )
    response.headers["Cache-Control"] = "no-store"
    return RevealedOut(identity_number=found.identity_number, phone=found.phone)


@router.get(
    "/{person_id}/history",
    response_model=PageOf[HistoryOut],
    summary="Who did what to the file, newest first",
)
async def read_person_history(person_id: UUID, *, tx: Tx, sight: Sight, page: Page) -> paging.Slice:
    await people.get(tx, person_id, sight=sight)
    after = int(page.after[0]) if page.after else None
    rows = await history(tx, what="person", id=person_id, limit=page.limit + 1, after=after)
    return paging.cut(rows, page, lambda entry: (entry.seq,))


async def _page(
    tx: Session, caller: Principal, sight: Sight, page: PageRequest, wanted: Filter
) -> PageOf[PersonOut]:
    rows = await people.page(tx, sight=sight, request=page, wanted=wanted)
    cut = paging.cut(rows, page, lambda person: (person.id,))
    return PageOf(items=await _shown(tx, caller, cut.items), next=cut.next)


async def _shown(tx: Session, caller: Principal, found: Sequence[Person]) -> list[PersonOut]:
    named = await named_in_full(tx, caller, [person.id for person in found])
    return [PersonOut.of(person, in_full=person.id in named) for person in found]


async def _file(tx: Session, caller: Principal, sight: Sight, person: Person) -> PersonFileOut:
    works = await employments.page(tx, sight=sight, request=EVERYTHING_OF_ONE, person_id=person.id)
    named = await named_in_full(tx, caller, [person.id])
    return PersonFileOut.of_file(
        person, [EmploymentOut.of(work) for work in works], in_full=person.id in named
    )
