"""May this person do this work at this unit on this day? Yes or no, with reasons."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from training_records.domain import law as codes
from training_records.domain.certificate import Certificate
from training_records.domain.law import Law, Rule
from training_records.domain.regime import Need
from training_records.domain.standing import GOOD, Standing, Status, standing


class Effect(StrEnum):
    """What a reason does to the answer."""

    SUPPORTS = "supports"
    WARNS = "warns"
    REFUSES = "refuses"


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason, and the rule behind it."""

    code: str
    effect: Effect
    rule: Rule | None = None
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked. `person_id` or `digest` (of the identity number) names the person."""

    need: Need
    unit_id: UUID
    on: date
    person_id: UUID | None = None
    digest: bytes | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """What the records hold that bears on one question."""

    unit_known: bool = False
    employed: bool = False
    certificates: tuple[Certificate, ...] = ()


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer. `certificate` is the one it rests on."""

    eligible: bool
    reasons: tuple[Reason, ...]
    certificate: Certificate | None = None
    standing: Standing | None = None

    @property
    def provisional(self) -> bool:
        return any(reason.rule and reason.rule.provisional for reason in self.reasons)


# From the best standing to the worst.
_BEST_FIRST = (
    Status.VALID,
    Status.RENEW_DUE,
    Status.REVIEW_DUE,
    Status.UNVERIFIED,
    Status.EXPIRED,
    Status.REVOKED,
    Status.CANCELLED,
)


def decide(question: Question, known: Known, law: Law) -> Verdict:
    """Answer one question.

    Who is not on the unit's own list is refused without a word about his certificates: they are
    no business of a unit he does not work for.
    """
    if not known.unit_known:
        return _refused(Reason("unit_unknown", Effect.REFUSES))
    if not known.employed:
        return _refused(Reason("not_employed_here", Effect.REFUSES))
    required = law.at(codes.required(question.need.regime), question.on)
    best = _best(known.certificates, question.on, law)
    if best is None:
        return _weighed((_lacking("no_certificate", required),))
    certificate, found = best
    reasons = _reasons(certificate, found, question.on, required)
    return _weighed(reasons, certificate, found)


def _reasons(
    certificate: Certificate, found: Standing, on: date, required: Rule | None
) -> tuple[Reason, ...]:
    if on < certificate.valid_since:
        return (_lacking("not_yet_valid", required, certificate.valid_since),)
    if found.status not in GOOD:
        behind = tuple(Reason("rule_applied", Effect.SUPPORTS, rule) for rule in found.rules)
        return (_lacking(f"certificate_{found.status}", required, found.due_on), *behind)
    reasons = [Reason("certificate_good", Effect.SUPPORTS, required, certificate.valid_to)]
    if found.status is not Status.VALID:
        code = "review_overdue" if found.overdue else str(found.status)
        reasons += [Reason(code, Effect.WARNS, rule, found.due_on) for rule in found.rules]
    return tuple(reasons)


def _lacking(code: str, required: Rule | None, day: date | None = None) -> Reason:
    """Refuse what the law demands; where its rule is still to be confirmed, warn only."""
    binding = required is None or not required.provisional
    return Reason(code, Effect.REFUSES if binding else Effect.WARNS, required, day)


def _best(
    certificates: Sequence[Certificate], on: date, law: Law
) -> tuple[Certificate, Standing] | None:
    judged = [(certificate, standing(certificate, on, law)) for certificate in certificates]

    def rank(pair: tuple[Certificate, Standing]) -> tuple[bool, int, int]:
        certificate, found = pair
        return (
            on < certificate.valid_since,
            _BEST_FIRST.index(found.status),
            -certificate.valid_to.toordinal(),
        )

    return min(judged, key=rank, default=None)


def _refused(reason: Reason) -> Verdict:
    return Verdict(eligible=False, reasons=(reason,))


def _weighed(
    reasons: tuple[Reason, ...],
    certificate: Certificate | None = None,
    found: Standing | None = None,
) -> Verdict:
    refused = any(reason.effect is Effect.REFUSES for reason in reasons)
    return Verdict(eligible=not refused, reasons=reasons, certificate=certificate, standing=found)
