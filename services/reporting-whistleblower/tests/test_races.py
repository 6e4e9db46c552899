"""Many at once, on a database of their own where everything really commits."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from decimal import Decimal
from uuid import UUID, uuid4

import asyncpg
import pytest_asyncio
from chassis.db import Sessions, make_engine
from chassis.identity import Principal
from chassis.ids import new_id
from chassis.testing import NOON, fresh_database, server_url
from reporting_whistleblower.domain.fund import Source
from reporting_whistleblower.domain.keys import Purpose
from reporting_whistleblower.domain.refusals import Refusal
from reporting_whistleblower.domain.report import Category, Report
from reporting_whistleblower.domain.reward import Claim, Kind, PayBy, Reward, Status
from reporting_whistleblower.domain.reward import make_claim_number as a_number
from reporting_whistleblower.store import funds, keys, reports, rewards
from reporting_whistleblower.use_cases import claims, receiving, sealing
from reporting_whistleblower.use_cases import funds as funding
from reporting_whistleblower.use_cases import keys as using
from sqlalchemy import text
from sqlalchemy.ext.asyncio import async_sessionmaker

LEADER = Principal(uuid4(), "leader")


@pytest_asyncio.fixture(scope="module")
async def sessions(package: str, worker_name: str) -> AsyncIterator[Sessions]:
    name = f"test_{package}_race_{worker_name}"
    url = await fresh_database(package, name)
    engine = make_engine(url.replace("postgresql://", "postgresql+asyncpg://"), pool_size=12)
    yield async_sessionmaker(engine, expire_on_commit=False)
    await engine.dispose()
    server = await asyncpg.connect(server_url() + "/postgres")
    await server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
    await server.close()


async def a_claim(sessions: Sessions, amount: str) -> str:
    """Put a reward on the counter, to be paid to an account."""
    report = Report(
        id=new_id(), number=str(uuid4()), lead_id=uuid4(), category=Category.MAJOR_HAZARD,
        area="350583002003", unit_id=None, wants_reward=True, received_at=NOON,
    )  # fmt: skip
    reward = Reward(
        id=new_id(), report_id=report.id, area=report.area, kind=Kind.FINE,
        amount=Decimal(amount), basis={}, status=Status.CLAIMED, proposed_by=uuid4(),
        proposed_at=NOON, approved_by=uuid4(), approved_at=NOON, claim_number=a_number(),
        pay_by=PayBy.ACCOUNT, claimed_at=NOON,
    )  # fmt: skip
    number = str(reward.claim_number)
    async with sessions.begin() as tx:
        await reports.add(tx, report)
        assert await rewards.add(tx, reward)
        await rewards.put_claim(tx, Claim(number=number, reward_id=reward.id, password_hash=None))
    return number


async def allocate(sessions: Sessions, source: Source, amount: str) -> None:
    async with sessions.begin() as tx:
        await funding.allocate_fund(
            tx, year=2026, source=source, amount=Decimal(amount), document="文号", by=LEADER,
            at=NOON,
        )  # fmt: skip


async def pay(sessions: Sessions, number: str, source: Source, payer: UUID) -> str:
    try:
        async with sessions.begin() as tx:
            reward = await claims.pay_claim(
                tx, number=number, password=None, source=source, voucher="FK",
                by=Principal(payer, "payer"), at=NOON,
            )  # fmt: skip
    except Refusal as refusal:
        return refusal.code
    return str(reward.status) if reward else "claim_unknown"


async def test_eight_payers_at_once_never_overdraw_the_fund(sessions: Sessions) -> None:
    numbers = [await a_claim(sessions, "7000.00") for _ in range(8)]
    await allocate(sessions, Source.COUNTY, "21000.00")

    ends = await asyncio.gather(
        *(pay(sessions, number, Source.COUNTY, uuid4()) for number in numbers)
    )

    assert Counter(ends) == {"paid": 3, "fund_overdrawn": 5}
    async with sessions.begin() as tx:
        assert (await funds.get(tx, year=2026, source=Source.COUNTY)).balance == 0
        assert await funds.differences(tx) == []


async def test_eight_payers_at_once_pay_one_claim_once(sessions: Sessions) -> None:
    number = await a_claim(sessions, "3000.00")
    await allocate(sessions, Source.CITY, "90000.00")

    ends = await asyncio.gather(*(pay(sessions, number, Source.CITY, uuid4()) for _ in range(8)))

    assert Counter(ends)["paid"] == 1
    async with sessions.begin() as tx:
        assert (await funds.get(tx, year=2026, source=Source.CITY)).paid == Decimal("3000.00")
        assert await funds.differences(tx) == []


async def test_sixteen_senders_at_once_lose_nothing_and_share_no_number(
    sessions: Sessions,
) -> None:
    async with sessions.begin() as tx:
        key = await using.make_key(
            account_id=uuid4(), purpose=Purpose.HANDLER, areas=("",), passphrase="p" * 12, at=NOON
        )
        assert await keys.add(tx, key)

    async def send() -> str:
        pair = sealing.key_pair()
        async with sessions.begin() as tx:
            new = receiving.NewReport(
                category=Category.OTHER,
                content={"what": "十六人同时举报"},
                area="350583002003",
                receipt=receiving.Receipt(sealing.new_key(), pair.public),
            )
            filed = await receiving.receive_report(tx, new=new, receipt_key=bytes(32), at=NOON)
        return filed.report.number

    numbers = await asyncio.gather(*(send() for _ in range(16)))

    async with sessions.begin() as tx:
        kept = set(await tx.scalars(text("SELECT number FROM report WHERE category = 'other'")))
        sealed = await tx.scalar(text("SELECT count(*) FROM sealed_report"))
    assert kept == set(numbers)
    assert (len(kept), sealed) == (16, 16)
