"""Two at the same moment, on connections of their own: one act one case, one lead one clue."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest_asyncio
from chassis.db import Session, Sessions
from chassis.sight import everything
from chassis.testing import fresh_database
from contracts.reports import ReportConcluded
from enforcement.domain.clue import Arrival, Source
from enforcement.domain.record import Filing
from enforcement.domain.refusals import ActAlreadyPunished, ChangedMeanwhile
from enforcement.store import case as cases
from enforcement.store import clue as clues
from enforcement.tables import clues as clue_table
from enforcement.use_cases.case import file_case, withdraw_case
from enforcement.use_cases.clue import receive_clue
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import async_sessionmaker, create_async_engine

from .bureau import ADMIN, NOON, VILLAGE, hear, verified


@pytest_asyncio.fixture(scope="module")
async def sessions(package: str, worker_name: str) -> AsyncIterator[Sessions]:
    url = await fresh_database(package, f"test_{package}_together_{worker_name}")
    engine = create_async_engine(url.replace("postgresql://", "postgresql+asyncpg://"))
    yield async_sessionmaker(engine, expire_on_commit=False)
    await engine.dispose()


async def at_once(*work: Any) -> list[Any]:
    return await asyncio.gather(*work, return_exceptions=True)


async def file(sessions: Sessions, clue_id: Any, act: str) -> str:
    async with sessions.begin() as tx:
        case = await file_case(
            tx, clue_id=clue_id, filing=Filing(cause="未消除隐患", act_on=NOON.date(), act_key=act),
            sight=everything(), by=ADMIN, at=NOON, expected=1,
        )  # fmt: skip
        return case.number


async def a_clue(tx: Session) -> Any:
    arrival = Arrival(
        source=Source.MONITORING, area=VILLAGE, body="emergency_bureau", matter="industry_trade"
    )
    return (await receive_clue(tx, arrival=arrival, by="test", at=NOON)).id


async def test_two_officers_file_one_act_and_one_is_refused(sessions: Sessions) -> None:
    async with sessions.begin() as tx:
        ids = [await a_clue(tx) for _ in range(2)]

    results = await at_once(*(file(sessions, clue_id, "act:same") for clue_id in ids))

    assert sorted(type(result).__name__ for result in results) == ["ActAlreadyPunished", "str"]
    assert any(isinstance(result, ActAlreadyPunished) for result in results)


async def test_cases_filed_at_once_are_numbered_without_gap(sessions: Sessions) -> None:
    async with sessions.begin() as tx:
        ids = [await a_clue(tx) for _ in range(4)]

    numbers = await at_once(*(file(sessions, clue_id, f"act:{clue_id}") for clue_id in ids))

    found = sorted(int(number.split("〕")[1].removesuffix("号")) for number in numbers)
    assert found == list(range(found[0], found[0] + 4))


async def test_the_second_of_two_writers_is_refused(sessions: Sessions) -> None:
    async with sessions.begin() as tx:
        clue_id = await a_clue(tx)
    await file(sessions, clue_id, f"act:{clue_id}")
    async with sessions.begin() as tx:
        case_id = (await clues.records.get(tx, clue_id)).case_id
    assert case_id is not None

    async def withdraw() -> None:
        async with sessions.begin() as tx:
            await withdraw_case(
                tx, case_id=case_id, reason="撤案", sight=everything(), by=ADMIN, at=NOON,
                expected=1,
            )  # fmt: skip

    results = await at_once(withdraw(), withdraw())

    assert sorted(type(result).__name__ for result in results) == ["ChangedMeanwhile", "NoneType"]
    assert any(isinstance(result, ChangedMeanwhile) for result in results)
    async with sessions.begin() as tx:
        assert (await cases.records.get(tx, case_id)).version == 2


async def test_a_report_and_its_hazard_heard_at_once_make_one_clue(sessions: Sessions) -> None:
    for _ in range(5):
        lead = uuid4()
        report = ReportConcluded(
            lead_id=lead, category="major_hazard", area=VILLAGE, conclusion="substantiated",
            at=NOON + timedelta(minutes=1),
        )  # fmt: skip

        async def act(event: Any) -> None:
            async with sessions.begin() as tx:
                await hear(tx, event)

        assert await at_once(act(report), act(verified(lead_id=lead))) == [None, None]
        async with sessions.begin() as tx:
            count = select(func.count()).where(clue_table.c.lead_id == lead)
            assert await tx.scalar(count) == 1
