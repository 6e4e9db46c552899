"""Ask a service for JSON, with the rights of whoever asks the gateway."""

import asyncio
import json
from collections.abc import Mapping
from typing import Any, Final, TypeAlias

from gateway.routing import MIB, Service
from gateway.upstreams import Upstream

Upstreams: TypeAlias = Mapping[Service, Upstream]

PATIENCE: Final = 10.0  # seconds for a service to work out its figures
LARGEST: Final = 4 * MIB
OK, FORBIDDEN, NOT_FOUND = 200, 403, 404


async def ask(
    upstreams: Upstreams, service: Service, path: str, *, authorization: str
) -> tuple[int, Any]:
    """Raise `KeyError`, `UpstreamFailure`, `TimeoutError` or `ValueError` without a plain answer."""
    headers = [
        (b"authorization", authorization.encode("latin-1")),
        (b"accept", b"application/json"),
    ]
    body = bytearray()
    async with asyncio.timeout(PATIENCE), upstreams[service].ask("GET", path, headers) as answer:
        while (chunk := await answer.read()) is not None:
            body += chunk
            if len(body) > LARGEST:
                raise ValueError("too large an answer")
        return answer.status, json.loads(body) if answer.status == OK else None
