"""Take a photograph off the wire: counted, sniffed, and cleaned in a bounded pool."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import Final

from chassis.attachments.photos import PhotoRefused, clean_photo
from fastapi import Request

LARGEST: Final = 20 * 1024 * 1024
AT_ONCE: Final = 2
KINDS: Final = {
    "image/jpeg": lambda head: head.startswith(b"\xff\xd8\xff"),
    "image/png": lambda head: head.startswith(b"\x89PNG\r\n\x1a\n"),
    "image/webp": lambda head: head[:4] == b"RIFF" and head[8:12] == b"WEBP",
}
_pool = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="photographs")


async def received_photo(request: Request) -> bytes:
    """Read the body within bounds and re-encode it. Raise `PhotoRefused` for anything else."""
    declared = request.headers.get("content-type", "").split(";")[0].strip().lower()
    fits = KINDS.get(declared)
    if fits is None:
        raise PhotoRefused("unsupported_file", allowed=", ".join(KINDS))
    data = await _bounded(request)
    if not fits(data[:16]):
        raise PhotoRefused("not_what_it_says", declared=declared)
    return await asyncio.get_running_loop().run_in_executor(_pool, clean_photo, data)


async def _bounded(request: Request) -> bytes:
    """Count what really comes; a length that was announced proves nothing."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > LARGEST:
            raise PhotoRefused("too_large", limit="20 MB")
    return bytes(body)
