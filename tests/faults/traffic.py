"""The story's traffic at a steady rate: many small scenes, whole stories, a ledger now and then."""

import asyncio
import random
from collections import Counter
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

from tests.faults.callers import StubbornCast
from tests.faults.ledger import ledger_of
from tests.journeys import fresh
from tests.journeys.acting import a_finding, a_verification
from tests.journeys.chapters import case, citizen, hazard, preparation, reward
from tests.journeys.people import WentWrong
from tests.journeys.plot import VILLAGE, Plot
from tests.journeys.telling import Telling

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CHAPTERS = (
    preparation.prepare,
    citizen.report_anonymously,
    citizen.accept_report,
    hazard.verify,
    hazard.put_right,
    hazard.close,
    case.hand_over_clue,
    case.decide_case,
    reward.reward,
)
Scene = Callable[[], Awaitable[None]]


class Quiet(Telling):
    """Tells nothing."""

    def __init__(self) -> None:
        super().__init__("zh")

    def chapter(self, *_: Any, **__: Any) -> None: ...

    def step(self, *_: Any, **__: Any) -> None: ...

    def refused(self, *_: Any, **__: Any) -> None: ...

    def table(self, *_: Any, **__: Any) -> None: ...


class Traffic:
    """People at work until told to stop. What goes wrong for them is counted, not raised."""

    def __init__(
        self, cast: StubbornCast, chance: random.Random, *, stories: int, rows: int
    ) -> None:
        self.cast = cast
        self._chance = chance
        self._stories, self._rows = stories, rows
        self.ended: Counter[str] = Counter()
        self.troubles: Counter[str] = Counter()
        self._stopping = asyncio.Event()
        self._tasks: list[asyncio.Task[None]] = []
        self.pace = 1.0  # seconds between two beginnings of a worker

    async def begin(self, *, finders: int, registrars: int, pace: float) -> None:
        """Let so many people begin; each begins a scene every `pace` seconds or when it is free."""
        self.pace = pace
        for login in ("clerk", "officer", "officer2", "handler", "leader", "enforcer", "trainer"):
            await self.cast.who(login)
        plan = [(self._find, finders), (self._register, registrars), (self._tell, self._stories)]
        if self._rows:
            plan.append((self._import, 1))
        for scene, number in plan:
            self._tasks += [asyncio.create_task(self._keep(scene)) for _ in range(number)]

    async def stop(self, seconds: float = 60) -> None:
        """Let everybody finish what he is at; who cannot is stopped."""
        self._stopping.set()
        if self._tasks:
            _, late = await asyncio.wait(self._tasks, timeout=seconds)
            for task in late:
                task.cancel()
            for end in await asyncio.gather(*self._tasks, return_exceptions=True):
                if isinstance(end, Exception):
                    self.troubles[f"broke off: {type(end).__name__} {end}"[:90]] += 1
        self._tasks = []

    async def _keep(self, scene: Scene) -> None:
        name = scene.__name__.lstrip("_")
        while not self._stopping.is_set():
            pause = self.pace * self._chance.uniform(0.6, 1.4)
            if name == "import":
                pause *= 12
            waiting = asyncio.create_task(asyncio.sleep(pause))
            try:
                await scene()
                self.ended[name] += 1
            except WentWrong as trouble:
                self.troubles[f"{name}: {str(trouble)[:90]}"] += 1
            await waiting

    # -- scenes ----------------------------------------------------------------------------------

    async def _find(self) -> None:
        """A hazard is reported; most are gone to see, some of them are put right at once."""
        clerk = await self.cast.who(self._chance.choice(["clerk", "clerk", "officer"]))
        finding = a_finding()
        found = await self._post(clerk, "/v1/hazards", finding, mark=finding["description"])
        what = self._chance.random()
        if what < 0.15:
            await self._reject(found)
        elif what < 0.75:
            await self._verify_and_work(found)

    async def _reject(self, found: dict[str, Any]) -> None:
        clerk = await self.cast.who("clerk")
        await self._post(
            clerk, f"/v1/hazards/{found['id']}/reject", {"reason": "现场核查未发现隐患"}, at=found
        )

    async def _verify_and_work(self, found: dict[str, Any]) -> None:
        clerk, path = await self.cast.who("clerk"), f"/v1/hazards/{found['id']}"
        major = self._chance.random() < 0.3
        judged = a_verification() if major else a_verification(level="general", criteria=[])
        found = await self._post(clerk, f"{path}/verify", judged, at=found)
        if major:
            return
        today = fresh.today()
        plan = {
            "responsible": "蔡演示",
            "measures": "加盖并固定",
            "funds": "800.00",
            "deadline": str(today + timedelta(days=20)),
            "contingency": "断电处置",
            "interim_control": "挂牌断电",
        }
        found = await self._post(clerk, f"{path}/plan", plan, at=found)
        found = await self._post(clerk, f"{path}/start", None, at=found)

    async def _register(self) -> None:
        """A unit is registered and changed some times, one change at the heels of the other."""
        clerk = await self.cast.who("clerk")
        told = {
            "code": fresh.credit_code(),
            "name": f"(演示)试验厂{fresh.mark()}",
            "area": VILLAGE,
            "industry": "3351",
            "sector": "industry",
        }
        unit = await self._post(clerk, "/v1/units", told, mark=told["code"])
        for number in range(self._chance.randrange(1, 5)):
            told["name"] = f"{told['name'].split('·')[0]}·{number}"
            changed = {"name": told["name"], "area": VILLAGE, "industry": "3351"}
            changed["sector"] = "industry"
            unit = await clerk.post(
                f"/v1/units/{unit['id']}", told | changed, at=unit, method="PUT"
            )

    async def _import(self) -> None:
        """The office brings in a page of its ledger: many events in one transaction."""
        clerk = await self.cast.who("clerk")
        sheet = ledger_of(self._rows, self._chance)
        await clerk.upload("/v1/imports/ledger", sheet, XLSX)

    async def _tell(self) -> None:
        """The whole story, from a citizen's report to a reward paid."""
        plot = Plot(self.cast, Quiet())
        for chapter in CHAPTERS:
            if self._stopping.is_set():
                return
            await chapter(plot)

    async def _post(
        self, who: Any, path: str, body: Any, *, at: Any = None, mark: str = ""
    ) -> dict[str, Any]:
        response = await who.send("POST", path, json=body, at=at, mark=mark)
        if not response.is_success:
            raise WentWrong(
                f"POST {path.rsplit('/', maxsplit=1)[-1]}: {response.status_code} {response.text[:80]}"
            )
        answer: dict[str, Any] = response.json()
        return answer
