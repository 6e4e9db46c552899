"""Photographs, sound and video come in: in one piece, or in chunks over a bad line."""

from typing import Annotated

from attachments import (
    ATTACHMENT_MESSAGES,
    Kind,
    NotWhatItSays,
    TooLarge,
    UnsupportedFile,
    Workshop,
)
from attachments.kinds import HEAD_BYTES, RULES, TAIL_BYTES, is_what_it_says, plain_type
from chassis.http import STREAMED, ApiRouter, Now, Tx
from chassis.problems import documented
from fastapi import Depends, Header, Path, Query, Request

from reporting_whistleblower.domain.incoming import CHUNK_BYTES, ChunkUnfitting
from reporting_whistleblower.messages import MESSAGES
from reporting_whistleblower.routes.asking import IntakeGuard
from reporting_whistleblower.routes.photographs import received_photo
from reporting_whistleblower.schemas.receipts import TicketOut
from reporting_whistleblower.schemas.sending import BeginIn, BegunOut, StandingOut
from reporting_whistleblower.store.incoming import Copy
from reporting_whistleblower.use_cases import sending, uploads

router = ApiRouter(prefix="/v1/report-uploads", tags=["reports"])
FILES = {**MESSAGES, **ATTACHMENT_MESSAGES}
REFUSED = ("too_large", "not_what_it_says", "unsupported_file", "empty_file", "work_required")
RECORDINGS = (Kind.SOUND, Kind.VIDEO)
Agreed = Annotated[
    bool, Query(description="Keep what was sent, sealed, beside the cleaned copy: as evidence")
]


async def _ticket(
    held: Annotated[str, Header(alias="X-Zhiben-Upload", max_length=100)],
) -> uploads.Ticket:
    return uploads.Ticket.parse(held, field=sending.TICKET)


Ticket = Annotated[uploads.Ticket, Depends(_ticket)]
Number = Annotated[int, Path(ge=0, le=100)]


@router.post(
    "",
    status_code=201,
    response_model=TicketOut,
    dependencies=[IntakeGuard],
    summary="上传照片 Send one photograph (JPEG, PNG or WebP as the raw body)",
    responses=documented(FILES, *REFUSED, "photo_damaged", "photo_too_many_pixels"),
    openapi_extra=STREAMED,
)
async def keep_upload(
    request: Request, tx: Tx, now: Now, *, keep_original: Agreed = False
) -> TicketOut:
    original, photo = await received_photo(request)
    ticket = await uploads.keep_upload(tx, photo=photo, at=now)
    if keep_original:
        await sending.keep_copy(tx, ticket, Copy.ORIGINAL, original)
    return TicketOut(ticket=str(ticket))


@router.post(
    "/begin",
    status_code=201,
    response_model=BegunOut,
    dependencies=[IntakeGuard],
    summary="开始分块上传 Announce sound or video; its chunks may then come one by one",
    responses=documented(FILES, *REFUSED),
)
async def begin_upload(new: BeginIn, tx: Tx, now: Now) -> BegunOut:
    media_type = plain_type(new.media_type)
    kind = next((one for one in RECORDINGS if media_type in RULES[one].media_types), None)
    if kind is None:
        raise UnsupportedFile(Kind.VIDEO)
    if new.size > RULES[kind].most_bytes:
        raise TooLarge(RULES[kind].most_bytes)
    ticket, upload = await sending.begin_upload(
        tx, media_type=media_type, size=new.size, keep_original=new.keep_original, at=now
    )
    return BegunOut(
        ticket=str(ticket), upload_id=upload.id, chunk_bytes=CHUNK_BYTES, chunks=upload.chunks
    )


@router.put(
    "/chunks/{number}",
    response_model=StandingOut,
    summary="上传一块 Send one chunk; sent again it changes nothing",
    responses=documented(FILES, "upload_unknown", "chunk_unfitting"),
    openapi_extra={"requestBody": {"required": True, "content": {"application/octet-stream": {}}}},
)
async def put_chunk(number: Number, request: Request, tx: Tx, ticket: Ticket) -> StandingOut:
    chunk = bytearray()
    async for piece in request.stream():
        chunk += piece
        if len(chunk) > CHUNK_BYTES:
            raise ChunkUnfitting(chunks="—", bytes=CHUNK_BYTES)
    await sending.put_chunk(tx, ticket=ticket, number=number, chunk=bytes(chunk))
    return _standing(await sending.upload_standing(tx, ticket=ticket))


@router.get(
    "/standing",
    response_model=StandingOut,
    summary="查询已收到的分块 Which chunks came, to send the rest after a broken line",
    responses=documented(FILES, "upload_unknown"),
)
async def read_upload_standing(tx: Tx, ticket: Ticket) -> StandingOut:
    return _standing(await sending.upload_standing(tx, ticket=ticket))


@router.post(
    "/finish",
    status_code=201,
    response_model=TicketOut,
    summary="完成上传 Judge and clean what came; the ticket is then good for a report",
    responses=documented(
        FILES, "upload_unknown", "chunks_missing", "not_what_it_says", "media_damaged"
    ),
)
async def finish_upload(request: Request, tx: Tx, now: Now, ticket: Ticket) -> TicketOut:
    workshop: Workshop = request.app.state.workshop

    async def clean(data: bytes, media_type: str) -> bytes:
        if not is_what_it_says(media_type, data[:HEAD_BYTES], data[-TAIL_BYTES:]):
            raise NotWhatItSays(media_type)
        return await workshop.remux(data, media_type)

    await sending.finish_upload(tx, ticket=ticket, clean=clean, at=now)
    return TicketOut(ticket=str(ticket))


def _standing(standing: sending.Standing) -> StandingOut:
    upload = standing.upload
    return StandingOut(chunks=upload.chunks, received=standing.received)
