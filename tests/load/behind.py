"""What stands behind the doors that are compared: 1 KB of JSON, at once or after a while."""

import asyncio
import json
from typing import Any

_BODY = json.dumps(
    {"items": [{"id": f"{n:032x}", "status": "verified", "area": "350583002"} for n in range(12)]}
).encode()
_ANSWER: dict[str, Any] = {
    "type": "http.response.start",
    "status": 200,
    "headers": [
        (b"content-type", b"application/json"),
        (b"content-length", str(len(_BODY)).encode()),
    ],
}
_SLOW_SECONDS = 5.0
_LARGE = b"0" * 65536


async def app(scope: Any, receive: Any, send: Any) -> None:
    """Raw ASGI, so that it costs as little as may be. What is asked for says how it answers."""
    if scope["type"] != "http":
        return
    asked = scope["query_string"]
    if b"slow" in asked:
        await asyncio.sleep(_SLOW_SECONDS)
    if b"refuse" in asked:
        await send({"type": "http.response.start", "status": 503, "headers": []})
        await send({"type": "http.response.body", "body": b""})
        return
    if b"large" in asked:
        await _answer_at_length(send)
        return
    await send(_ANSWER)
    await send({"type": "http.response.body", "body": _BODY})


async def _answer_at_length(send: Any) -> None:
    """16 MB: more than any buffer between here and a client that does not read."""
    await send({"type": "http.response.start", "status": 200, "headers": []})
    for _ in range(256):
        await send({"type": "http.response.body", "body": _LARGE, "more_body": True})
    await send({"type": "http.response.body", "body": b""})
