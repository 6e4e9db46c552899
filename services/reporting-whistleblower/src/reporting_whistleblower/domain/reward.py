"""A reward (奖励): proposed by one, approved by a second, paid by a third."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any, Final
from uuid import UUID

from reporting_whistleblower.domain.claim import PayBy, make_claim_number
from reporting_whistleblower.domain.refusals import (
    ChangedMeanwhile,
    DeclarationRequired,
    IllegalMove,
    SelfApproval,
    TooLate,
)


class Kind(StrEnum):
    """What the sum rests on."""

    FINE = "fine"
    DEATHS = "deaths"
    FLAT = "flat"
    HONOUR = "honour"  # a commendation; no money


class Status(StrEnum):
    PROPOSED = "proposed"
    DECLINED = "declined"
    APPROVED = "approved"
    CLAIMED = "claimed"
    PAID = "paid"
    LAPSED = "lapsed"
    REVOKED = "revoked"  # taken back before anything was paid
    RECOVERING = "recovering"  # paid wrongly: the money is claimed back
    RECOVERED = "recovered"


class Ground(StrEnum):
    """Why a reward is not due after all (安监总财〔2018〕19号 arts. 7, 9, 12)."""

    OFFICIAL_OR_KIN = "official_or_kin"  # an official on duty, his kin, or whom they instruct
    ALREADY_KNOWN = "already_known"  # unit or authority had found it before
    ALREADY_REWARDED = "already_rewarded"  # by another body or under another rule
    UNTRUE = "untrue"
    WRONG_PERSON = "wrong_person"
    WRONG_AMOUNT = "wrong_amount"
    DECISION_WITHDRAWN = "decision_withdrawn"
    OTHER = "other"


MOVES: Final[dict[str, tuple[frozenset[Status], Status]]] = {
    "approve": (frozenset({Status.PROPOSED}), Status.APPROVED),
    "decline": (frozenset({Status.PROPOSED}), Status.DECLINED),
    "stop": (frozenset({Status.PROPOSED}), Status.DECLINED),
    "claim": (frozenset({Status.APPROVED}), Status.CLAIMED),
    "pay": (frozenset({Status.CLAIMED}), Status.PAID),
    "lapse": (frozenset({Status.APPROVED}), Status.LAPSED),
    "revoke": (frozenset({Status.APPROVED, Status.CLAIMED}), Status.REVOKED),
    "order_recovery": (frozenset({Status.CLAIMED, Status.PAID}), Status.RECOVERING),
    "recover": (frozenset({Status.RECOVERING}), Status.RECOVERED),
}
# These neither hold the matter's one reward nor stand in the way of another.
FALLEN: Final = frozenset({Status.DECLINED, Status.REVOKED, Status.RECOVERED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Reward:
    """One reward for one matter. `basis` is the law and the working behind the amount."""

    id: UUID
    report_id: UUID  # the matter: the report that came first
    recipient_id: UUID  # the report whose sender is rewarded; of merged ones perhaps a later
    case_id: UUID | None = None
    area: str
    kind: Kind
    amount: Decimal
    basis: Mapping[str, Any]
    rules: tuple[tuple[str, int], ...] = field(default=())  # code and version of each rule used
    status: Status = Status.PROPOSED
    proposed_by: UUID
    proposed_from: str | None = None  # the event, where the system proposed
    proposed_at: datetime
    approved_by: UUID | None = None
    approved_at: datetime | None = None
    claim_number: str | None = None
    claim_due_on: date | None = None
    claim_extended: bool = False
    pay_by: PayBy | None = None
    not_excluded_at: datetime | None = None  # the claimant declared to be no official on duty
    claimed_at: datetime | None = None
    paid_by: UUID | None = None
    paid_at: datetime | None = None
    voucher: str | None = None
    decline_reason: str | None = None
    ground: Ground | None = None  # why it was declined, revoked or claimed back
    revoked_by: UUID | None = None
    revoked_at: datetime | None = None
    revoke_reason: str | None = None
    version: int = 1

    def approve(
        self, *, by: UUID, handlers: frozenset[UUID], at: datetime, due_on: date, expected: int
    ) -> "Reward":
        """A second person consents. Nobody who handled the report may."""
        moved = self._move("approve", expected)
        if by == self.proposed_by or by in handlers:
            raise SelfApproval(move="approve")
        number = None if self.kind is Kind.HONOUR else make_claim_number()
        return replace(
            moved, approved_by=by, approved_at=at, claim_due_on=due_on, claim_number=number
        )

    def decline(
        self, *, by: UUID, ground: Ground | None, reason: str, at: datetime, expected: int
    ) -> "Reward":
        moved = self._move("decline", expected)
        if by == self.proposed_by:
            raise SelfApproval(move="decline")
        return replace(moved, approved_by=by, approved_at=at, ground=ground, decline_reason=reason)

    def stop(self, *, reason: str, at: datetime) -> "Reward":
        """What it rested on fell away before anybody consented: no person declines it."""
        moved = self._move("stop", self.version)
        ground = Ground.DECISION_WITHDRAWN
        return replace(moved, approved_at=at, ground=ground, decline_reason=reason)

    def revoke(
        self, *, by: UUID, ground: Ground, reason: str, paid: Decimal, at: datetime, expected: int
    ) -> "Reward":
        """Take back what was approved; what is `paid` already is claimed back from whoever has it."""
        moved = self._move("order_recovery" if paid else "revoke", expected)
        if by in {self.proposed_by, self.paid_by}:
            raise SelfApproval(move="revoke")
        return replace(moved, ground=ground, revoked_by=by, revoked_at=at, revoke_reason=reason)

    def recover(self, *, by: UUID, whole: bool) -> "Reward":
        """Money came back; with the `whole` of it the matter is settled. Never by who ordered it."""
        if by == self.revoked_by:
            raise SelfApproval(move="recover")
        moved = self._move("recover", self.version)
        return moved if whole else replace(moved, status=self.status)

    def claim(
        self, *, pay_by: PayBy, not_excluded: bool, at: datetime, today: date, term_binds: bool
    ) -> "Reward":
        """The reporter asks for the money. Raise `TooLate` after the last day, if the term binds."""
        if self.kind is Kind.HONOUR:
            raise IllegalMove(status=self.status.value, move="claim")
        moved = self._move("claim", self.version)
        if not not_excluded:
            raise DeclarationRequired(field="/not_excluded")
        if term_binds and self.claim_due_on is not None and today > self.claim_due_on:
            raise TooLate(last_day=self.claim_due_on.isoformat())
        return replace(moved, pay_by=pay_by, not_excluded_at=at, claimed_at=at)

    def pay(
        self, *, by: UUID, handlers: frozenset[UUID], at: datetime, voucher: str, last: bool = True
    ) -> "Reward":
        """A third person hands the money out; with the `last` share the reward is paid."""
        moved = self._move("pay", self.version)
        if by in {self.proposed_by, self.approved_by} or by in handlers:
            raise SelfApproval(move="pay")
        status = moved.status if last else self.status
        return replace(moved, status=status, paid_by=by, paid_at=at, voucher=voucher)

    def lapse(self, *, today: date) -> "Reward":
        if self.claim_due_on is None or today <= self.claim_due_on:
            raise IllegalMove(status=self.status.value, move="lapse")
        return self._move("lapse", self.version)

    def extend_claim(self, *, due_on: date, expected: int) -> "Reward":
        """Give more time, with reasons, while the claim still runs."""
        moved = self._at(expected)
        later = self.claim_due_on is not None and due_on > self.claim_due_on
        if self.status is not Status.APPROVED or not later:
            raise IllegalMove(status=self.status.value, move="extend_claim")
        return replace(moved, claim_due_on=due_on, claim_extended=True)

    def _move(self, move: str, expected: int) -> "Reward":
        moved = self._at(expected)
        allowed, to = MOVES[move]
        if self.status not in allowed:
            raise IllegalMove(status=self.status.value, move=move)
        return replace(moved, status=to)

    def _at(self, expected: int) -> "Reward":
        if expected != self.version:
            raise ChangedMeanwhile
        return replace(self, version=self.version + 1)
