"""Many at once, on a database of their own where everything really commits."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import asdict, replace
from decimal import Decimal
from uuid import UUID, uuid4

import asyncpg
import pytest_asyncio
from chassis.db import Sessions, make_engine
from chassis.identity import Principal
from chassis.ids import new_id
from chassis.testing import NOON, fresh_database, server_url
from reporting_whistleblower import tables
from reporting_whistleblower.domain.claim import Claim, PayBy
from reporting_whistleblower.domain.claim import make_claim_number as a_number
from reporting_whistleblower.domain.fund import Source
from reporting_whistleblower.domain.keys import Purpose
from reporting_whistleblower.domain.refusals import Refusal
from reporting_whistleblower.domain.report import Category, Report
from reporting_whistleblower.domain.reward import Ground, Kind, Reward, Status
from reporting_whistleblower.store import claims as stored_claims
from reporting_whistleblower.store import funds, keys, rewards
from reporting_whistleblower.use_cases import funds as funding
from reporting_whistleblower.use_cases import keys as using
from reporting_whistleblower.use_cases import paying, receiving, sealing
from sqlalchemy import insert, text
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
        id=new_id(), report_id=report.id, recipient_id=report.id, area=report.area, kind=Kind.FINE,
        amount=Decimal(amount), basis={}, status=Status.CLAIMED, proposed_by=uuid4(),
        proposed_at=NOON, approved_by=uuid4(), approved_at=NOON, claim_number=a_number(),
        pay_by=PayBy.ACCOUNT, claimed_at=NOON,
    )  # fmt: skip
    number = str(reward.claim_number)
    async with sessions.begin() as tx:
        await tx.execute(insert(tables.report).values(asdict(report)))
        assert await rewards.add(tx, reward)
        claim = Claim(
            number=number, reward_id=reward.id, amount=reward.amount, pay_by=PayBy.ACCOUNT,
            password_hash=None,
        )  # fmt: skip
        await stored_claims.put(tx, claim)
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
            paid = await paying.pay_claim(
                tx, number=number, password=None, source=source, voucher="FK",
                by=Principal(payer, "payer"), at=NOON,
            )  # fmt: skip
    except Refusal as refusal:
        return refusal.code
    return str(paid.reward.status) if paid else "claim_unknown"


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


async def test_two_shares_paid_at_once_pay_the_reward_once(sessions: Sessions) -> None:
    number = await a_claim(sessions, "3000.00")
    async with sessions.begin() as tx:
        claim = await stored_claims.get(tx, number)
        assert claim is not None
        other = replace(claim, number=a_number(), amount=Decimal("1000.00"))
        await stored_claims.save(tx, replace(claim, amount=Decimal("2000.00")))
        await stored_claims.put(tx, other)
    await allocate(sessions, Source.CITY, "3000.00")

    ends = await asyncio.gather(
        *(pay(sessions, one, Source.CITY, uuid4()) for one in (number, other.number) * 2)
    )

    assert Counter(ends) == {"paid": 1, "claimed": 1, "illegal_move": 2}
    async with sessions.begin() as tx:
        reward = await rewards.get(tx, claim.reward_id)
        told = text(
            "SELECT count(*) FROM outbox_event WHERE subject = 'reward.paid' AND aggregateid = :id"
        )
        assert reward.status is Status.PAID
        assert await tx.scalar(told, {"id": str(reward.id)}) == 1
        assert await funds.differences(tx) == []


async def test_the_same_money_comes_back_once(sessions: Sessions) -> None:
    number = await a_claim(sessions, "5000.00")
    await allocate(sessions, Source.SUBDISTRICT, "5000.00")
    assert await pay(sessions, number, Source.SUBDISTRICT, uuid4()) == "paid"
    async with sessions.begin() as tx:
        paid = await stored_claims.get(tx, number)
        assert paid is not None
        reward = await rewards.get(tx, paid.reward_id)
        ordered = reward.revoke(
            by=LEADER.id, ground=Ground.WRONG_PERSON, reason="登记有误", paid=paid.kept, at=NOON,
            expected=reward.version,
        )  # fmt: skip
        await rewards.save(tx, ordered)

    async def back() -> str:
        try:
            async with sessions.begin() as tx:
                found = await paying.recover_claim(
                    tx, number=number, amount=Decimal(3000), document="JK",
                    by=Principal(uuid4(), "payer"), at=NOON,
                )  # fmt: skip
        except Refusal as refusal:
            return refusal.code
        return str(found.reward.status)

    ends = await asyncio.gather(*(back() for _ in range(6)))

    assert Counter(ends) == {"recovering": 1, "recovery_too_much": 5}
    async with sessions.begin() as tx:
        fund = await funds.get(tx, year=2026, source=Source.SUBDISTRICT)
        assert (fund.paid, fund.balance) == (Decimal(2000), Decimal(3000))
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
