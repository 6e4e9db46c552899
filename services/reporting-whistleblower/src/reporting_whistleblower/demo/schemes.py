"""Units' own schemes: what workers told, what came of it, and one hazard that rose."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from chassis.db import Session
from contracts.demo import VILLAGES, demo_id, unit_code

from reporting_whistleblower.demo.people import MANAGER
from reporting_whistleblower.demo.told import ALL, at
from reporting_whistleblower.domain.scheme import Kind, Outcome, RewardKind, Scheme
from reporting_whistleblower.use_cases import internal_reports, schemes, sealing, units
from reporting_whistleblower.use_cases.receiving import Receipt

HAZARD, IDEA = Kind.HAZARD, Kind.SUGGESTION
UNITS: Final = (1, 2, 16)  # the first is that of the demonstration's unit manager
TIPS: Final = (
    (IDEA, False, "「内部」叉车通道与人行道之间加装护栏", "成品库门口", 40, Outcome.ADOPTED),
    (HAZARD, False, "「内部」配电箱门锁坏了,一直敞着", "二车间东侧", 30, Outcome.FIXED),
    (HAZARD, True, "「内部」冲床双手按钮被短接,单手就能启动", "冲压车间", 20, None),
    (HAZARD, False, "「内部」通道里堆了纸箱", "包装车间", 2, None),
)


async def open_schemes(tx: Session, *, on: date, receipt_key: bytes) -> None:
    """Three units with a poster each; every worker's words are marked as fictional."""
    for number in UNITS:
        await units.copy_unit(
            tx, unit_id=demo_id("unit", number), code=unit_code(number),
            name=f"(演示)第{number}号企业", area=VILLAGES[number % len(VILLAGES)],
        )  # fmt: skip
        scheme = await schemes.open_scheme(
            tx, unit_id=demo_id("unit", number), sight=ALL, by=MANAGER,
            at=at(on - timedelta(days=90), 9, number),
        )  # fmt: skip
        for tip in TIPS:
            await _tell(tx, scheme, tip, on=on, receipt_key=receipt_key)
    await internal_reports.raise_unanswered(tx, at=at(on, 7, 0))


async def _tell(
    tx: Session,
    scheme: Scheme,
    tip: tuple[Kind, bool, str, str, int, Outcome | None],
    *,
    on: date,
    receipt_key: bytes,
) -> None:
    kind, grave, what, where, ago, outcome = tip
    public = sealing.key_pair(sealing.new_key()).public
    taken = await internal_reports.receive_internal_report(
        tx,
        tip=internal_reports.Tip(
            code=scheme.code, kind=kind, grave=grave,
            content={"what": f"(演示){what}", "where": where},
            receipt=Receipt(sealing.new_key(), public),
        ),
        receipt_key=receipt_key, at=at(on - timedelta(days=ago), 10, 0),
    )  # fmt: skip
    if outcome is None:
        return
    answered = at(on - timedelta(days=ago - 3), 16, 0)
    await schemes.answer_internal_report(
        tx, scheme_id=scheme.id, report_id=taken.report.id, outcome=outcome,
        text="(演示)已安排整改,谢谢。", receipt_key=receipt_key, sight=ALL, by=MANAGER, at=answered,
        expected=taken.report.version,
    )  # fmt: skip
    money = kind is HAZARD
    await schemes.reward_internally(
        tx, scheme_id=scheme.id, report_id=taken.report.id,
        kind=RewardKind.MONEY if money else RewardKind.HONOUR,
        amount=Decimal("200.00") if money else Decimal("0.00"),
        title="(演示)隐患报告奖" if money else "(演示)季度安全之星", sight=ALL, by=MANAGER, at=answered,
    )  # fmt: skip
