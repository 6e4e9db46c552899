"""Photographs and documents: sent as they are, kept clean, shown with a hazard."""

from typing import Annotated
from uuid import UUID

from attachments import (
    Attachment,
    Kind,
    NoSuchAttachment,
    store_file,
    store_photo,
)
from attachments import (
    get_attachment as kept_attachment,
)
from attachments.serving import file_answer
from chassis.http import STREAMED, ApiRouter, Caller, Now, Sight, Tx
from chassis.problems import documented
from fastapi import Header, Query, Request, Response

from hazard_registry.domain.refusals import NotFound
from hazard_registry.messages import MESSAGES
from hazard_registry.schemas.attachments import AttachmentOut
from hazard_registry.store import attachments, hazards

router = ApiRouter(prefix="/v1/attachments", tags=["attachments"])

BODY = {
    "requestBody": {
        "required": True,
        "content": {"image/jpeg": {"schema": {"type": "string", "format": "binary"}}},
    }
}


@router.post(
    "",
    status_code=201,
    response_model=AttachmentOut,
    summary="Send one file; name its id in the body that it belongs to",
    openapi_extra={**STREAMED, **BODY},
    responses=documented(
        MESSAGES, "too_large", "empty_file", "not_what_it_says", "unsupported_file"
    ),
)
async def upload_attachment(
    *,
    request: Request,
    tx: Tx,
    caller: Caller,
    now: Now,
    content_type: Annotated[str, Header()],
    kind: Annotated[Kind, Query()] = Kind.PHOTO,
) -> Attachment:
    files, stream = request.app.state.files, request.stream()
    if kind is not Kind.PHOTO:
        return await store_file(
            tx, files, stream, kind=kind, declared=content_type, by=caller, at=now
        )
    # Inspectors and units are named people: when and where a photograph was taken is evidence.
    return await store_photo(
        tx,
        files,
        request.app.state.workshop,
        stream,
        declared=content_type,
        by=caller,
        at=now,
        keep_evidence=True,
    )


@router.get(
    "/{attachment_id}",
    response_class=Response,
    summary="The file itself, for whoever sees a hazard it is shown with, or sent it",
    responses=documented(MESSAGES, "not_found"),
)
async def get_attachment(
    *, request: Request, attachment_id: UUID, tx: Tx, caller: Caller, sight: Sight
) -> Response:
    try:
        kept = await kept_attachment(tx, attachment_id)
    except NoSuchAttachment:
        raise NotFound() from None
    if kept.added_by != str(caller.id):
        await _check_sight(tx, attachment_id, sight)
    return file_answer(request.app.state.files, kept)


async def _check_sight(tx: Tx, attachment_id: UUID, sight: Sight) -> None:
    for hazard_id in await attachments.hazards_of(tx, attachment_id):
        if await hazards.sees(tx, hazard_id, sight=sight):
            return
    if not await attachments.sees(tx, attachment_id, sight=sight):
        raise NotFound()
