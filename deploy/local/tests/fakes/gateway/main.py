"""Answers every request with what this process was told and who it is."""

import json
import os
from typing import Any


def create() -> Any:
    return answer


async def answer(scope: dict[str, Any], receive: Any, send: Any) -> None:
    if scope["type"] != "http":
        return
    told = {name: value for name, value in os.environ.items() if name.startswith("ZHIBEN_")}
    body = json.dumps({"pid": os.getpid(), "told": told}).encode()
    headers = [(b"content-type", b"application/json"), (b"content-length", b"%d" % len(body))]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": body})
