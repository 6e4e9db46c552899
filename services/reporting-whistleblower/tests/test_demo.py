"""The demonstration shows every state, and its money adds up."""

from datetime import date

import pytest
from chassis.db import Session
from chassis.paging import PageRequest
from chassis.sight import everything
from reporting_whistleblower.demo import seed
from reporting_whistleblower.domain.publication import Measure
from reporting_whistleblower.domain.report import Status
from reporting_whistleblower.domain.retaliation import Status as Taken
from reporting_whistleblower.domain.reward import Status as RewardStatus
from reporting_whistleblower.store import funds, protection, reports, rewards
from reporting_whistleblower.use_cases import publication


@pytest.mark.parametrize("on", [date(2026, 11, 25), date(2027, 1, 3)])
async def test_the_demonstration_shows_every_state_and_its_funds_add_up(
    tx: Session, on: date
) -> None:
    await seed(tx, on=on, receipt_key=bytes(32))

    found = await reports.page(tx, everything(), reports.Filter(), PageRequest(limit=200))
    rewarded = await rewards.page(tx, everything(), rewards.Filter(), PageRequest(limit=200))
    assert {report.status for report in found.items} == set(Status)
    assert {reward.status for reward in rewarded.items} == set(RewardStatus)
    assert 60 <= len(found.items) <= 75
    claims = await protection.page_claims(tx, everything(), PageRequest(), status=Taken.TAKEN_UP)
    assert len(claims.items) == 1
    called = await protection.page_callbacks(
        tx, everything(), PageRequest(limit=200), status=None, overdue_on=None
    )
    assert len(called.items) > 5
    figures, years = await publication.report_statistics(
        tx, sight=everything(), first=date.min, last=on, area=""
    )
    assert figures[Measure.RECEIVED].total > 40
    assert figures[Measure.BY_CONCLUSION].cells or figures[Measure.CONCLUDED].total > 20
    assert years
    assert any(report.is_overdue(on) for report in found.items)
    assert await funds.differences(tx) == []
    assert [fund.year for fund in await funds.every(tx)] == [on.year, on.year - 1]
