"""A hazard's life as plainly as it can be said: who may move it, from where, to where."""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from chassis.identity import Principal

from tests.fuzz.served import somebody
from tests.fuzz.sown import UNIT

CLERK = somebody(1, "office_clerk")
ENTERPRISE = [somebody(n, "department_officer", department="enterprise") for n in (2, 3, 4)]
OFFICE = [somebody(n, "department_officer", department="office") for n in (5, 6)]
MANAGER = somebody(7, "unit_manager", unit=UNIT)
WORKER = somebody(8, "unit_worker", unit=UNIT)
EVERYBODY = [CLERK, *ENTERPRISE, *OFFICE, MANAGER, WORKER]

FROM = {
    "verify": {"reported"},
    "reject": {"reported"},
    "plan": {"verified", "planned", "rectifying"},
    "start": {"planned"},
    "progress": {"rectifying"},
    "submit": {"rectifying"},
    "review": {"awaiting_review"},
    "close": {"awaiting_review"},
    "reopen": {"closed"},
}
TO = {
    "verify": "verified",
    "reject": "rejected",
    "start": "rectifying",
    "submit": "awaiting_review",
    "close": "closed",
    "reopen": "rectifying",
}
OFFICIALS = {who.id for who in (CLERK, *ENTERPRISE, *OFFICE)}
ENTERPRISE_IDS = {who.id for who in ENTERPRISE}
# By the table of rights; the hazard is the enterprise department's all along.
MAY = {
    "verify": {CLERK.id, *ENTERPRISE_IDS, MANAGER.id},
    "reject": {CLERK.id, *ENTERPRISE_IDS},
    "plan": {CLERK.id, *ENTERPRISE_IDS, MANAGER.id},
    "start": {CLERK.id, *ENTERPRISE_IDS, MANAGER.id},
    "progress": {CLERK.id, *ENTERPRISE_IDS, MANAGER.id, WORKER.id},
    "submit": {CLERK.id, *ENTERPRISE_IDS, MANAGER.id},
    "review": OFFICIALS,
    "close": {*OFFICIALS, MANAGER.id, WORKER.id},
    "reopen": {CLERK.id, *ENTERPRISE_IDS},
}


@dataclass(frozen=True, slots=True)
class Move:
    """One attempt: who, what, with which body."""

    by: Principal
    verb: str
    body: dict[str, Any] = field(hash=False)


@dataclass(slots=True)
class Model:
    """What should be known of one hazard."""

    id: str
    reported_by: UUID
    origin: str
    status: str = "reported"
    level: str = "suspected"
    version: int = 1
    planned: bool = False
    percent: int = 0
    rectifiers: set[UUID] = field(default_factory=set)
    reviewers: set[UUID] = field(default_factory=set)
    passed: set[UUID] = field(default_factory=set)

    def allows(self, move: Move) -> bool:
        """Whether this move, made now at the version that stands, must work."""
        if move.by.id not in MAY[move.verb] or self.status not in FROM[move.verb]:
            return False
        check = getattr(self, f"_may_{move.verb}", None)
        return True if check is None else bool(check(move))

    def make(self, move: Move) -> None:
        """Take over what the move changes."""
        self.version += 1
        back = move.verb == "review" and not move.body["passed"]
        self.status = "rectifying" if back else TO.get(move.verb, self.status)
        if move.verb in {"plan", "start", "progress", "submit"}:
            self.rectifiers.add(move.by.id)
        getattr(self, f"_made_{move.verb}", lambda _: None)(move)

    def _may_verify(self, move: Move) -> bool:
        general = move.body["level"] == "general"
        own = self.origin == "self_check"
        if move.by.id not in OFFICIALS and not (general and own):
            return False
        return general or bool(move.body["criteria"])

    def _made_verify(self, move: Move) -> None:
        self.level = move.body["level"]

    def _may_plan(self, move: Move) -> bool:
        return self.level == "general" or "contingency" in move.body

    def _made_plan(self, _: Move) -> None:
        self.status = "rectifying" if self.status == "rectifying" else "planned"

    def _made_progress(self, move: Move) -> None:
        self.percent = move.body["percent"]

    def _may_submit(self, move: Move) -> bool:
        return bool(move.body["attachments"])

    def _made_submit(self, _: Move) -> None:
        self.percent = 100
        self.passed = set()

    def _may_review(self, move: Move) -> bool:
        if move.by.id in self.rectifiers | self.passed:
            return False
        return self.level == "general" or move.by.id in ENTERPRISE_IDS

    def _made_review(self, move: Move) -> None:
        self.reviewers.add(move.by.id)
        self.passed = self.passed | {move.by.id} if move.body["passed"] else set()

    def _may_close(self, move: Move) -> bool:
        by = move.by.id
        if len(self.passed) < self._reviews_needed():
            return False
        if by in {self.reported_by, *self.rectifiers, *self.reviewers}:
            return False
        if self.level == "major":
            return by in {who.id for who in OFFICE}
        return by not in {MANAGER.id, WORKER.id} if self.origin != "self_check" else True

    def _reviews_needed(self) -> int:
        if self.level == "major":
            return 2
        return 0 if self.origin == "self_check" else 1

    def _made_reopen(self, _: Move) -> None:
        self.percent = 0
        self.passed = set()
