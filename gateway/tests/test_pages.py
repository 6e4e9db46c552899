"""The web clients' pages: strict, unkept, and asked for by nobody in particular."""

import gzip
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest
import pytest_asyncio
from gateway.anonymity import hides_caller
from gateway.pages import Bundle, Pages
from gateway.routing import find
from httpx import AsyncClient

SCRIPT = b"console.log('a page of ours')" * 20
BUILT = (
    "citizen/index",
    "citizen/report",
    "citizen/follow",
    "citizen/certificate",
    "console/index",
)


@pytest_asyncio.fixture
async def browser(tmp_path: Path) -> AsyncIterator[AsyncClient]:
    """Asks the pages alone, as the door does once it has found the row."""
    for name in BUILT:
        page = tmp_path / f"{name}.html"
        page.parent.mkdir(exist_ok=True)
        page.write_text(f"<!doctype html><title>{name}</title>", "utf-8")
    (tmp_path / "citizen/report-1a2b.js").write_bytes(SCRIPT)
    (tmp_path / "citizen/report-1a2b.js.gz").write_bytes(gzip.compress(SCRIPT))
    (tmp_path / "citizen/report-1a2b.js.br").write_bytes(b"brotli")
    (tmp_path / "console/worker.js").write_bytes(b"self")
    transport = httpx.ASGITransport(Pages(Bundle.read(tmp_path)))  # type: ignore[arg-type]
    async with AsyncClient(transport=transport, base_url="http://door") as client:
        yield client


def directives(answer: httpx.Response) -> dict[str, set[str]]:
    policy = answer.headers["content-security-policy"]
    parts = [part.split() for part in policy.split(";")]
    return {name: set(values) for name, *values in parts}


@pytest.mark.parametrize(
    ("path", "page", "computes"),
    [
        ("/", "citizen/index", False),
        ("/r", "citizen/report", True),
        ("/f", "citizen/follow", True),
        ("/v/T3505", "citizen/certificate", False),
        ("/c/hazards", "console/index", False),
    ],
)
async def test_a_page_may_do_what_it_needs_and_no_more(
    browser: AsyncClient, path: str, page: str, *, computes: bool
) -> None:
    answer = await browser.get(path)
    policy = directives(answer)

    assert answer.status_code == 200
    assert page in answer.text
    assert policy["default-src"] == {"'none'"}
    assert policy["script-src"] == ({"'self'", "'wasm-unsafe-eval'"} if computes else {"'self'"})
    assert policy["style-src"] == policy["connect-src"] == {"'self'"}
    assert "'unsafe-inline'" not in answer.headers["content-security-policy"]
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert "geolocation=()" in answer.headers["permissions-policy"]
    assert "set-cookie" not in answer.headers


async def test_a_file_keeps_for_ever_and_comes_compressed(browser: AsyncClient) -> None:
    path = "/assets/citizen/report-1a2b.js"
    plain = await browser.get(path, headers={"accept-encoding": "identity"})
    zipped = await browser.get(path, headers={"accept-encoding": "gzip"})
    small = await browser.head(path, headers={"accept-encoding": "gzip, br"})
    again = await browser.get(path, headers={"if-none-match": plain.headers["etag"]})

    assert plain.content == zipped.content == SCRIPT
    assert zipped.headers["content-encoding"] == "gzip"
    assert small.headers["content-encoding"] == "br"
    assert int(small.headers["content-length"]) == 6
    assert small.content == b""
    assert plain.headers["content-type"] == "text/javascript; charset=utf-8"
    assert "immutable" in plain.headers["cache-control"]
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize(
    "path",
    ["/assets/citizen/other.js", "/assets/citizen/index.html.gz", "/assets/", "/c/worker.js.gz"],
)
async def test_only_what_was_built_is_there(browser: AsyncClient, path: str) -> None:
    answer = await browser.get(path)

    # Below an app's own path the app decides; everywhere else it is not there.
    assert answer.status_code == (200 if path.startswith("/c/") else 404)
    assert answer.content != b"self"


async def test_a_worker_is_looked_for_anew(browser: AsyncClient) -> None:
    answer = await browser.get("/c/worker.js")

    assert answer.text == "self"
    assert answer.headers["cache-control"] == "no-cache"
    assert directives(answer)["default-src"] == {"'none'"}


async def test_a_page_takes_nothing(browser: AsyncClient) -> None:
    answer = await browser.post("/r", content=b"x")

    assert (answer.status_code, answer.headers["allow"]) == (405, "GET, HEAD")


async def test_without_a_build_the_root_says_why(tmp_path: Path) -> None:
    transport = httpx.ASGITransport(Pages(Bundle.read(tmp_path)))  # type: ignore[arg-type]
    async with AsyncClient(transport=transport, base_url="http://door") as client:
        answer = await client.get("/")

    assert answer.status_code == 200
    assert "Node.js" in answer.text
    assert "/docs" in answer.text


@pytest.mark.parametrize("path", ["/", "/r", "/f", "/v/x", "/e/x", "/c/x", "/assets/citizen/a.js"])
def test_whoever_opens_a_page_stays_unknown(path: str) -> None:
    row = find(path)

    assert row is not None
    assert row.reporting
    assert hides_caller(row, "GET", path)


def test_a_page_does_not_hide_an_operation() -> None:
    assert [find(p) for p in ("/report", "/c2", "/assetsx")] == [None, None, None]
