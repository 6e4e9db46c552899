"""Whatever people try, in whatever order, a hazard's life stays lawful. No database."""

from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from hazard_registry.domain import extension, supervision
from hazard_registry.domain.closing import ClosedBy, Gate, ReviewedBy
from hazard_registry.domain.hazard import Hazard
from hazard_registry.domain.life import MOVES, Level, Status
from hazard_registry.domain.person import Person
from hazard_registry.domain.plan import Plan
from hazard_registry.domain.refusals import Refusal
from hazard_registry.examples import TODAY, a_hazard
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

UNIT = UUID(int=99)
PEOPLE = [
    *(Person(id=UUID(int=n), departments=frozenset({"enterprise"})) for n in range(1, 4)),
    *(Person(id=UUID(int=n), departments=frozenset({"office"})) for n in range(4, 6)),
    *(Person(id=UUID(int=n), is_official=False, units=frozenset({UNIT})) for n in range(6, 8)),
]
GATE = Gate(
    reviewers=2,
    reviewed_by=ReviewedBy.RESPONSIBLE_DEPARTMENT,
    closed_by=ClosedBy.SUPERVISING_DEPARTMENT,
    supervising=frozenset({"office"}),
)
people = st.sampled_from(PEOPLE)
days = st.integers(0, 40).map(lambda n: TODAY + timedelta(days=n))


class Life(RuleBasedStateMachine):
    """One major hazard, and seven people who try everything."""

    def __init__(self) -> None:
        super().__init__()
        self.hazard = a_hazard(reported_by=PEOPLE[4].id, unit_id=UNIT)
        self.on = TODAY
        self.versions = [1]

    def attempt(self, move: object, *args: object, **facts: object) -> None:
        before = self.hazard
        try:
            after = move(*args, **facts)  # type: ignore[operator]
        except Refusal:
            assert self.hazard == before
            return
        assert isinstance(after, Hazard)
        assert after.version == before.version + 1
        self.hazard = after

    @rule(by=people, due_on=days, criteria=st.sampled_from([(), ("GM-3-2",)]))
    def verify(self, by: Person, due_on: date, criteria: tuple[str, ...]) -> None:
        self.attempt(
            self.hazard.verify,
            level=Level.MAJOR,
            criteria=criteria,
            exception_reason=None,
            department="enterprise",
            due_on=due_on,
            finding=None,
            by=by,
            on=self.on,
        )

    @rule(by=people, funds=st.sampled_from([None, Decimal(0)]), deadline=days)
    def plan(self, by: Person, funds: Decimal | None, deadline: date) -> None:
        plan = Plan(
            responsible="甲", measures="乙", funds=funds, deadline=deadline, contingency="丙"
        )
        self.attempt(self.hazard.make_plan, plan, by=by, on=self.on)

    @rule(by=people)
    def start(self, by: Person) -> None:
        self.attempt(self.hazard.start, by=by, on=self.on)

    @rule(by=people, percent=st.integers(0, 100))
    def progress(self, by: Person, percent: int) -> None:
        self.attempt(self.hazard.progress, percent=percent, funds_used=None, by=by)

    @rule(by=people, evidence=st.integers(0, 2))
    def submit(self, by: Person, evidence: int) -> None:
        self.attempt(
            self.hazard.submit, evidence=evidence, by=by, on=self.on, review_due_on=self.on
        )

    @rule(by=people)
    def review(self, by: Person) -> None:
        self.attempt(self.hazard.pass_review, GATE, by=by, on=self.on)

    @rule(by=people)
    def give_back(self, by: Person) -> None:
        self.attempt(self.hazard.return_, GATE, by=by)

    @rule(by=people)
    def close(self, by: Person) -> None:
        self.attempt(self.hazard.close, GATE, by=by, on=self.on)

    @rule(due_on=days)
    def reopen(self, due_on: date) -> None:
        self.attempt(self.hazard.reopen, due_on=due_on, on=self.on)

    @rule(by=people, to_on=days)
    def ask(self, by: Person, to_on: date) -> None:
        self.attempt(extension.ask, self.hazard, to_on=to_on, most=2, by=by, on=self.on)

    @rule(by=people)
    def grant(self, by: Person) -> None:
        self.attempt(extension.grant, self.hazard, by=by)

    @rule()
    def stop(self) -> None:
        self.attempt(supervision.stop, self.hazard, on=self.on)

    @rule(by=people)
    def apply(self, by: Person) -> None:
        self.attempt(supervision.apply_resumption, self.hazard, by=by, on=self.on)

    @rule(by=people)
    def resume(self, by: Person) -> None:
        self.attempt(supervision.resume, self.hazard, by=by)

    @rule(days_later=st.integers(0, 5))
    def time_passes(self, days_later: int) -> None:
        self.on += timedelta(days=days_later)

    @invariant()
    def closed_only_by_somebody_else_after_two_passes(self) -> None:
        hazard = self.hazard
        if hazard.status is not Status.CLOSED:
            assert hazard.closed_on is None
            return
        assert len(set(hazard.passed_by)) >= 2
        hands = {hazard.reported_by, *hazard.rectifiers, *hazard.reviewers}
        assert hazard.closed_by not in hands
        assert not set(hazard.passed_by) & set(hazard.rectifiers)

    @invariant()
    def past_planning_all_five_are_fixed(self) -> None:
        if self.hazard.status in {Status.RECTIFYING, Status.AWAITING_REVIEW, Status.CLOSED}:
            assert self.hazard.plan.missing(Level.MAJOR) == []

    @invariant()
    def a_verified_hazard_has_criterion_department_and_due_date(self) -> None:
        if self.hazard.is_open:
            assert self.hazard.criteria
            assert self.hazard.department
            assert self.hazard.due_on

    @invariant()
    def never_more_than_two_extensions(self) -> None:
        assert self.hazard.extensions <= 2


class TestLife(Life.TestCase):  # type: ignore[name-defined,misc]
    settings = settings(max_examples=120, stateful_step_count=40, deadline=None)


def test_every_move_leads_from_and_to_a_status() -> None:
    for sources, target in MOVES.values():
        assert sources <= set(Status)
        assert target in set(Status)


@pytest.mark.parametrize("status", [s for s in Status if s not in MOVES["close"][0]])
def test_only_what_awaits_review_is_closed(status: Status) -> None:
    with pytest.raises(Refusal):
        a_hazard(status=status).close(GATE, by=PEOPLE[3], on=TODAY)
