"""Answers every request, and has nothing to say."""

from typing import Any


def create() -> Any:
    return answer


async def answer(scope: dict[str, Any], receive: Any, send: Any) -> None:
    if scope["type"] == "http":
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b""})
