"""Ask the services for the plan and its figures, and lay them out on one page."""

import asyncio
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from gateway.domain.board import Json, Reach, count_lights, lay_out
from gateway.domain.refusals import NotFound, PlanUnavailable
from gateway.routing import UPSTREAMS, Service
from gateway.upstreams import UpstreamFailure
from gateway.use_cases.asking import FORBIDDEN, NOT_FOUND, OK, Upstreams, ask


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
        status, answer = await ask(
            upstreams,
            service,
            f"/v1/indicators?{urlencode(asked)}",
            authorization=question.authorization,
        )
    except (UpstreamFailure, TimeoutError, KeyError, ValueError):
        return Reach.UNAVAILABLE, []
    if status == OK:
        return Reach.OK, answer["items"]
    return (Reach.NOT_YOURS if status == FORBIDDEN else Reach.UNAVAILABLE), []


async def _plan(upstreams: Upstreams, question: Question) -> Json:
    try:
        code = question.plan or await _code_on(upstreams, question)
        path = f"/v1/plans/{code}?as_of={question.as_of}"
        status, answer = await ask(
            upstreams, Service.ENFORCEMENT, path, authorization=question.authorization
        )
    except (UpstreamFailure, TimeoutError, KeyError, ValueError) as error:
        raise PlanUnavailable from error
    if status == NOT_FOUND:
        raise NotFound
    if status != OK:
        raise PlanUnavailable
    return dict(answer)


async def _code_on(upstreams: Upstreams, question: Question) -> str:
    """Find the plan that runs on the day. Raise `NotFound` if none does."""
    status, plans = await ask(
        upstreams, Service.ENFORCEMENT, "/v1/plans", authorization=question.authorization
    )
    if status != OK:
        raise PlanUnavailable
    day = question.as_of.isoformat()
    for plan in plans:
        if plan["begins"] <= day <= plan["ends"]:
            return str(plan["code"])
    raise NotFound
