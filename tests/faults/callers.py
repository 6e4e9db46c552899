"""People who do not give up: what they do not know was obeyed they ask again, by the same key."""

import asyncio
import hashlib
import random
from dataclasses import replace
from typing import Any
from uuid import uuid4

import httpx
from typing_extensions import override

from tests.faults.history import OK, UNKNOWN, Attempt, History, outcome_of
from tests.journeys.people import Cast, Person, WentWrong

GIVE_UP = 90.0  # seconds of asking again
REPEATED = 0.03  # how many successes are asked for a second time, to see the same answer


class StubbornPerson(Person):
    """Sends like any person, writes down what came of it, and repeats what is unknown."""

    def __init__(
        self, http: httpx.AsyncClient, history: History, chance: random.Random, token: str | None
    ) -> None:
        super().__init__(http, token=token)
        self._history = history
        self._chance = chance

    @override
    async def send(self, method: str, path: str, **given: Any) -> httpx.Response:
        mark = given.pop("mark", "")
        given["key"] = given.get("key") or str(uuid4())
        begun = self._history.now()
        pause = 0.1
        while True:
            response = await self._once(method, path, mark, given)
            if response is not None and outcome_of(response.status_code) != UNKNOWN:
                break
            if self._history.now() - begun > GIVE_UP:
                raise WentWrong(f"{method} {path}: no answer")
            await asyncio.sleep(pause * self._chance.uniform(0.7, 1.3))
            pause = min(1.0, pause * 1.6)
        if method == "POST" and response.is_success and self._chance.random() < REPEATED:
            await self._once(method, path, mark, given)
        return response

    async def _once(
        self, method: str, path: str, mark: str, given: dict[str, Any]
    ) -> httpx.Response | None:
        asked = Attempt(given["key"], method, path, UNKNOWN, 0, "", self._history.now(), mark=mark)
        try:
            response = await super().send(method, path, **given)
        except httpx.TransportError as error:
            code = type(error).__name__
            self._history.add(replace(asked, code=code, ended=self._history.now()))
            return None
        self._history.add(replace(asked, **_told(response, method), ended=self._history.now()))
        return response


class StubbornCast(Cast):
    """Everybody of the demonstration, stubborn."""

    def __init__(  # the parent's connections are kept alive, ours are not
        self, gateway: str, history: History, chance: random.Random
    ) -> None:
        self._history, self._chance = history, chance
        # A connection of its own for each request: none is closed under a request's feet.
        limits = httpx.Limits(max_keepalive_connections=0, max_connections=200)
        self.http = httpx.AsyncClient(
            base_url=gateway,
            headers={"Accept-Language": "zh-CN"},
            timeout=40,
            trust_env=False,
            limits=limits,
        )
        self.anybody = self.person(None)
        self._known: dict[str, Person] = {}

    def person(self, token: str | None) -> StubbornPerson:
        return StubbornPerson(self.http, self._history, self._chance, token)

    @override
    async def sign_in(self, login: str, password: str) -> Person:
        said = {"login": login, "password": password, "kind": "api"}
        signed_in = await self.anybody.post("/v1/sign-in", said)
        return self.person(signed_in["access_token"])


def _told(response: httpx.Response, method: str) -> dict[str, Any]:
    """Keep of an answer what the checker compares."""
    outcome, told = outcome_of(response.status_code), {}
    if response.content and "json" in response.headers.get("content-type", ""):
        answer = response.json()
        told = answer if isinstance(answer, dict) else {}
    good = outcome == OK
    return {
        "outcome": outcome,
        "status": response.status_code,
        "code": "" if good else str(told.get("code") or ""),
        "id": str(told.get("id") or ""),
        "version": told["version"] if isinstance(told.get("version"), int) else 0,
        "digest": hashlib.sha256(response.content).hexdigest()[:16] if good else "",
    }
