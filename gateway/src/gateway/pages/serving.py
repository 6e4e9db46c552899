"""Answer a browser with a page or one of its files. No cookie is read, nobody is counted."""

from collections.abc import Mapping
from typing import Final

from starlette.types import Receive, Scope, Send

from gateway.pages import policy, unbuilt
from gateway.pages.bundle import Bundle, File
from gateway.pages.policy import Header

ASSETS: Final = "/assets/"
_NOT_THERE: Final = File(b"text/plain; charset=utf-8", b"404", None, None, b'"none"')
_UNBUILT: Final = File(b"text/html; charset=utf-8", unbuilt.PAGE, None, None, b'"unbuilt"')

# What a first segment of the path shows, and under which policy.
_PAGES: Final[Mapping[str, tuple[str, tuple[Header, ...]]]] = {
    "": ("citizen/index.html", policy.PAGE),
    "r": ("citizen/report.html", policy.RECEIPT_PAGE),
    "f": ("citizen/follow.html", policy.RECEIPT_PAGE),
    "v": ("citizen/certificate.html", policy.PAGE),
    "e": ("enterprise/index.html", policy.PAGE),
    "c": ("console/index.html", policy.PAGE),
}
# A service worker must come from the top of what it serves.
_WORKERS: Final = {"/c/worker.js": "console/worker.js"}


class Pages:
    """The web clients as a small ASGI application."""

    def __init__(self, bundle: Bundle) -> None:
        self._bundle = bundle

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> int:
        """Answer, and return the status."""
        del receive  # a page has no use for a body
        status, file, headers = self._found(scope["method"], scope["path"])
        asked = _asked(scope["headers"])
        if status == 200 and asked.get(b"if-none-match") == file.etag:  # noqa: PLR2004
            status = 304
        body, encoding = _smallest(file, asked.get(b"accept-encoding", b""))
        sent = [*headers, (b"etag", file.etag), (b"vary", b"accept-encoding")]
        if status != 304:  # noqa: PLR2004
            sent += [
                (b"content-type", file.media_type),
                (b"content-length", str(len(body)).encode()),
                *encoding,
            ]
        await send({"type": "http.response.start", "status": status, "headers": sent})
        silent = status == 304 or scope["method"] == "HEAD"  # noqa: PLR2004
        await send({"type": "http.response.body", "body": b"" if silent else body})
        return status

    def _found(self, method: str, path: str) -> tuple[int, File, tuple[Header, ...]]:
        if method not in {"GET", "HEAD"}:
            return 405, _NOT_THERE, (*policy.PAGE, (b"allow", b"GET, HEAD"))
        files = self._bundle.files
        if path.startswith(ASSETS):
            name, headers = path.removeprefix(ASSETS), policy.ASSET
        elif path in _WORKERS:
            name, headers = _WORKERS[path], policy.WORKER
        else:
            name, headers = _PAGES[path.split("/", 2)[1]]
            if not files:
                return 200, _UNBUILT, headers
        file = files.get(name)
        return (200, file, headers) if file else (404, _NOT_THERE, policy.PAGE)


def _asked(headers: list[Header]) -> dict[bytes, bytes]:
    return {k: v for k, v in headers if k in {b"accept-encoding", b"if-none-match"}}


def _smallest(file: File, accepted: bytes) -> tuple[bytes, list[Header]]:
    """Choose what was compressed beforehand; browsers name `br` only where it may be used."""
    if file.brotli is not None and b"br" in accepted:
        return file.brotli, [(b"content-encoding", b"br")]
    if file.gzip is not None and b"gzip" in accepted:
        return file.gzip, [(b"content-encoding", b"gzip")]
    return file.plain, []
