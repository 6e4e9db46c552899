"""Where people work. An employment lies under the file of its person."""

from typing import Annotated
from uuid import UUID

from chassis import paging
from chassis.audit import history
from chassis.http import ApiRouter, Caller, IfMatch, Now, Page, PageOf, Sight, Tx, tagged
from chassis.problems import documented
from fastapi import Depends, Response, status

from training_records.domain.employment import Employment
from training_records.domain.refusals import NotFound
from training_records.messages import MESSAGES
from training_records.schemas.employment import EmploymentOut, EndIn, PostChangeIn, PostIn
from training_records.schemas.figures import HistoryOut
from training_records.store import employment as employments
from training_records.store import person as people
from training_records.use_cases import employment as use_cases

router = ApiRouter(prefix="/v1/people/{person_id}/employments", tags=["people"])


async def _of_person(person_id: UUID, employment_id: UUID, tx: Tx, sight: Sight) -> Employment:
    """Raise `NotFound` unless the person has such an employment in sight."""
    work = await employments.get(tx, employment_id, sight=sight)
    if work.person_id != person_id:
        raise NotFound
    return work


OfPerson = Annotated[Employment, Depends(_of_person)]


@router.get("", response_model=PageOf[EmploymentOut], summary="List where a person works or worked")
async def list_employments(person_id: UUID, *, tx: Tx, sight: Sight, page: Page) -> paging.Slice:
    await people.get(tx, person_id, sight=sight)
    rows = await employments.page(tx, sight=sight, request=page, person_id=person_id)
    cut = paging.cut(rows, page, lambda work: (work.id,))
    return paging.Slice([EmploymentOut.of(work) for work in cut.items], cut.next)


@router.post(
    "",
    response_model=EmploymentOut,
    status_code=status.HTTP_201_CREATED,
    responses=documented(MESSAGES, "unit_unknown", "employment_exists", "item_unknown"),
    summary="Let somebody begin work at a unit",
)
async def start_employment(
    person_id: UUID,
    body: PostIn,
    response: Response,
    *,
    tx: Tx,
    caller: Caller,
    sight: Sight,
    now: Now,
) -> EmploymentOut:
    work = await use_cases.start_employment(
        tx, person_id=person_id, post=body.read(), sight=sight, by=caller, at=now
    )
    return tagged(response, EmploymentOut.of(work))


@router.put(
    "/{employment_id}/post",
    response_model=EmploymentOut,
    responses=documented(MESSAGES, "employment_ended", "item_unknown"),
    summary="Correct what a post is called and which certificates it takes",
)
async def change_post(
    body: PostChangeIn,
    response: Response,
    *,
    work: OfPerson,
    expected: IfMatch,
    tx: Tx,
    caller: Caller,
    sight: Sight,
    now: Now,
) -> EmploymentOut:
    changed = await use_cases.change_post(
        tx,
        employment_id=work.id,
        post=body.post,
        needs=tuple(need.need() for need in body.needs),
        expected=expected,
        sight=sight,
        by=caller,
        at=now,
    )
    return tagged(response, EmploymentOut.of(changed))


@router.post(
    "/{employment_id}/end",
    response_model=EmploymentOut,
    responses=documented(MESSAGES, "employment_ended", "dates_disordered"),
    summary="Let work end with a day",
)
async def end_employment(
    body: EndIn,
    response: Response,
    *,
    work: OfPerson,
    expected: IfMatch,
    tx: Tx,
    caller: Caller,
    sight: Sight,
    now: Now,
) -> EmploymentOut:
    ended = await use_cases.end_employment(
        tx,
        employment_id=work.id,
        to_on=body.to_on,
        expected=expected,
        sight=sight,
        by=caller,
        at=now,
    )
    return tagged(response, EmploymentOut.of(ended))


@router.get(
    "/{employment_id}/history",
    response_model=PageOf[HistoryOut],
    summary="Who did what to the employment, newest first",
)
async def read_employment_history(page: Page, work: OfPerson, *, tx: Tx) -> paging.Slice:
    after = int(page.after[0]) if page.after else None
    rows = await history(tx, what="employment", id=work.id, limit=page.limit + 1, after=after)
    return paging.cut(rows, page, lambda entry: (entry.seq,))
