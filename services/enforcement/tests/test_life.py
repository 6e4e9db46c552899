"""The life of a case against a plain model of it: whatever is tried, in whatever order."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid5

import pytest
from contracts.demo import NAMESPACE
from enforcement.domain.case import Case
from enforcement.domain.deadline import Deadline, Due
from enforcement.domain.penalty import Penalty, Stage, Target
from enforcement.domain.performance import Method, Payment, Performance, first_parts
from enforcement.domain.record import (
    Assignment,
    Closing,
    ClosingGround,
    Decision,
    Handling,
    Hearing,
    Notice,
    Outcome,
    Place,
    Review,
)
from enforcement.domain.refusals import ChangedMeanwhile, IllegalMove, Refusal, SelfApproval
from enforcement.domain.status import MOVES, Status
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

DAY = date(2026, 3, 4)
AT = datetime(2026, 3, 4, 4, tzinfo=UTC)
FINE = Decimal(30000)


def somebody(name: str) -> UUID:
    return uuid5(NAMESPACE, name)


OFFICERS = (somebody("first"), somebody("second"))
LEGAL, HEAD = somebody("legal"), somebody("head")
ANYBODY = st.sampled_from([*OFFICERS, LEGAL, HEAD])

# What a plain reader of the law would expect: from where each move may be made, and where it leads.
MODEL: dict[str, tuple[set[str], str]] = {
    "investigate": ({"filed"}, "investigating"),
    "send_back": ({"investigating", "reviewed", "informed", "hearing"}, "investigating"),
    "pass_review": ({"investigating", "reviewed"}, "reviewed"),
    "inform": ({"reviewed"}, "informed"),
    "ask_hearing": ({"informed"}, "hearing"),
    "punish": ({"informed", "hearing"}, "decided"),
    "spare": ({"reviewed", "informed", "hearing"}, "not_punished"),
    "serve": ({"decided"}, "served"),
    "pay": ({"served", "performing"}, "performing"),
    "close": ({"served", "performing", "not_punished"}, "closed"),
    "transfer": ({"filed", "investigating", "reviewed", "informed", "hearing"}, "transferred"),
    "withdraw": ({"filed", "investigating", "reviewed", "informed", "hearing"}, "withdrawn"),
}
APPROVALS = {"pass_review", "send_back", "punish", "spare", "close", "transfer", "withdraw"}


def new_case() -> Case:
    return Case(
        id=somebody("case"),
        number="1",
        clue_id=somebody("clue"),
        body="emergency_bureau",
        area="350583002201",
        matter="industry_trade",
        unit_id=None,
        hazard_ids=(),
        cause="未消除隐患",
        act_on=DAY,
        act_key="act",
        filed_on=DAY,
        filed_by=HEAD,
        place=Place(handling=Handling.PLATFORM, updated_on=DAY),
        deadlines=(Deadline(what=Due.DECIDE, by=DAY + timedelta(days=90), basis={}),),
    )


def team() -> list[Assignment]:
    return [
        Assignment(officer_id=who, account_id=who, name="甲", certificate_number="1", since=DAY)
        for who in OFFICERS
    ]


def make(case: Case, move: str, by: UUID, expected: int) -> Case:
    """Make a move as the use cases would."""
    punished = Decision(outcome=Outcome.PUNISHED, decided_on=DAY, by=by, ground="102")
    spared = Decision(outcome=Outcome.NOT_PUNISHED, decided_on=DAY, by=by, ground="33")
    review: dict[str, Any] = {"heavy": False, "opinion": "同意", "by": by, "at": AT}
    penalty = Penalty(article="102", stage=Stage.FIRST, target=Target.UNIT, amount=FINE)
    served = Performance(
        served_on=DAY, method=Method.POST, receipt="1", parts=first_parts([penalty], by=DAY)
    )
    notice = Notice(informed_on=DAY, state_by=DAY, request_hearing_by=DAY, why_hearing=None, by=by)
    paid = Payment(target=Target.UNIT, person=None, amount=Decimal(1), on=DAY, voucher="1")
    end = Closing(ground=ClosingGround.TERMINATED, note="终结", on=DAY, by=by)
    how = {
        "investigate": lambda: case.investigate(team(), expected=expected),
        "send_back": lambda: case.review_legally(Review(passed=False, **review), expected=expected),
        "pass_review": lambda: case.review_legally(
            Review(passed=True, **review), expected=expected
        ),
        "inform": lambda: case.inform(notice, deadlines=[], expected=expected),
        "ask_hearing": lambda: case.request_hearing(Hearing(requested_on=DAY), expected=expected),
        "punish": lambda: case.decide(punished, penalties=[penalty], due=[], expected=expected),
        "spare": lambda: case.decide(spared, penalties=[], due=[], expected=expected),
        "serve": lambda: case.serve(served, deadlines=[], expected=expected),
        "pay": lambda: case.pay(paid, case.performance or served, expected=expected),
        "close": lambda: case.close(end, expected=expected),
        "transfer": lambda: case.transfer(
            to="fire_rescue_brigade", because="管辖", by=by, on=DAY, expected=expected
        ),
        "withdraw": lambda: case.withdraw(because="撤案", by=by, on=DAY, expected=expected),
    }
    return how[move]()


class LifeOfACase(RuleBasedStateMachine):
    """Tries any move by anybody, and compares with the model."""

    def __init__(self) -> None:
        super().__init__()
        self.case = new_case()
        self.state, self.version = "filed", 1
        self.reviewers: set[UUID] = set()

    @rule(move=st.sampled_from(sorted(MODEL)), by=ANYBODY)
    def try_a_move(self, move: str, by: UUID) -> None:
        expected = self._expected(move, by)
        if expected is not None:
            with pytest.raises(expected):
                make(self.case, move, by, self.version)
            return
        self.case = make(self.case, move, by, self.version)
        self.version += 1
        self._follow(move, by)

    @rule(move=st.sampled_from(sorted(MODEL)), ago=st.integers(1, 3))
    def try_with_a_stale_version(self, move: str, ago: int) -> None:
        before = self.case
        with pytest.raises((ChangedMeanwhile, IllegalMove, SelfApproval)):
            make(self.case, move, HEAD, self.version - ago)
        assert self.case == before

    @precondition(lambda self: self.state in {"filed", "investigating"})
    @rule()
    def look_twice(self) -> None:
        assert self.case.overdue(DAY + timedelta(days=90)) == ()
        assert len(self.case.overdue(DAY + timedelta(days=91))) == 1

    @invariant()
    def the_case_is_where_the_model_is(self) -> None:
        assert (self.case.status.value, self.case.version) == (self.state, self.version)

    @invariant()
    def who_decided_had_not_investigated(self) -> None:
        if self.case.decision is not None:
            assert self.case.decision.by not in OFFICERS
            assert self.case.overdue(date.max) == ()

    def _expected(self, move: str, by: UUID) -> type[Refusal] | None:
        sources, _ = MODEL[move]
        on_the_team = self.state != "filed" and by in OFFICERS and bool(self.case.team)
        if move in APPROVALS and on_the_team:
            return SelfApproval
        if move in {"punish", "spare"} and by in self.reviewers:
            return SelfApproval
        if move == "pass_review" and self.state in {"informed", "hearing"}:
            return None
        return None if self.state in sources else IllegalMove

    def _follow(self, move: str, by: UUID) -> None:
        if move in {"pass_review", "send_back"}:
            self.reviewers.add(by)
        if move == "pass_review" and self.state in {"informed", "hearing"}:
            return
        self.state = MODEL[move][1]


LifeOfACase.TestCase.settings = settings(max_examples=80, stateful_step_count=25, deadline=None)
TestLife = LifeOfACase.TestCase


def test_every_status_says_where_it_may_go() -> None:
    assert set(MOVES) == set(Status)
    ends = {status.value for status, to in MOVES.items() if not to}
    assert ends == {"closed", "transferred", "withdrawn"}
