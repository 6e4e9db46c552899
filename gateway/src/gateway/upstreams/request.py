"""A request as it is written to a service."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Final, TypeAlias

Header: TypeAlias = tuple[bytes, bytes]
Body: TypeAlias = bytes | AsyncIterator[bytes] | None

IDEMPOTENT: Final = frozenset({"GET", "HEAD", "OPTIONS", "PUT", "DELETE"})


@dataclass(slots=True)
class Request:
    """What is asked. `length` is a streamed body's length, None if it is sent in chunks."""

    method: str
    target: str
    headers: list[Header]
    body: Body = None
    length: int | None = None

    @property
    def streamed(self) -> bool:
        return self.body is not None and not isinstance(self.body, bytes)

    @property
    def repeatable(self) -> bool:
        """A streamed body is gone once it was touched; a POST is safe to repeat under its key."""
        if self.streamed:
            return False
        if self.method in IDEMPOTENT:
            return True
        return any(name == b"idempotency-key" for name, _ in self.headers)

    def written(self, host: bytes) -> bytes:
        """Write the head, and the body if it is whole. Raise `ValueError` if it is not one head.

        Whoever made the headers has checked them: this finds a mistake of ours, whatever it was.
        """
        target = self.target.encode("latin-1")
        parts = [self.method.encode("ascii"), b" ", target, b" HTTP/1.1\r\nhost: ", host, b"\r\n"]
        for name, value in self.headers:
            parts += (name, b": ", value, b"\r\n")
        lines = 3 + len(self.headers) + self._frame(parts)
        parts.append(b"\r\n")
        head = b"".join(parts)
        if (
            head.count(b"\n") != lines
            or head.count(b"\r") != lines
            or b"\0" in head
            or b" " in target
        ):
            raise ValueError("a header or target that would be read as something else")
        return head + self.body if isinstance(self.body, bytes) else head

    async def parts(self) -> AsyncIterator[bytes]:
        """Give a streamed body as it is written. Raise `ValueError` if not as long as was said."""
        left = self.length
        async for part in self._stream():
            if left is None:
                yield b"%x\r\n%b\r\n" % (len(part), part)
                continue
            left -= len(part)
            if left < 0:
                break
            yield part
        if left is None:
            yield b"0\r\n\r\n"
        elif left:
            raise ValueError("the body is not as long as was said")

    async def _stream(self) -> AsyncIterator[bytes]:
        """An empty part would end a body that is sent in chunks."""
        if self.body is not None and not isinstance(self.body, bytes):
            async for part in self.body:
                if part:
                    yield part

    def _frame(self, parts: list[bytes]) -> int:
        """Say how long the body is; return how many lines that took."""
        if self.body is None:
            return 0
        length = len(self.body) if isinstance(self.body, bytes) else self.length
        if length is None:
            parts.append(b"transfer-encoding: chunked\r\n")
        else:
            parts.append(b"content-length: %d\r\n" % length)
        return 1
