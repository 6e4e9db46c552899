"""The people of the story, whose clients carry canaries in every header and keep what is refused."""

import io
import zipfile
from collections.abc import Mapping
from typing import Final

import httpx
from typing_extensions import override

from tests.journeys.people import Cast, Person
from tests.privacy.planted import ADDRESS, OFFICIAL, REPORTER

REFUSED: Final = 400

REPORTERS_HEADERS: Final = {
    "User-Agent": REPORTER["agent"],
    "Cookie": f"session={REPORTER['cookie']}",
    "Referer": f"https://{REPORTER['referer']}/?from={REPORTER['cookie']}",
    "X-Forwarded-For": REPORTER["forwarded address"],
    "X-Real-IP": REPORTER["forwarded address"],
    "Forwarded": f'for="[{REPORTER["forwarded address, version 6"]}]"',
    "True-Client-IP": REPORTER["forwarded address, version 6"],
    "traceparent": f"00-{REPORTER['trace']}-7731c0ffee773100-01",
    "X-Request-ID": REPORTER["request id"],
}


class Answers:
    """Keeps every refusal and fault: what is said of them, and in which headers."""

    def __init__(self) -> None:
        self.refused: list[tuple[str, bytes]] = []
        self.exported: list[tuple[str, bytes]] = []

    async def keep(self, response: httpx.Response) -> None:
        if response.status_code >= REFUSED:
            headers = "\n".join(f"{name}: {value}" for name, value in response.headers.items())
            body = await response.aread()
            where = f"answer/{response.request.method} {response.status_code}"
            self.refused.append((where, headers.encode() + b"\n\n" + body))

    def keep_file(self, place: str, response: httpx.Response) -> None:
        """Keep an export; spreadsheets are unpacked, for they are compressed."""
        self.exported.append((place, response.content))
        if response.content[:2] == b"PK":
            with zipfile.ZipFile(io.BytesIO(response.content)) as book:
                self.exported += [(f"{place}/{name}", book.read(name)) for name in book.namelist()]

    def statuses(self) -> set[int]:
        return {int(where.rsplit(" ", 1)[1]) for where, _ in self.refused}


class WatchedCast(Cast):
    """Reporters come from an address of their own; officials from the usual one."""

    def __init__(self, gateway: str, answers: Answers, *, language: str = "zh") -> None:
        super().__init__(gateway, language=language)
        self.officials = self.http
        self.officials.headers["User-Agent"] = OFFICIAL["official's agent"]
        self.reporters = _from_afar(gateway, {**REPORTERS_HEADERS, "Accept-Language": language})
        for http in (self.officials, self.reporters):
            http.event_hooks = {"response": [answers.keep]}
        self.anybody = Person(self.reporters)
        self.tokens: list[str] = []

    @override
    async def sign_in(self, login: str, password: str) -> Person:
        said = {"login": login, "password": password, "kind": "api"}
        signed_in = await Person(self.officials).post("/v1/sign-in", said)
        self.tokens.append(signed_in["access_token"])
        return Person(self.officials, token=signed_in["access_token"])

    async def close(self) -> None:
        await self.reporters.aclose()
        await self.officials.aclose()


def _from_afar(gateway: str, headers: Mapping[str, str]) -> httpx.AsyncClient:
    return httpx.AsyncClient(
        base_url=gateway,
        headers=headers,
        timeout=60,
        transport=httpx.AsyncHTTPTransport(local_address=ADDRESS),
    )
