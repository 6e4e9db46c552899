"""Screenshots of checks: only the picture is kept, and only training officers see it again."""

from typing import Annotated
from uuid import UUID

from attachments import Attachment, NoSuchAttachment, store_photo
from attachments import get_attachment as kept_attachment
from attachments.serving import file_answer
from chassis.http import STREAMED, ApiRouter, Caller, Now, Sight, Tx
from chassis.problems import documented
from fastapi import Header, Request, Response, status

from training_records.domain.refusals import NotFound
from training_records.messages import MESSAGES
from training_records.schemas.certificate import AttachmentOut
from training_records.store import certificate as certificates

router = ApiRouter(prefix="/v1/attachments", tags=["certificates"])

BODY = {
    "requestBody": {
        "required": True,
        "content": {"image/png": {"schema": {"type": "string", "format": "binary"}}},
    }
}


@router.post(
    "",
    response_model=AttachmentOut,
    status_code=status.HTTP_201_CREATED,
    openapi_extra={**STREAMED, **BODY},
    responses=documented(MESSAGES, "too_large", "not_what_it_says", "unsupported_file"),
    summary="Send a screenshot; name its id when a certificate is verified",
)
async def upload_attachment(
    *, request: Request, tx: Tx, caller: Caller, now: Now, content_type: Annotated[str, Header()]
) -> Attachment:
    state = request.app.state
    return await store_photo(
        tx,
        state.files,
        state.workshop,
        request.stream(),
        declared=content_type,
        by=caller,
        at=now,
    )


@router.get(
    "/{attachment_id}",
    response_class=Response,
    summary="The screenshot, for who sent it or answers for the certificate it belongs to",
)
async def get_attachment(
    attachment_id: UUID, *, request: Request, tx: Tx, caller: Caller, sight: Sight
) -> Response:
    try:
        kept = await kept_attachment(tx, attachment_id)
    except NoSuchAttachment as missing:
        raise NotFound from missing
    own = kept.added_by == str(caller.id)
    if not own and not await certificates.shows(tx, attachment_id, sight=sight):
        raise NotFound
    return file_answer(request.app.state.files, kept)
