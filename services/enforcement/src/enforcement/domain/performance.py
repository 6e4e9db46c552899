"""What happens after a decision: service, payment, the added fine, and what stops its clock."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from enforcement.domain.penalty import CENT, Penalty, Target
from enforcement.domain.refusals import (
    AlreadySuspended,
    DateWrong,
    InstalmentsWrong,
    NothingOwed,
    NotSuspended,
    PaysTooMuch,
)

DAY = timedelta(days=1)
Debtor = tuple[Target, str | None]


class Method(StrEnum):
    """How a document was served (送达)."""

    ON_THE_SPOT = "on_the_spot"
    IN_PERSON = "in_person"
    LEFT = "left"
    POST = "post"
    ELECTRONIC = "electronic"
    ANNOUNCED = "announced"


class Remedy(StrEnum):
    """What stops the added fine's clock (行政处罚法 art. 73)."""

    RECONSIDERATION = "reconsideration"
    SUIT = "suit"


class Result(StrEnum):
    """How a reconsideration or a suit ended."""

    UPHELD = "upheld"
    ANNULLED = "annulled"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A sum due by a day; a fine without instalments is one part."""

    target: Target
    person: str | None
    amount: Decimal
    by: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Payment:
    """Money received. What the fine does not take goes to the added fine."""

    target: Target
    person: str | None
    amount: Decimal
    on: date
    voucher: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Suspension:
    """The days a remedy was running, both included; open while `until` is unknown."""

    remedy: Remedy
    number: str | None
    since: date
    until: date | None = None
    result: Result | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Owed:
    """What one debtor owes on a day, with the days the added fine counted."""

    target: Target
    person: str | None
    fine: Decimal
    paid: Decimal
    added: Decimal
    overdue_days: int
    formula: str

    @property
    def rest(self) -> Decimal:
        return self.fine + self.added - self.paid


@dataclass(frozen=True, slots=True, kw_only=True)
class Performance:
    """The performing of a decision (执行)."""

    served_on: date
    method: Method
    receipt: str
    parts: tuple[Part, ...]
    payments: tuple[Payment, ...] = ()
    suspensions: tuple[Suspension, ...] = ()

    def pay(self, payment: Payment, *, rate: Decimal, cap: Decimal) -> "Performance":
        """Raise `NothingOwed`, `DateWrong` or `PaysTooMuch`."""
        debtor = payment.target, payment.person
        if debtor not in {(part.target, part.person) for part in self.parts}:
            raise NothingOwed(target=payment.target.value)
        if payment.on < self.served_on:
            raise DateWrong(on=payment.on, earliest=self.served_on, field="/on")
        rest = self.owed(debtor, on=payment.on, rate=rate, cap=cap).rest
        if payment.amount > rest:
            raise PaysTooMuch(amount=payment.amount, rest=rest, field="/amount")
        return replace(self, payments=(*self.payments, payment))

    def in_instalments(
        self, debtor: Debtor, parts: Iterable[tuple[Decimal, date]]
    ) -> "Performance":
        """Divide a debtor's fine (分期, 行政处罚法 art. 66). Raise `InstalmentsWrong`."""
        own = [part for part in self.parts if (part.target, part.person) == debtor]
        others = [part for part in self.parts if (part.target, part.person) != debtor]
        planned = list(parts)
        fine = sum((part.amount for part in own), Decimal(0))
        days = [by for _, by in planned]
        if sum((amount for amount, _ in planned), Decimal(0)) != fine or fine == 0:
            raise InstalmentsWrong(fine=fine)
        if days != sorted(set(days)) or min(amount for amount, _ in planned) <= 0:
            raise InstalmentsWrong(fine=fine)
        target, person = debtor
        divided = [Part(target=target, person=person, amount=a, by=by) for a, by in planned]
        return replace(self, parts=(*others, *divided))

    def suspend(self, suspension: Suspension) -> "Performance":
        """Stop the added fine's clock. Raise `AlreadySuspended`."""
        if any(known.until is None for known in self.suspensions):
            raise AlreadySuspended
        return replace(self, suspensions=(*self.suspensions, suspension))

    def resume(self, *, until: date, result: Result) -> "Performance":
        """Let the clock run again the day after `until`. Raise `NotSuspended` or `DateWrong`."""
        if not self.suspensions or self.suspensions[-1].until is not None:
            raise NotSuspended
        *earlier, last = self.suspensions
        if until < last.since:
            raise DateWrong(on=until, earliest=last.since, field="/until")
        return replace(self, suspensions=(*earlier, replace(last, until=until, result=result)))

    def owed(self, debtor: Debtor, *, on: date, rate: Decimal, cap: Decimal) -> Owed:
        """Reckon what is owed on a day: each late part grows by `rate` a day, at most to `cap` of it."""
        target, person = debtor
        parts = sorted(
            (p for p in self.parts if (p.target, p.person) == debtor), key=lambda p: p.by
        )
        payments = [p for p in self.payments if (p.target, p.person) == debtor and p.on <= on]
        added, most_days, so_far = Decimal(0), 0, Decimal(0)
        for part in parts:
            so_far += part.amount
            days = self._late_days(part.by, _paid_on(payments, so_far), on)
            added += min(part.amount * cap, part.amount * rate * days).quantize(CENT)
            most_days = max(most_days, days)
        return Owed(
            target=target,
            person=person,
            fine=so_far,
            paid=sum((payment.amount for payment in payments), Decimal(0)),
            added=added,
            overdue_days=most_days,
            formula=f"min({cap} × F, F × {rate} × {most_days})",
        )

    @property
    def next_due(self) -> date | None:
        """The day of the earliest part that is not paid; None once all fines are."""
        unpaid = []
        for debtor in self.debtors():
            left = sum(p.amount for p in self.payments if (p.target, p.person) == debtor)
            own = (part for part in self.parts if (part.target, part.person) == debtor)
            for part in sorted(own, key=lambda part: part.by):
                left -= part.amount
                if left < 0:
                    unpaid.append(part.by)
        return min(unpaid, default=None)

    def debtors(self) -> tuple[Debtor, ...]:
        return tuple(dict.fromkeys((part.target, part.person) for part in self.parts))

    def _late_days(self, due: date, paid: date | None, on: date) -> int:
        last = min(paid or on, on)
        days = (last - due).days
        late = (due + DAY * n for n in range(1, days + 1))
        return sum(not self._is_stopped(day) for day in late)

    def _is_stopped(self, day: date) -> bool:
        return any(s.since <= day and (s.until is None or day <= s.until) for s in self.suspensions)


def first_parts(penalties: Iterable[Penalty], *, by: date) -> tuple[Part, ...]:
    """What is due when nothing is divided: one part for each debtor."""
    sums: dict[Debtor, Decimal] = {}
    for penalty in penalties:
        if penalty.counts:
            sums[penalty.debtor] = sums.get(penalty.debtor, Decimal(0)) + penalty.amount
    return tuple(Part(target=t, person=p, amount=a, by=by) for (t, p), a in sums.items())


def _paid_on(payments: Iterable[Payment], amount: Decimal) -> date | None:
    """The day on which payments first reached an amount."""
    so_far = Decimal(0)
    for payment in sorted(payments, key=lambda payment: payment.on):
        so_far += payment.amount
        if so_far >= amount:
            return payment.on
    return None
