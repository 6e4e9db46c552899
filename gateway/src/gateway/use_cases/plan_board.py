"""Ask the services for the plan and its figures, and lay them out on one page."""

import asyncio
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, TypeAlias
from urllib.parse import urlencode

from gateway.domain.board import Json, Reach, count_lights, lay_out
from gateway.domain.refusals import NotFound, PlanUnavailable
from gateway.routing import MIB, UPSTREAMS, Service
from gateway.upstreams import Upstream, UpstreamFailure

Upstreams: TypeAlias = Mapping[Service, Upstream]

PATIENCE: Final = 10.0  # seconds for a service to work out its figures
LARGEST: Final = 4 * MIB
_OK, _FORBIDDEN, _NOT_FOUND = 200, 403, 404


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Which plan, as of which day, for which area; asked with the caller's own token."""

    plan: str | None
    as_of: date
    area: str
    authorization: str


async def plan_board(upstreams: Upstreams, question: Question) -> dict[str, Any]:
    """Merge the plan that enforcement keeps with every service's figures.

    A service that does not answer, or not this caller, is named; its rows are not counted as zero.
    Raise `PlanUnavailable` without the plan itself, `NotFound` if there is none of that code or day.
    """
    asked = {"as_of": question.as_of.isoformat()} | (
        {"area": question.area} if question.area else {}
    )
    figures, plan = await asyncio.gather(
        asyncio.gather(*(_figures(upstreams, s, asked, question) for s in UPSTREAMS)),
        _plan(upstreams, question),
    )
    reach = {service.value: how for service, (how, _) in zip(UPSTREAMS, figures, strict=True)}
    rows = lay_out(plan["rows"], [one for _, own in figures for one in own], reach)
    return {
        **{name: plan[name] for name in ("code", "title", "source", "begins", "ends", "actions")},
        "as_of": question.as_of,
        "area": question.area or plan["area"],
        "services": reach,
        "lights": count_lights(rows),
        "rows": rows,
    }


async def _figures(
    upstreams: Upstreams, service: Service, asked: dict[str, str], question: Question
) -> tuple[Reach, list[Json]]:
    try:
        status, answer = await _ask(
            upstreams, service, f"/v1/indicators?{urlencode(asked)}", question
        )
    except (UpstreamFailure, TimeoutError, KeyError, ValueError):
        return Reach.UNAVAILABLE, []
    if status == _OK:
        return Reach.OK, answer["items"]
    return (Reach.NOT_YOURS if status == _FORBIDDEN else Reach.UNAVAILABLE), []


async def _plan(upstreams: Upstreams, question: Question) -> Json:
    try:
        code = question.plan or await _code_on(upstreams, question)
        path = f"/v1/plans/{code}?as_of={question.as_of}"
        status, answer = await _ask(upstreams, Service.ENFORCEMENT, path, question)
    except (UpstreamFailure, TimeoutError, KeyError, ValueError) as error:
        raise PlanUnavailable from error
    if status == _NOT_FOUND:
        raise NotFound
    if status != _OK:
        raise PlanUnavailable
    return dict(answer)


async def _code_on(upstreams: Upstreams, question: Question) -> str:
    """Find the plan that runs on the day. Raise `NotFound` if none does."""
    status, plans = await _ask(upstreams, Service.ENFORCEMENT, "/v1/plans", question)
    if status != _OK:
        raise PlanUnavailable
    day = question.as_of.isoformat()
    for plan in plans:
        if plan["begins"] <= day <= plan["ends"]:
            return str(plan["code"])
    raise NotFound


async def _ask(
    upstreams: Upstreams, service: Service, path: str, question: Question
) -> tuple[int, Any]:
    """Raise `KeyError`, `UpstreamFailure`, `TimeoutError` or `ValueError` without a plain answer."""
    headers = [
        (b"authorization", question.authorization.encode("latin-1")),
        (b"accept", b"application/json"),
    ]
    body = bytearray()
    async with asyncio.timeout(PATIENCE), upstreams[service].ask("GET", path, headers) as answer:
        while (chunk := await answer.read()) is not None:
            body += chunk
            if len(body) > LARGEST:
                raise ValueError("too large an answer")
        return answer.status, json.loads(body) if answer.status == _OK else None
