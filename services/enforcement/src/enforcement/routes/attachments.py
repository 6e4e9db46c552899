"""Files of the evidence list: sent first, then named by id in a piece of evidence."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from attachments import (
    Attachment,
    Kind,
    NoSuchAttachment,
    store_file,
    store_photo,
)
from attachments import get_attachment as kept_attachment
from attachments.serving import file_answer
from chassis.http import STREAMED, ApiRouter, Caller, Now, Sight, Tx
from chassis.problems import documented
from fastapi import Header, Query, Request, Response

from enforcement.domain.refusals import NotFound
from enforcement.messages import MESSAGES
from enforcement.schemas.words import Shown
from enforcement.store import case as cases
from enforcement.store import plan as plans

router = ApiRouter(prefix="/v1/attachments", tags=["attachments"])

BODY = {
    "requestBody": {
        "required": True,
        "content": {"image/jpeg": {"schema": {"type": "string", "format": "binary"}}},
    }
}


class AttachmentOut(Shown):
    id: UUID
    sha256: str
    kind: Kind
    media_type: str
    size: int
    added_at: datetime


@router.post(
    "",
    status_code=201,
    response_model=AttachmentOut,
    summary="Send one file of evidence",
    openapi_extra={**STREAMED, **BODY},
    responses=documented(MESSAGES, "too_large", "not_what_it_says", "unsupported_file"),
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
    # Officers are named people: when and where a photograph was taken is evidence.
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
    summary="The file, for whoever sees a case or report it is evidence in, or sent it",
    responses=documented(MESSAGES, "not_found"),
)
async def get_attachment(
    *, request: Request, attachment_id: UUID, tx: Tx, caller: Caller, sight: Sight
) -> Response:
    try:
        kept = await kept_attachment(tx, attachment_id)
    except NoSuchAttachment:
        raise NotFound from None
    own = kept.added_by == str(caller.id)
    shown = own or await cases.shows_evidence(tx, attachment_id, sight=sight)
    if not shown and not await plans.shows_evidence(tx, attachment_id, sight=sight):
        raise NotFound
    return file_answer(request.app.state.files, kept)
