"""How a certificate stands on a day: by its dates and the rules of those dates.

`store.standing` says the same in SQL; a test holds the two together.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from training_records.domain import law as codes
from training_records.domain.certificate import Certificate, needs_review
from training_records.domain.law import Law, Rule
from training_records.domain.regime import Regime


class Status(StrEnum):
    """Computed for a day, never kept."""

    VALID = "valid"
    REVIEW_DUE = "review_due"
    RENEW_DUE = "renew_due"
    EXPIRED = "expired"
    REVOKED = "revoked"
    CANCELLED = "cancelled"
    UNVERIFIED = "unverified"


# With one of these its holder may work; unverified it is only a claim.
GOOD = frozenset({Status.VALID, Status.REVIEW_DUE, Status.RENEW_DUE})


@dataclass(frozen=True, slots=True)
class Standing:
    """A status, what must be done by when, and the rules it rests on."""

    status: Status
    due_on: date | None = None
    overdue: bool = False
    rules: tuple[Rule, ...] = ()

    @property
    def provisional(self) -> bool:
        return any(rule.provisional for rule in self.rules)


def standing(certificate: Certificate, on: date, law: Law) -> Standing:
    """Say how it stands at the end of a day."""
    ended = _ended(certificate, on, law)
    if ended:
        return ended
    if certificate.verified_on is None:
        return Standing(Status.UNVERIFIED)
    return _review(certificate, on, law) or _renewal(certificate, on, law)


def _ended(certificate: Certificate, on: date, law: Law) -> Standing | None:
    if certificate.cancelled_on and certificate.cancelled_on <= on:
        return Standing(Status.CANCELLED)
    if certificate.revoked_on and certificate.revoked_on <= on:
        return Standing(Status.REVOKED)
    due_on = _open_review(certificate, on, law)
    lapsing = _lapsing(certificate.regime, due_on, law)
    if due_on and on > due_on and lapsing:
        return Standing(Status.EXPIRED, due_on, overdue=True, rules=(lapsing,))
    if on > certificate.valid_to:
        rule = law.at(codes.term(certificate.regime), certificate.valid_from)
        # That it ran out is printed on it: no rule makes that doubtful.
        firm = (rule,) if rule and not rule.provisional else ()
        return Standing(Status.EXPIRED, certificate.valid_to, overdue=True, rules=firm)
    return None


def _review(certificate: Certificate, on: date, law: Law) -> Standing | None:
    due_on = _open_review(certificate, on, law)
    if due_on is None:
        return None
    window = law.at(codes.review_window(certificate.regime), due_on)
    if window is None or on < due_on - _days(window):
        return None
    missed = law.at(codes.missed_review(certificate.regime), due_on) if on > due_on else None
    return Standing(
        Status.REVIEW_DUE, due_on, overdue=on > due_on, rules=(missed,) if missed else (window,)
    )


def _renewal(certificate: Certificate, on: date, law: Law) -> Standing:
    window = renewal_window(certificate.regime, certificate.valid_to, law)
    if window and on >= certificate.valid_to - _days(window):
        return Standing(Status.RENEW_DUE, certificate.valid_to, rules=(window,))
    return Standing(Status.VALID, certificate.valid_to)


def renewal_window(regime: Regime, valid_to: date, law: Law) -> Rule | None:
    """The window the law gives for this end of term, else our own reminder."""
    window = law.at(codes.renewal_window(regime), valid_to)
    if window is None or window.value["days"] is None:
        return law.at(codes.REMINDER, valid_to)
    return window


def _open_review(certificate: Certificate, on: date, law: Law) -> date | None:
    """The review's last day, unless none is wanted or it is behind the certificate."""
    if not needs_review(certificate.regime, certificate.review_due_on, law):
        return None
    if certificate.reviewed and certificate.reviewed_on and certificate.reviewed_on <= on:
        return None
    return certificate.review_due_on


def _lapsing(regime: Regime, due_on: date | None, law: Law) -> Rule | None:
    """The rule by which a missed review ends the certificate, if it may bind."""
    rule = law.at(codes.missed_review(regime), due_on) if due_on else None
    return rule if rule and rule.value["lapses"] and not rule.provisional else None


def _days(window: Rule) -> timedelta:
    return timedelta(days=int(window.value["days"]))
