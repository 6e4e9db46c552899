"""A certificate: what was issued, and every dated fact on it. Its status is computed, never kept."""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from uuid import UUID

from training_records.domain import law as codes
from training_records.domain.days import anniversary, last_day
from training_records.domain.law import Law
from training_records.domain.refusals import (
    AlreadyVerified,
    ChangedMeanwhile,
    RenewalNotLater,
    ReviewNotRequired,
    TermTooLong,
    ValidToRequired,
    Withdrawn,
    must_follow,
)
from training_records.domain.regime import Need, Regime
from training_records.domain.sealed import Sealed


class Method(StrEnum):
    """How a certificate was checked."""

    NATIONAL_SITE = "national_site"
    ISSUER = "issuer"
    ORIGINAL = "original"


class ReviewResult(StrEnum):
    """How a review (复审) ended; `stretched`: put off to the end of the term by consent."""

    PASSED = "passed"
    FAILED = "failed"
    STRETCHED = "stretched"


class RevocationGround(StrEnum):
    """Why the issuer revoked it (撤销)."""

    OVERDUE = "overdue"
    UNFIT = "unfit"
    ACCIDENT = "accident"
    FALSE_INFORMATION = "false_information"
    FRAUD = "fraud"
    OTHER = "other"


class CancellationGround(StrEnum):
    """Why it was cancelled (注销)."""

    DEATH = "death"
    OWN_REQUEST = "own_request"
    REVOKED = "revoked"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Dates:
    """By whom and for when a certificate was issued. Dates left out are those the law gives."""

    issuer: str
    issued_on: date
    valid_from: date
    valid_to: date | None = None
    review_due_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed(Dates):
    """What stands on a certificate."""

    need: Need
    number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate:
    """One item on one number.

    `valid_from` and `valid_to` are the first and last day of the present term; `valid_since` is
    the first day of all the terms that follow on one another without a gap.
    """

    id: UUID
    person_id: UUID
    regime: Regime
    item: str
    number: Sealed
    issuer: str
    issued_on: date
    valid_since: date
    valid_from: date
    valid_to: date
    review_due_on: date | None = None
    reviewed_on: date | None = None
    review_result: ReviewResult | None = None
    revoked_on: date | None = None
    revocation_ground: RevocationGround | None = None
    cancelled_on: date | None = None
    cancellation_ground: CancellationGround | None = None
    verified_on: date | None = None
    verified_by: str | None = None
    verification_method: Method | None = None
    verification_attachment: UUID | None = None
    version: int = 1

    @property
    def need(self) -> Need:
        return Need(self.regime, self.item)

    @property
    def withdrawn(self) -> bool:
        return self.revoked_on is not None or self.cancelled_on is not None

    @property
    def reviewed(self) -> bool:
        """Whether the review of this term is behind it; a failed one is not."""
        return self.reviewed_on is not None and self.review_result is not ReviewResult.FAILED

    def correct(self, *, printed: Dates, term: "Term", expected: int) -> "Certificate":
        """Take over what is really printed, as long as it is only a claim."""
        self._must_stand(expected)
        if self.verified_on is not None:
            raise AlreadyVerified(verified_on=self.verified_on.isoformat())
        return replace(
            self,
            issuer=printed.issuer,
            issued_on=printed.issued_on,
            valid_since=term.valid_from,
            valid_from=term.valid_from,
            valid_to=term.valid_to,
            review_due_on=term.review_due_on,
            version=self.version + 1,
        )

    def verify(
        self, *, method: Method, on: date, by: str, attachment: UUID | None, expected: int
    ) -> "Certificate":
        """Note that somebody compared it with its source."""
        self._must_be(expected)
        return replace(
            self,
            verification_method=method,
            verified_on=on,
            verified_by=by,
            verification_attachment=attachment,
            version=self.version + 1,
        )

    def review(self, *, on: date, result: ReviewResult, law: Law, expected: int) -> "Certificate":
        """Record the review. Raise `ReviewNotRequired` under the rule that knows none."""
        self._must_stand(expected)
        if not needs_review(self.regime, self.review_due_on, law):
            raise ReviewNotRequired(
                due_on=self.review_due_on.isoformat() if self.review_due_on else "—"
            )
        must_follow(on, self.valid_from, field="/reviewed_on")
        return replace(self, reviewed_on=on, review_result=result, version=self.version + 1)

    def renew(
        self,
        *,
        valid_from: date,
        valid_to: date | None,
        review_due_on: date | None,
        law: Law,
        expected: int,
    ) -> "Certificate":
        """Begin the next term. A term that follows on without a gap keeps `valid_since`."""
        self._must_stand(expected)
        term = Term.of(self.regime, valid_from, valid_to, review_due_on, law)
        if term.valid_to <= self.valid_to or valid_from <= self.valid_from:
            raise RenewalNotLater(field="/valid_to", valid_to=self.valid_to.isoformat())
        follows = (valid_from - self.valid_to).days <= 1
        return replace(
            self,
            valid_since=self.valid_since if follows else valid_from,
            valid_from=valid_from,
            valid_to=term.valid_to,
            review_due_on=term.review_due_on,
            reviewed_on=None,
            review_result=None,
            version=self.version + 1,
        )

    def revoke(self, *, on: date, ground: RevocationGround, expected: int) -> "Certificate":
        """Record that the issuer revoked it (撤销)."""
        self._must_stand(expected)
        must_follow(on, self.valid_since, field="/revoked_on")
        return replace(self, revoked_on=on, revocation_ground=ground, version=self.version + 1)

    def cancel(self, *, on: date, ground: CancellationGround, expected: int) -> "Certificate":
        """Record that it was cancelled (注销); a revoked one may be."""
        self._must_be(expected)
        if self.cancelled_on is not None:
            raise Withdrawn
        must_follow(on, self.valid_since, field="/cancelled_on")
        return replace(self, cancelled_on=on, cancellation_ground=ground, version=self.version + 1)

    def _must_be(self, expected: int) -> None:
        if expected != self.version:
            raise ChangedMeanwhile

    def _must_stand(self, expected: int) -> None:
        self._must_be(expected)
        if self.withdrawn:
            raise Withdrawn


