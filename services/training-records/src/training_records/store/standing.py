"""How a certificate stands on a day, in SQL: what `domain.standing` says of one, for many."""

from collections.abc import Callable
from datetime import date
from typing import Any, TypeAlias

from sqlalchemy import (
    ColumnElement,
    Date,
    FromClause,
    Integer,
    and_,
    case,
    cast,
    false,
    literal,
    null,
    or_,
)

from training_records.domain import law as codes
from training_records.domain.certificate import ReviewResult
from training_records.domain.law import Law, Rule, Segment
from training_records.domain.regime import Regime
from training_records.domain.standing import Status
from training_records.tables import certificate

Column: TypeAlias = ColumnElement[Any]


class StandingSql:
    """Expressions on `certificate`, or an alias of it, for one day.

    The rules come in as parameters of the query.
    """

    def __init__(self, law: Law, on: date, table: FromClause = certificate) -> None:
        self._law = law
        self._c = c = table.c
        self._on = literal(on, Date)
        reviewed = and_(c.reviewed_on <= self._on, c.review_result != ReviewResult.FAILED.value)
        self._open = and_(
            self._holds(codes.review, c.review_due_on, lambda r: bool(r.value["required"])),
            or_(c.reviewed_on.is_(None), ~reviewed),
        )
        lapses = self._holds(codes.missed_review, c.review_due_on, _lapses)
        self._missed = and_(self._open, lapses, c.review_due_on < self._on)

    @property
    def status(self) -> Column:
        return case(
            *self._ended, (self._c.verified_on.is_(None), _word(Status.UNVERIFIED)), *self._due
        )

    @property
    def phase(self) -> Column:
        """The status, whether or not anybody verified the certificate."""
        return case(*self._ended, *self._due)

    @property
    def ended_on(self) -> Column:
        """The last good day of one that has run out."""
        return case((self._missed, self._c.review_due_on), else_=self._c.valid_to)

    @property
    def due_on(self) -> Column:
        """By when it is reviewed or renewed."""
        return case((self._reviewable, self._c.review_due_on), else_=self._c.valid_to)

    @property
    def begun(self) -> Column:
        """It was valid already, or had been, on that day."""
        return self._c.valid_since <= self._on

    @property
    def _ended(self) -> list[tuple[Column, Column]]:
        return [
            (self._c.cancelled_on <= self._on, _word(Status.CANCELLED)),
            (self._c.revoked_on <= self._on, _word(Status.REVOKED)),
            (or_(self._c.valid_to < self._on, self._missed), _word(Status.EXPIRED)),
        ]

    @property
    def _due(self) -> list[tuple[Column, Column]]:
        renew_opens = self._c.valid_to - self._renewal_days
        return [
            (self._reviewable, _word(Status.REVIEW_DUE)),
            (renew_opens <= self._on, _word(Status.RENEW_DUE)),
            (literal(1) == 1, _word(Status.VALID)),
        ]

    @property
    def _reviewable(self) -> Column:
        opens = self._c.review_due_on - self._days(codes.review_window, self._c.review_due_on)
        return and_(self._open, opens <= self._on)

    @property
    def _renewal_days(self) -> Column:
        reminders = self._law.of(codes.REMINDER)
        reminder = [(_in(self._c.valid_to, s), literal(_days(s.rule))) for s in reminders]
        own = self._by_regime(codes.renewal_window, self._c.valid_to)
        windows = [
            (condition, literal(_days(rule)))
            for condition, rule in own
            if rule.value["days"] is not None
        ]
        return _cases([*windows, *reminder])

    def _days(self, code: Callable[[Regime], str], column: Column) -> Column:
        return _cases(
            [(when, literal(_days(rule))) for when, rule in self._by_regime(code, column)]
        )

    def _holds(
        self, code: Callable[[Regime], str], column: Column, test: Callable[[Rule], bool]
    ) -> Column:
        return or_(false(), *(when for when, r in self._by_regime(code, column) if test(r)))

    def _by_regime(
        self, code: Callable[[Regime], str], column: Column
    ) -> list[tuple[Column, Rule]]:
        return [
            (and_(self._c.regime == regime.value, _in(column, segment)), segment.rule)
            for regime in Regime
            for segment in self._law.of(code(regime))
        ]


def _in(column: Column, segment: Segment) -> Column:
    begun = column >= segment.from_on
    return begun if segment.to_on is None else and_(begun, column < segment.to_on)


def _cases(cases: list[tuple[Column, Any]]) -> Column:
    return case(*cases) if cases else cast(null(), Integer)


def _lapses(rule: Rule) -> bool:
    return bool(rule.value["lapses"]) and not rule.provisional


def _days(rule: Rule) -> int:
    return int(rule.value["days"])


def _word(status: Status) -> Column:
    return literal(status.value)
