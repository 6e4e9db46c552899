"""Take a photograph off the wire: counted, judged by its bytes, and cleaned, never on disk."""

from typing import Final

from attachments import Empty, Kind, NotWhatItSays, TooLarge, UnsupportedFile, Workshop
from attachments.kinds import HEAD_BYTES, RULES, TAIL_BYTES, is_what_it_says, plain_type
from fastapi import Request

TAKEN: Final = RULES[Kind.PHOTO]


async def received_photo(request: Request) -> tuple[bytes, bytes]:
    """Read the body within bounds, and re-encode it in the workshop's process: both come back.

    Raise `UnsupportedFile`, `TooLarge`, `Empty`, `NotWhatItSays` or `PhotoRefused`.
    """
    declared = plain_type(request.headers.get("content-type", ""))
    if declared not in TAKEN.media_types:
        raise UnsupportedFile(Kind.PHOTO)
    data = await _bounded(request)
    if not is_what_it_says(declared, data[:HEAD_BYTES], data[-TAIL_BYTES:]):
        raise NotWhatItSays(declared)
    workshop: Workshop = request.app.state.workshop
    return data, (await workshop.examine(data)).data


async def _bounded(request: Request) -> bytes:
    """Count what really comes; a length that was announced proves nothing."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > TAKEN.most_bytes:
            raise TooLarge(TAKEN.most_bytes)
    if not body:
        raise Empty
    return bytes(body)