@dataclass(frozen=True, slots=True)
class Term:
    """From when to when a certificate is valid, and by which day it is reviewed."""

    valid_from: date
    valid_to: date
    review_due_on: date | None

    @classmethod
    def of(
        cls,
        regime: Regime,
        valid_from: date,
        valid_to: date | None,
        review_due_on: date | None,
        law: Law,
    ) -> "Term":
        """Fill in what the law gives; what is printed stands, as long as it can be."""
        years = _years(codes.term(regime), valid_from, law)
        if valid_to is None:
            if years is None:
                raise ValidToRequired(field="/valid_to")
            valid_to = last_day(valid_from, years)
        must_follow(valid_to, valid_from, field="/valid_to")
        _must_fit(regime, valid_from, valid_to, law)
        if review_due_on is None:
            review_due_on = _usual_review(regime, valid_from, law)
        else:
            must_follow(review_due_on, valid_from, field="/review_due_on")
        return cls(valid_from, valid_to, review_due_on)


def needs_review(regime: Regime, due_on: date | None, law: Law) -> bool:
    """Whether a certificate with this review date is reviewed at all.

    One whose date falls on or after 2026-06-01 is not; it is renewed when its term ends (令19号).
    """
    rule = law.at(codes.review(regime), due_on) if due_on else None
    return rule is not None and bool(rule.value["required"])


def _usual_review(regime: Regime, valid_from: date, law: Law) -> date | None:
    years = _years(codes.review(regime), valid_from, law)
    due_on = last_day(valid_from, years) if years else None
    return due_on if needs_review(regime, due_on, law) else None


def _must_fit(regime: Regime, valid_from: date, valid_to: date, law: Law) -> None:
    """Refuse a term longer than a confirmed rule allows; some print the day itself as the last."""
    rule = law.at(codes.term(regime), valid_from)
    if rule is None or rule.provisional:
        return
    latest = anniversary(valid_from, int(rule.value["years"]))
    if valid_to > latest:
        raise TermTooLong(field="/valid_to", latest=latest.isoformat())


def _years(code: str, day: date, law: Law) -> int | None:
    rule = law.at(code, day)
    return int(rule.value["years"]) if rule and rule.value.get("years") else None
