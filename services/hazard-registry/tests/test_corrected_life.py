"""Whatever is put right, in whatever order, a hazard's life stays lawful. No database."""

from datetime import date

from hazard_registry.domain import correction
from hazard_registry.domain.hazard import Hazard
from hazard_registry.domain.life import Level, Status
from hazard_registry.domain.person import Person
from hazard_registry.domain.refusals import Refusal
from hazard_registry.domain.statistics import share_of
from hazard_registry.domain.supervision import OrderLevel, free_of_order, put_under_order
from hazard_registry.examples import a_hazard
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import invariant, precondition, rule
from typing_extensions import override

from .test_hazard_life import PEOPLE, UNIT, Life, days, people

LEVELS = st.sampled_from([Level.GENERAL, Level.MAJOR])
DEPARTMENTS = st.sampled_from(["enterprise", "office"])


class Corrected(Life):
    """The same hazard and people, who also put right, hand on, withdraw, merge and part."""

    def __init__(self) -> None:
        super().__init__()
        self.kept = a_hazard(unit_id=UNIT)
        self.merged: tuple[Hazard, Hazard, Person] | None = None

    @override
    def attempt(self, move: object, *args: object, **facts: object) -> None:
        """Nothing goes on with a duplicate: the use cases see to that before any move."""
        if self.hazard.merged_into is None:
            super().attempt(move, *args, **facts)

    @rule(place=st.sampled_from(["一车间", "二车间"]))
    def amend(self, place: str) -> None:
        self.attempt(correction.amend, self.hazard, {"place": place})

    @rule(level=LEVELS, due_on=st.none() | days)
    def reclassify(self, level: Level, due_on: date | None) -> None:
        self.attempt(
            correction.reclassify,
            self.hazard,
            level=level,
            criteria=("GM-3-2",),
            exception_reason=None,
            due_on=due_on,
            on=self.on,
        )

    @rule(department=DEPARTMENTS)
    def offer(self, department: str) -> None:
        self.attempt(correction.offer, self.hazard, department=department)

    @rule(by=people)
    def accept(self, by: Person) -> None:
        asked = self.hazard.transfer_to
        self.attempt(correction.accept, self.hazard, by=by)
        if asked and self.hazard.transfer_to is None and self.hazard.merged_into is None:
            assert asked in by.departments
            assert self.hazard.department == asked

    @rule(by=people)
    def return_offer(self, by: Person) -> None:
        self.attempt(correction.give_back, self.hazard, by=by)

    @rule(by=people)
    def ask_withdrawal(self, by: Person) -> None:
        self.attempt(correction.ask_withdrawal, self.hazard, by=by, on=self.on)

    @rule(by=people)
    def withdraw(self, by: Person) -> None:
        asked_by = self.hazard.withdrawal_by
        was_open = self.hazard.is_open
        self.attempt(correction.withdraw, self.hazard, by=by)
        if was_open and self.hazard.status is Status.REPORTED:
            assert asked_by is not None
            assert by.id != asked_by

    @rule(by=people)
    def keep_verified(self, by: Person) -> None:
        self.attempt(correction.keep_verified, self.hazard, by=by)

    @rule(due_on=days)
    def order(self, due_on: date) -> None:
        level = OrderLevel.SUBDISTRICT
        self.attempt(put_under_order, self.hazard, level=level, listed=True, due_on=due_on)

    @precondition(lambda self: self.hazard.order_level is not None)
    @rule()
    def lift(self) -> None:
        self.attempt(free_of_order, self.hazard)

    @precondition(lambda self: self.merged is None)
    @rule(by=people)
    def merge(self, by: Person) -> None:
        try:
            duplicate, kept = correction.merge(self.hazard, self.kept)
        except Refusal:
            return
        self.merged = (self.hazard, self.kept, by)
        self.hazard, self.kept = duplicate, kept

    @precondition(lambda self: self.merged is not None)
    @rule(by=people)
    def split(self, by: Person) -> None:
        assert self.merged is not None
        before, kept_before, merged_by = self.merged
        try:
            duplicate, kept = correction.split(
                self.hazard, self.kept, merged_by=merged_by.id, by=by
            )
        except Refusal:
            assert by == merged_by
            return
        assert by != merged_by
        assert share_of(duplicate) == share_of(before)
        assert (kept.merged_leads, kept.version) == (
            kept_before.merged_leads,
            kept_before.version + 2,
        )
        self.hazard, self.kept, self.merged = duplicate, kept, None

    @invariant()
    def what_is_not_verified_has_nothing_of_a_verification(self) -> None:
        hazard = self.hazard
        if hazard.status is Status.REPORTED:
            assert hazard.level is Level.SUSPECTED
            assert (hazard.verified_on, hazard.due_on, hazard.planned_on) == (None, None, None)
            assert (hazard.criteria, hazard.passed_by, hazard.percent) == ((), (), 0)
            assert (hazard.order_level, hazard.stopped_on) == (None, None)

    @invariant()
    def a_duplicate_counts_nothing_and_the_kept_one_still_does(self) -> None:
        share = share_of(self.hazard)
        counted = (share.hazards, share.overdue, share.under_order)
        assert (counted == (0, 0, 0)) is (self.hazard.merged_into is not None)
        assert share_of(self.kept).hazards == 1

    @invariant()
    def only_a_major_hazard_is_listed(self) -> None:
        if self.hazard.order_level is not None:
            assert self.hazard.level is Level.MAJOR

    @invariant()
    @override
    def past_planning_all_five_are_fixed(self) -> None:
        if self.hazard.level is Level.MAJOR and self.hazard.merged_into is None:
            super().past_planning_all_five_are_fixed()

    @invariant()
    def what_was_closed_or_rejected_waits_for_nobody(self) -> None:
        if self.hazard.status in {Status.CLOSED, Status.REJECTED}:
            assert (self.hazard.transfer_to, self.hazard.withdrawal_by) == (None, None)


class TestCorrected(Corrected.TestCase):  # type: ignore[name-defined,misc]
    settings = settings(max_examples=150, stateful_step_count=50, deadline=None)


def test_people_of_both_departments_take_part() -> None:
    """Else a transfer could never be accepted, and the machine would prove nothing of it."""
    assert {department for person in PEOPLE for department in person.departments} == {
        "enterprise",
        "office",
    }
