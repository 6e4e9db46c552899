"""Sound and video in chunks, over a bad line; and the original, where the sender left it."""

import io
import struct
from datetime import timedelta
from typing import Any
from uuid import UUID

import av
import pytest
from chassis.clock import FixedClock
from chassis.db import Session
from chassis.testing import ClientAs
from httpx import AsyncClient, Response
from reporting_whistleblower import sweeps
from reporting_whistleblower.domain import incoming
from reporting_whistleblower.routes import sending as routes
from reporting_whistleblower.use_cases import sending
from sqlalchemy import text

from .casework import opened
from .conftest import Officer
from .reporting import Phone, file, jpeg, newest

SECRET = b"ZHANG-SAN-S-TELEPHONE"
CHUNK = 1000


@pytest.fixture(autouse=True)
def small_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Chunks of a thousand bytes, so that a short recording has several."""
    for module in (incoming, routes, sending):
        monkeypatch.setattr(module, "CHUNK_BYTES", CHUNK)


def sound() -> bytes:
    out = io.BytesIO()
    with av.open(out, "w", format="ipod") as target:
        target.metadata["title"] = SECRET.decode()
        track: Any = target.add_stream("aac", rate=44_100)
        for number in range(60):
            frame = av.AudioFrame("fltp", "mono", 1024)
            frame.planes[0].update(struct.pack("f", (number % 7) / 9) * 1024)
            frame.sample_rate, frame.pts = 44_100, number * 1024
            target.mux(track.encode(frame))
        target.mux(track.encode(None))
    return out.getvalue()


async def begin(anybody: AsyncClient, data: bytes, **changes: Any) -> Response:
    said = {"media_type": "audio/mp4", "size": len(data)} | changes
    return await anybody.post("/v1/report-uploads/begin", json=said)


def header(ticket: str) -> dict[str, str]:
    return {"X-Zhiben-Upload": ticket}


async def put(anybody: AsyncClient, ticket: str, number: int, chunk: bytes) -> Response:
    return await anybody.put(
        f"/v1/report-uploads/chunks/{number}", content=chunk, headers=header(ticket)
    )


async def sent(anybody: AsyncClient, data: bytes, **changes: Any) -> str:
    ticket = str((await begin(anybody, data, **changes)).json()["ticket"])
    for number, start in enumerate(range(0, len(data), CHUNK)):
        answer = await put(anybody, ticket, number, data[start : start + CHUNK])
        assert answer.status_code == 200, answer.text
    return ticket


async def finish(anybody: AsyncClient, ticket: str) -> Response:
    return await anybody.post("/v1/report-uploads/finish", headers=header(ticket))


async def test_a_broken_line_costs_one_chunk(
    client_as: ClientAs, handler: Officer, tx: Session
) -> None:
    anybody, data = client_as(), sound()
    ticket = (await begin(anybody, data)).json()["ticket"]
    await put(anybody, ticket, 0, data[:CHUNK])
    early = await finish(anybody, ticket)
    assert (early.status_code, early.json()["code"]) == (409, "chunks_missing")

    standing = (await anybody.get("/v1/report-uploads/standing", headers=header(ticket))).json()
    assert standing["received"] == [0]
    for number in range(standing["chunks"]):  # the first one comes twice
        await put(anybody, ticket, number, data[number * CHUNK : (number + 1) * CHUNK])
    assert SECRET not in b"".join(await tx.scalars(text("SELECT sealed FROM incoming_chunk")))
    done = await finish(anybody, ticket)
    assert done.status_code == 201, done.text
    assert (await file(anybody, Phone.fresh(), uploads=[ticket])).status_code == 201

    report = await newest(handler.client)
    [upload] = (await opened(handler, report))["uploads"]
    heard = await handler.client.get(f"/v1/reports/{report['id']}/uploads/{upload['id']}")
    assert heard.headers["content-type"] == "audio/mp4"
    assert SECRET in data
    assert SECRET not in heard.content
    with av.open(io.BytesIO(heard.content)) as read:
        assert read.streams.audio[0].codec_context.name == "aac"
    assert await tx.scalar(text("SELECT count(*) FROM incoming_chunk")) == 0
    lengths = await tx.scalar(text("SELECT sum(length(sealed) - 41) FROM upload_part"))
    assert lengths == 65_536, "padded as a whole"


@pytest.mark.parametrize("agreed", [True, False])
@pytest.mark.parametrize("kind", ["sound", "photograph"])
async def test_an_original_is_kept_only_where_the_sender_agreed(
    *, client_as: ClientAs, handler: Officer, agreed: bool, kind: str
) -> None:
    anybody, original = client_as(), jpeg() if kind == "photograph" else sound()
    if kind == "photograph":
        answer = await anybody.post(
            "/v1/report-uploads", content=original, params={"keep_original": agreed},
            headers={"Content-Type": "image/jpeg"},
        )  # fmt: skip
        ticket = answer.json()["ticket"]
    else:
        ticket = await sent(anybody, original, keep_original=agreed)
        assert (await finish(anybody, ticket)).status_code == 201
    await file(anybody, Phone.fresh(), uploads=[ticket])
    report = await newest(handler.client)
    [upload] = (await opened(handler, report))["uploads"]
    path = f"/v1/reports/{report['id']}"

    kept = await handler.client.get(f"{path}/uploads/{upload['id']}", params={"copy": "original"})

    assert kept.status_code == (200 if agreed else 422)
    assert (kept.content == original) is agreed
    history = (await handler.client.get(f"{path}/history")).json()
    assert ("read_original" in {entry["action"] for entry in history}) is agreed


@pytest.mark.parametrize(
    ("changes", "status", "code"),
    [
        ({"media_type": "video/mp4", "size": 1 << 30}, 413, "too_large"),
        ({"media_type": "audio/mp4", "size": 21 << 20}, 413, "too_large"),
        ({"media_type": "application/x-msdownload"}, 415, "unsupported_file"),
        ({"media_type": "image/jpeg"}, 415, "unsupported_file"),
        ({"size": 0}, 422, "malformed"),
    ],
)
async def test_what_is_not_taken_is_refused_before_a_byte_comes(
    client_as: ClientAs, changes: dict[str, Any], status: int, code: str
) -> None:
    answer = await begin(client_as(), b"x" * 10, **changes)

    assert (answer.status_code, answer.json()["code"]) == (status, code)


@pytest.mark.parametrize(
    ("number", "length"), [(0, CHUNK - 1), (0, CHUNK + 1), (1, 501), (2, CHUNK), (2, 500)]
)
async def test_a_chunk_is_whole_or_refused(client_as: ClientAs, number: int, length: int) -> None:
    anybody = client_as()
    ticket = (await begin(anybody, b"x" * 1500)).json()["ticket"]

    answer = await put(anybody, ticket, number, b"x" * length)

    assert (answer.status_code, answer.json()["code"]) == (422, "chunk_unfitting")


@pytest.mark.parametrize(
    ("data", "media_type", "status", "code"),
    [
        (b"<html><script>alert(1)</script>" + bytes(50), "audio/mp4", 415, "not_what_it_says"),
        (jpeg(), "video/mp4", 415, "not_what_it_says"),
        (b"\x00\x00\x00\x18ftypM4A " + bytes(500), "audio/mp4", 422, "media_damaged"),
    ],
)
async def test_a_file_that_lies_is_refused_and_nothing_stays(
    *, client_as: ClientAs, data: bytes, media_type: str, status: int, code: str, tx: Session
) -> None:
    anybody = client_as()
    ticket = await sent(anybody, data, media_type=media_type)

    answer = await finish(anybody, ticket)

    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert await tx.scalar(text("SELECT count(*) FROM upload")) == 0


async def test_somebody_elses_ticket_opens_nothing(client_as: ClientAs) -> None:
    anybody, data = client_as(), sound()
    ticket = (await begin(anybody, data)).json()["ticket"]
    name = ticket.partition(".")[0]
    other = f"{name}.{'A' * 43}"

    answers = [
        await put(anybody, other, 0, data[:CHUNK]),
        await anybody.get("/v1/report-uploads/standing", headers=header(other)),
        await finish(anybody, f"{UUID(int=0)}.{'A' * 43}"),
        await finish(anybody, "nonsense"),
    ]

    assert {(answer.status_code, answer.json()["code"]) for answer in answers} == {
        (422, "upload_unknown")
    }


async def test_what_was_begun_and_left_goes_after_a_day(
    client_as: ClientAs, clock: FixedClock, tx: Session
) -> None:
    anybody, data = client_as(), sound()
    ticket = (await begin(anybody, data)).json()["ticket"]
    await put(anybody, ticket, 0, data[:CHUNK])

    await sweeps.drop_unclaimed_uploads(tx, clock.at + timedelta(hours=23))
    assert await tx.scalar(text("SELECT count(*) FROM incoming_chunk")) == 1
    await sweeps.drop_unclaimed_uploads(tx, clock.at + timedelta(hours=25))
    assert await tx.scalar(text("SELECT count(*) FROM incoming_chunk")) == 0
