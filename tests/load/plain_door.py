"""The door one would write first: FastAPI and httpx2, with no duty at all."""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx2
from fastapi import FastAPI, Request
from fastapi.responses import StreamingResponse
from starlette.background import BackgroundTask

_UPSTREAM = os.environ["UPSTREAM"]
_NOT_BACK = {"connection", "date", "keep-alive", "server", "transfer-encoding"}


@asynccontextmanager
async def _client(app: FastAPI) -> AsyncIterator[None]:
    limits = httpx2.Limits(max_connections=100, max_keepalive_connections=100)
    async with httpx2.AsyncClient(base_url=_UPSTREAM, limits=limits, trust_env=False) as client:
        app.state.client = client
        yield


app = FastAPI(lifespan=_client)


@app.get("/{path:path}")
async def pass_on(path: str, request: Request) -> StreamingResponse:
    client: httpx2.AsyncClient = app.state.client
    headers = [(k, v) for k, v in request.headers.raw if k not in {b"host", b"connection"}]
    onward = client.build_request("GET", f"/{path}?{request.url.query}", headers=headers)
    answer = await client.send(onward, stream=True)
    kept = {k: v for k, v in answer.headers.items() if k not in _NOT_BACK}
    return StreamingResponse(
        answer.aiter_raw(), answer.status_code, kept, background=BackgroundTask(answer.aclose)
    )
