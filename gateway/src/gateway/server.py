"""uvicorn's protocol with the gateway's manners: problem documents, and no patience for dawdlers."""

import asyncio
import json
from typing import Any, Final

from chassis.problems import MEDIA_TYPE
from typing_extensions import override
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

HEAD_SECONDS: Final = 15.0  # from a connection, or a request's first byte, to the end of its head

LINGER_SECONDS: Final = 30.0
LINGER_BYTES: Final = 64 * 1024 * 1024
SMALL: Final = 64 * 1024  # larger pieces are sent as they are: joining would copy them

_UNREADABLE: Final = json.dumps(
    {
        "type": "/problems/request_unclear",
        "title": "请求不完整",
        "status": 400,
        "code": "request_unclear",
        "detail": "请求不符合 HTTP/1.1 的格式,已拒绝。 The request is not HTTP/1.1 and was refused.",
    },
    ensure_ascii=False,
).encode()


class GatewayProtocol(HttpToolsProtocol):
    """One connection of a client."""

    _dawdling: asyncio.TimerHandle | None = None
    _in_head = False
    _dropped = 0

    @override
    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(_Corked(transport, self.loop))  # type: ignore[arg-type]
        self._expect_head()

    @override
    def data_received(self, data: bytes) -> None:
        """Most heads come in one piece: only what is left unfinished is given a time."""
        super().data_received(data)
        if self._in_head:
            self._expect_head()

    @override
    def on_message_begin(self) -> None:
        self._in_head = True
        super().on_message_begin()

    @override
    def on_headers_complete(self) -> None:
        self._in_head = False
        self._stop_expecting()
        super().on_headers_complete()

    @override
    def on_body(self, body: bytes) -> None:
        """Drop what still comes after an early answer, up to a point.

        Closing at once could reset the connection before the client has read the answer.
        """
        if self.cycle.response_complete:
            self._dropped += len(body)
            if self._dropped > LINGER_BYTES:
                self.transport.close()
            return
        super().on_body(body)

    @override
    def on_message_complete(self) -> None:
        self._stop_expecting()
        super().on_message_complete()

    @override
    def on_response_complete(self) -> None:
        self._dropped = 0
        if self.cycle.more_body and not self.pipeline:
            self._expect_end()
        super().on_response_complete()

    @override
    def connection_lost(self, exc: Exception | None) -> None:
        self._stop_expecting()
        super().connection_lost(exc)

    @override
    def send_400_response(self, msg: str) -> None:
        """Refuse what is not HTTP with a problem document, and say no more on this connection."""
        del msg
        content: list[Any] = [
            b"HTTP/1.1 400 Bad Request\r\ncontent-type: ",
            MEDIA_TYPE.encode(),
            b"\r\ncontent-length: ",
            str(len(_UNREADABLE)).encode(),
            b"\r\nconnection: close\r\n\r\n",
            _UNREADABLE,
        ]
        self.transport.write(b"".join(content))
        self.transport.close()

    def _expect_head(self) -> None:
        if self._dawdling is None:
            self._dawdling = self.loop.call_later(HEAD_SECONDS, self._give_up)

    def _expect_end(self) -> None:
        self._stop_expecting()
        self._dawdling = self.loop.call_later(LINGER_SECONDS, self._give_up)

    def _stop_expecting(self) -> None:
        if self._dawdling is not None:
            self._dawdling.cancel()
            self._dawdling = None

    def _give_up(self) -> None:
        self._dawdling = None
        if not self.transport.is_closing():
            self.transport.close()


class _Corked:
    """A transport that sends a head and the body that follows at once in one piece."""

    def __init__(self, transport: asyncio.Transport, loop: asyncio.AbstractEventLoop) -> None:
        self._transport = transport
        self._loop = loop
        self._held = b""
        self.get_extra_info = transport.get_extra_info
        self.is_closing = transport.is_closing
        self.pause_reading = transport.pause_reading
        self.resume_reading = transport.resume_reading

    def write(self, data: bytes) -> None:
        if self._held:
            held, self._held = self._held, b""
            self._transport.write(held + data)
        elif len(data) < SMALL:
            self._held = data
            self._loop.call_soon(self._flush)
        else:
            self._transport.write(data)

    def close(self) -> None:
        self._flush()
        self._transport.close()

    def _flush(self) -> None:
        if self._held:
            held, self._held = self._held, b""
            self._transport.write(held)
