"""A report's life, its reward's, and the fund, as plainly as they can be said."""

from dataclasses import dataclass, field
from decimal import Decimal
from uuid import UUID

from reporting_whistleblower.domain.receipts import ReceiptSecrets
from reporting_whistleblower.use_cases import sealing
from reporting_whistleblower.use_cases.receipt_secrets import thread_public_key

from tests.fuzz.served import somebody
from tests.fuzz.sown import VILLAGE

HANDLER, SECOND = (somebody(n, "report_handler") for n in (11, 14))
PAYERS = [somebody(n, "payer") for n in (13, 15)]
LEADERS = [somebody(n, "leader", area="") for n in (21, 22)]

FROM = {
    "accept": {"received"},
    "refuse": {"received"},
    "withdraw": {"received", "accepted"},
    "conclude": {"accepted"},
    "objection": {"concluded"},
    "reexamine": {"objected"},
}
TO = {
    "accept": "accepted",
    "refuse": "refused",
    "withdraw": "withdrawn",
    "conclude": "concluded",
    "objection": "objected",
    "reexamine": "concluded",
}


@dataclass(slots=True)
class Reward:
    """One reward, from its proposal to the counter."""

    id: str
    amount: Decimal
    status: str = "proposed"
    version: int = 1
    number: str = ""


@dataclass(slots=True)
class Report:
    """What should be known of one report."""

    secrets: ReceiptSecrets
    id: str = ""
    status: str = "received"
    version: int = 1
    conclusion: str | None = None
    accepted_by: UUID | None = None
    concluded_by: UUID | None = None
    reexamined: bool = False
    reward: Reward | None = None

    @classmethod
    def fresh(cls) -> "Report":
        return cls(ReceiptSecrets(verifier=sealing.new_key(), thread_key=sealing.new_key()))

    @property
    def proof(self) -> dict[str, str]:
        return {
            "receipt_verifier": sealing.to_text(self.secrets.verifier),
            "thread_key": sealing.to_text(self.secrets.thread_key),
        }

    def body(self) -> dict[str, object]:
        return {
            "category": "major_hazard",
            "what": "打磨车间的除尘器已停用一周",
            "where": "二车间北侧",
            "area": VILLAGE,
            "wants_reward": True,
            "receipt_verifier": sealing.to_text(self.secrets.verifier),
            "thread_public_key": sealing.to_text(thread_public_key(self.secrets)),
        }

    def allows(self, verb: str, by: UUID | None) -> bool:
        """Whether this move, made now at the version that stands, must work."""
        if self.status not in FROM[verb] or (verb == "objection" and self.reexamined):
            return False
        return verb != "reexamine" or by not in {self.accepted_by, self.concluded_by}

    def make(self, verb: str, by: UUID | None, conclusion: str | None = None) -> None:
        self.status = TO[verb]
        self.version += 1
        if verb in {"conclude", "reexamine"}:
            self.conclusion = conclusion
        if verb == "accept":
            self.accepted_by = by
        if verb == "conclude":
            self.concluded_by = by
        self.reexamined = self.reexamined or verb == "reexamine"

    @property
    def earns(self) -> bool:
        """Whether a reward may be proposed now."""
        concluded = self.status == "concluded" and self.conclusion == "substantiated"
        return concluded and (self.reward is None or self.reward.status == "declined")


@dataclass(slots=True)
class Fund:
    """The year's money. It never goes below nothing."""

    allocated: Decimal = Decimal(0)
    paid: list[Decimal] = field(default_factory=list)

    @property
    def balance(self) -> Decimal:
        return self.allocated - sum(self.paid, Decimal(0))


def reward_for(fine: int) -> Decimal:
    """15 % of the fine, at least 3,000 and at most 300,000 (安监总财〔2018〕19号)."""
    return min(Decimal(300_000), max(Decimal(3_000), Decimal(fine) * Decimal("0.15")))
