"""Answers every request, and has nothing to say."""

import os
from typing import Any


def create() -> Any:
    if os.environ.get("FAKE_BROKEN"):
        raise RuntimeError("broken on purpose")
    return answer


async def answer(scope: dict[str, Any], receive: Any, send: Any) -> None:
    if scope["type"] == "http":
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b""})
