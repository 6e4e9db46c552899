"""The people of the story: each signs in at the gateway and asks it, as a client would."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from types import TracebackType
from typing import Any, TypeVar
from uuid import uuid4

import httpx
from gateway.demo import PASSWORD, accounts

Found = TypeVar("Found")
Json = Any

PATIENCE = 30.0  # seconds until an event must have come through
POLL = 0.1


class WentWrong(AssertionError):
    """The system answered otherwise than the story needs."""


class Person:
    """Somebody at the gateway; without a token, anybody."""

    def __init__(self, http: httpx.AsyncClient, *, token: str | None = None) -> None:
        self._http = http
        self.headers = {"Authorization": f"Bearer {token}"} if token else {}

    async def get(self, path: str, **params: object) -> Json:
        """Read something that must be there."""
        return _good(await self.send("GET", path, params=params)).json()

    async def file(self, path: str) -> httpx.Response:
        """Download something that must be there."""
        return _good(await self.send("GET", path))

    async def post(
        self,
        path: str,
        body: Json = None,
        *,
        at: Json = None,
        key: str | None = None,
        method: str = "POST",
    ) -> Json:
        """Do something that must work. `at` is the thing it is done to, with the version read."""
        response = _good(await self.send(method, path, json=body, at=at, key=key))
        return response.json() if response.content else None

    async def upload(self, path: str, content: bytes, kind: str) -> Json:
        """Send a file that must be taken."""
        return _good(await self.send("POST", path, content=content, kind=kind)).json()

    async def refused(
        self, code: str, path: str, body: Json = None, *, method: str = "POST", **given: Any
    ) -> dict[str, Any]:
        """Try something that must be refused with this code, and return the problem document."""
        response = await self.send(method, path, json=body, **given)
        problem: dict[str, Any] = response.json() if response.content else {}
        if response.is_success or problem.get("code") != code:
            raise WentWrong(f"{method} {path}: {code} expected, got {_said(response)}")
        return problem

    async def send(
        self,
        method: str,
        path: str,
        *,
        json: Json = None,
        params: dict[str, Any] | None = None,
        content: bytes | None = None,
        kind: str | None = None,
        at: Json = None,
        key: str | None = None,
        headers: dict[str, str] | None = None,
    ) -> httpx.Response:
        """Send a request; a change carries a key of its own, and the version it was based on."""
        sent = {**self.headers, **(headers or {})}
        if method == "POST":
            sent["Idempotency-Key"] = key or str(uuid4())
        if at is not None:
            sent["If-Match"] = f'"{at if isinstance(at, int) else at["version"]}"'
        if kind is not None:
            sent["Content-Type"] = kind
        asked = {name: value for name, value in (params or {}).items() if value is not None}
        return await self._http.request(
            method, path, json=json, params=asked or None, content=content, headers=sent
        )


class Cast:
    """Everybody with a demonstration account, signed in when first needed."""

    def __init__(self, gateway: str, *, language: str = "zh") -> None:
        self.http = httpx.AsyncClient(
            base_url=gateway,
            headers={"Accept-Language": "zh-CN" if language == "zh" else "en"},
            timeout=60,
            trust_env=False,
        )
        self.anybody = Person(self.http)
        self._known: dict[str, Person] = {}

    async def __aenter__(self) -> "Cast":
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.http.aclose()

    async def who(self, login: str) -> Person:
        """Return the person with this demonstration account."""
        if login not in self._known:
            if login not in {person.login for person in accounts()}:
                raise WentWrong(f"there is no demonstration account {login!r}")
            self._known[login] = await self.sign_in(login, PASSWORD)
        return self._known[login]

    async def sign_in(self, login: str, password: str) -> Person:
        said = {"login": login, "password": password, "kind": "api"}
        signed_in = await self.anybody.post("/v1/sign-in", said)
        return Person(self.http, token=signed_in["access_token"])


async def eventually(
    what: str,
    ask: Callable[[], Awaitable[Found | None]],
    *,
    seconds: float = PATIENCE,
    poll: float = POLL,
) -> tuple[Found, float]:
    """Ask until there is an answer; return it, and the seconds it took. Give up in time."""
    began = time.monotonic()
    while (found := await ask()) is None:
        if time.monotonic() - began > seconds:
            raise WentWrong(f"{what}: nothing after {seconds:.0f} s")
        await asyncio.sleep(poll)
    return found, time.monotonic() - began


def _good(response: httpx.Response) -> httpx.Response:
    if not response.is_success:
        request = response.request
        raise WentWrong(f"{request.method} {request.url.path}: {_said(response)}")
    return response


def _said(response: httpx.Response) -> str:
    return f"{response.status_code} {response.text[:600]}"
