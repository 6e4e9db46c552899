"""What became of some reporters afterwards: punished, asked, or found to have made it up."""

from typing import Final

from reporting_whistleblower.demo.people import HANDLER_2, LEADER
from reporting_whistleblower.demo.told import ALL, Told
from reporting_whistleblower.domain.false_report import Ground
from reporting_whistleblower.domain.report import Conclusion
from reporting_whistleblower.domain.retaliation import Act
from reporting_whistleblower.use_cases import false_reports, retaliation

WORDS: Final = "(演示)报完以后班长把我调到夜班,奖金也停了。"


async def retaliated(told: Told) -> None:
    """He lets it be looked into; the handler has restated it for the field."""
    await told.conclude(Conclusion.SUBSTANTIATED, "举报属实,已责令改正。")
    claim = await retaliation.claim_retaliation(
        told.tx, proof=told.proof, receipt_key=told.scene.receipt_key,
        acts=(Act.TRANSFER, Act.PAY_CUT), text=WORDS, inquiry=True, at=told.after(40),
    )  # fmt: skip
    await retaliation.take_up_retaliation(
        told.tx, claim_id=claim.id, what="(演示)一名工人反映被调岗、停发奖金", place="(演示)生产车间",
        consented=False, sight=ALL, by=HANDLER_2, at=told.after(42), expected=claim.version,
    )  # fmt: skip


async def made_up(told: Told) -> None:
    """Not confirmed, and proved to have been made up."""
    await told.conclude(Conclusion.UNSUBSTANTIATED, "现场核查未发现所述情形。")
    accused = await false_reports.propose_false_report(
        told.tx, report_id=told.report.id, ground=Ground.FORGED_EVIDENCE,
        proof="(演示)照片系外地事故网图,已比对原图。", sight=ALL, by=HANDLER_2, at=told.after(40),
    )  # fmt: skip
    await false_reports.confirm_false_report(
        told.tx, false_report_id=accused.id, to_police=False, sight=ALL, by=LEADER,
        at=told.after(45), expected=accused.version,
    )  # fmt: skip
