"""People at work while something happens to the stores; what they were told is remembered."""

import asyncio
import io
import secrets
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import httpx
from PIL import Image

from tests.journeys import fresh
from tests.journeys.acting import a_finding, a_verification
from tests.journeys.people import Cast, Person
from tests.journeys.plot import VILLAGE

Act = Callable[[], Awaitable[None]]


@dataclass
class Traffic:
    """All that was answered with success since it began, and every answer that was none."""

    cast: Cast
    hazards: dict[str, str] = field(default_factory=dict)  # id → words
    verified: set[str] = field(default_factory=set)
    photographs: set[str] = field(default_factory=set)
    reports: int = 0
    trouble: list[str] = field(default_factory=list)

    @asynccontextmanager
    async def going(self) -> AsyncIterator["Traffic"]:
        """Let people work meanwhile; whoever is at something at the end finishes it."""
        over = asyncio.Event()
        clerk = await self.cast.who("clerk")
        acts: list[tuple[Act, float]] = [
            (lambda: self._find(clerk), 0.2),
            (lambda: self._find(clerk), 0.3),
            (lambda: self._photograph(clerk), 0.4),
            (self._tell, 0.5),
        ]
        tasks = [asyncio.create_task(_repeat(act, pause, over)) for act, pause in acts]
        try:
            yield self
        finally:
            over.set()
            await asyncio.gather(*tasks)

    async def go_on(self, things: int) -> None:
        """Return when so many more things were done."""
        enough = self.done + things
        async with asyncio.timeout(60):
            while self.done < enough:  # noqa: ASYNC110 - it grows in other tasks
                await asyncio.sleep(0.05)

    @property
    def done(self) -> int:
        return len(self.hazards) + len(self.verified) + len(self.photographs) + self.reports

    async def _find(self, clerk: Person) -> None:
        """Report a hazard, and verify it: enforcement hears of it and makes it a clue."""
        finding = a_finding()
        hazard = await self._insist(clerk, "POST", "/v1/hazards", json=finding)
        if hazard is None:
            return
        self.hazards[hazard["id"]] = finding["description"]
        path = f"/v1/hazards/{hazard['id']}/verify"
        if await self._insist(clerk, "POST", path, json=a_verification(), at=hazard):
            self.verified.add(hazard["id"])

    async def _photograph(self, clerk: Person) -> None:
        content = _picture()
        kept = await self._insist(
            clerk, "POST", "/v1/attachments", content=content, kind="image/jpeg"
        )
        if kept:
            self.photographs.add(kept["id"])

    async def _tell(self) -> None:
        """Report as a citizen, without a name."""
        said = {
            "category": "major_hazard",
            "what": f"仓库里私自存放大量油漆和稀释剂,通道被堵死({fresh.mark()})",
            "where": "霞西村旧厂房",
            "area": VILLAGE,
            "is_employee": False,
            "wants_reward": False,
        }
        if await self._insist(self.cast.anybody, "POST", "/v1/reports", json=said):
            self.reports += 1

    async def _insist(self, who: Person, method: str, path: str, **given: Any) -> Any:
        """Send something; who is told to slow down does, and every other refusal is noted."""
        while True:
            answer = await who.send(method, path, **given)
            if answer.status_code != httpx.codes.TOO_MANY_REQUESTS:
                break
            await asyncio.sleep(float(answer.headers["Retry-After"]))
        if answer.is_success:
            return answer.json()
        self.trouble.append(f"{method} {path}: {answer.status_code} {answer.text[:200]}")
        return None


async def _repeat(act: Act, pause: float, over: asyncio.Event) -> None:
    while not over.is_set():
        await act()
        await asyncio.sleep(pause)


def _picture() -> bytes:
    """A picture nobody has taken before."""
    drawn = io.BytesIO()
    Image.frombytes("RGB", (24, 24), secrets.token_bytes(24 * 24 * 3)).save(drawn, "JPEG")
    return drawn.getvalue()
