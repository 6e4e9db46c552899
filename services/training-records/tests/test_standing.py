"""How a certificate stands: the day before, the day, and the day after every boundary."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from law.rules import Confidence, Rules
from law.rules import Rule as StoredRule
from training_records.domain.certificate import Certificate, ReviewResult, Term
from training_records.domain.days import anniversary, last_day
from training_records.domain.law import Law
from training_records.domain.refusals import (
    RenewalNotLater,
    ReviewNotRequired,
    TermTooLong,
    ValidToRequired,
)
from training_records.domain.regime import Regime
from training_records.domain.standing import Status, standing
from training_records.examples import a_certificate
from training_records.store.law import laid_out

DAY = timedelta(days=1)
OLD = a_certificate(valid_from=date(2021, 5, 20), review_due_on=date(2024, 5, 19))
NEW = a_certificate(valid_from=date(2023, 6, 1), review_due_on=date(2026, 6, 1))


def around(certificate: Certificate, day: date, law: Law) -> list[Status]:
    return [standing(certificate, day + n * DAY, law).status for n in (-1, 0, 1)]


def test_the_last_day_printed_is_a_good_day(law: Law) -> None:
    reviewed = replace(OLD, reviewed_on=date(2024, 4, 1), review_result=ReviewResult.PASSED)

    assert around(reviewed, date(2027, 5, 19), law) == ["renew_due", "renew_due", "expired"]


def test_the_window_for_review_opens_sixty_days_before(law: Law) -> None:
    opens = date(2024, 5, 19) - timedelta(days=60)

    assert around(OLD, opens, law) == ["valid", "review_due", "review_due"]
    assert standing(OLD, opens, law).provisional
    assert standing(OLD, opens, law).due_on == date(2024, 5, 19)


def test_a_missed_review_ends_nothing_while_its_rule_is_to_be_confirmed(law: Law) -> None:
    assert around(OLD, date(2024, 5, 19), law) == ["review_due"] * 3

    after = standing(OLD, date(2024, 5, 20), law)
    assert (after.overdue, after.provisional) == (True, True)
    assert after.rules[0].code == "special_operation.missed_review"


def test_a_missed_review_ends_the_certificate_once_the_office_confirmed_the_rule(
    confirmed: Law,
) -> None:
    assert around(OLD, date(2024, 5, 19), confirmed) == ["review_due", "review_due", "expired"]
    assert not standing(OLD, date(2024, 5, 20), confirmed).provisional


def test_a_review_counts_from_the_day_it_was_made(confirmed: Law) -> None:
    reviewed = replace(OLD, reviewed_on=date(2024, 5, 19), review_result=ReviewResult.PASSED)

    assert around(reviewed, date(2024, 5, 19), confirmed) == ["review_due", "valid", "valid"]


@pytest.mark.parametrize(
    ("result", "status"),
    [(ReviewResult.FAILED, "expired"), (ReviewResult.STRETCHED, "valid")],
)
def test_a_failed_review_is_none_and_a_stretched_one_is_one(
    confirmed: Law, result: ReviewResult, status: str
) -> None:
    reviewed = replace(OLD, reviewed_on=date(2024, 5, 1), review_result=result)

    assert standing(reviewed, date(2024, 5, 20), confirmed).status == status


@pytest.mark.parametrize(
    ("due_on", "status"),
    [(date(2026, 5, 31), "review_due"), (date(2026, 6, 1), "valid"), (date(2026, 6, 2), "valid")],
)
def test_from_the_first_of_june_2026_nothing_is_reviewed(
    law: Law, due_on: date, status: str
) -> None:
    certificate = replace(NEW, review_due_on=due_on)

    assert standing(certificate, date(2026, 5, 31), law).status == status
    assert standing(certificate, date(2026, 7, 1), law).status == status


def test_under_the_new_rule_we_remind_by_our_own_rule_and_say_so(law: Law) -> None:
    opens = date(2029, 5, 31) - timedelta(days=60)

    assert around(NEW, opens, law) == ["valid", "renew_due", "renew_due"]
    assert around(NEW, date(2029, 5, 31), law) == ["renew_due", "renew_due", "expired"]
    [rule] = standing(NEW, opens, law).rules
    assert (rule.code, rule.provisional) == ("certificate.reminder", True)


@pytest.mark.parametrize(
    ("valid_to", "rule"),
    [
        (date(2026, 5, 31), "special_operation.renewal_window"),
        (date(2026, 6, 1), "certificate.reminder"),
    ],
)
def test_the_old_window_governs_terms_that_end_before_the_new_rule(
    law: Law, valid_to: date, rule: str
) -> None:
    certificate = a_certificate(valid_from=date(2020, 6, 1), valid_to=valid_to)

    assert standing(certificate, valid_to, law).rules[0].code == rule


def test_an_unverified_certificate_is_a_claim_until_it_runs_out(law: Law) -> None:
    claim = replace(NEW, verified_on=None)

    assert around(claim, date(2029, 5, 31), law) == ["unverified", "unverified", "expired"]


def test_revoked_and_cancelled_count_from_their_day(law: Law) -> None:
    revoked = replace(NEW, revoked_on=date(2025, 1, 10))
    both = replace(revoked, cancelled_on=date(2025, 2, 1))

    assert around(revoked, date(2025, 1, 10), law) == ["valid", "revoked", "revoked"]
    assert around(both, date(2025, 2, 1), law) == ["revoked", "cancelled", "cancelled"]


@pytest.mark.parametrize(
    ("first", "years", "last"),
    [
        (date(2020, 2, 29), 6, date(2026, 2, 28)),
        (date(2020, 2, 29), 4, date(2024, 2, 28)),
        (date(2020, 3, 1), 6, date(2026, 2, 28)),
        (date(2018, 3, 1), 6, date(2024, 2, 29)),
        (date(2021, 5, 20), 6, date(2027, 5, 19)),
    ],
)
def test_a_term_ends_the_day_before_its_anniversary(first: date, years: int, last: date) -> None:
    assert last_day(first, years) == last
    assert anniversary(first, years) == last + DAY


def test_a_term_of_leap_day_is_good_through_the_last_of_february(law: Law) -> None:
    certificate = a_certificate(valid_from=date(2020, 2, 29))

    assert around(certificate, date(2026, 2, 28), law) == ["renew_due", "renew_due", "expired"]


def test_the_law_fills_in_what_is_not_printed(law: Law) -> None:
    special = Regime.SPECIAL_OPERATION

    old = Term.of(special, date(2021, 5, 20), None, None, law)
    last_reviewed = Term.of(special, date(2023, 5, 31), None, None, law)
    first_not = Term.of(special, date(2023, 6, 2), None, None, law)

    assert (old.valid_to, old.review_due_on) == (date(2027, 5, 19), date(2024, 5, 19))
    assert last_reviewed.review_due_on == date(2026, 5, 30)
    assert first_not.review_due_on is None
    assert Term.of(Regime.PRINCIPAL, date(2025, 1, 1), None, None, law).valid_to == date(
        2027, 12, 31
    )


def test_what_cannot_be_is_refused(law: Law) -> None:
    special, first = Regime.SPECIAL_OPERATION, date(2021, 5, 20)

    assert Term.of(special, first, date(2027, 5, 20), None, law).valid_to == date(2027, 5, 20)
    with pytest.raises(TermTooLong):
        Term.of(special, first, date(2027, 5, 21), None, law)
    with pytest.raises(ValidToRequired):
        Term.of(Regime.FIRE_CONTROL, first, None, None, law)
    # Three years is a rule to be confirmed: nothing is refused by it.
    late = Term.of(Regime.PRINCIPAL, first, date(2026, 1, 1), None, law)
    assert late.valid_to == date(2026, 1, 1)


def test_a_renewal_follows_on_or_begins_anew(law: Law) -> None:
    follows = NEW.renew(
        valid_from=date(2029, 6, 1), valid_to=None, review_due_on=None, law=law, expected=1
    )
    gap = NEW.renew(
        valid_from=date(2029, 6, 2), valid_to=None, review_due_on=None, law=law, expected=1
    )

    assert (follows.valid_since, follows.valid_to) == (date(2023, 6, 1), date(2035, 5, 31))
    assert (gap.valid_since, gap.valid_to) == (date(2029, 6, 2), date(2035, 6, 1))
    with pytest.raises(RenewalNotLater):
        NEW.renew(
            valid_from=date(2023, 6, 1), valid_to=None, review_due_on=None, law=law, expected=1
        )


def test_what_is_renewed_is_not_reviewed(law: Law) -> None:
    with pytest.raises(ReviewNotRequired):
        NEW.review(on=date(2026, 6, 1), result=ReviewResult.PASSED, law=law, expected=1)


def test_of_overlapping_versions_the_later_and_the_offices_own_win() -> None:
    def rule(version: int, start: date, end: date | None) -> StoredRule:
        return StoredRule(
            code="a.rule",
            version=version,
            value={"days": version},
            effective_from=start,
            effective_to=end,
            source="",
            article="",
            confidence=Confidence.VERIFIED,
        )

    rules = Rules((rule(1, date(2020, 1, 1), None), rule(2, date(2021, 1, 1), date(2022, 1, 1))))
    law = laid_out(rules)

    days = [date(2019, 12, 31), date(2020, 12, 31), date(2021, 1, 1), date(2022, 1, 1)]
    found = [law.at("a.rule", day) for day in days]
    assert [rule and rule.version for rule in found] == [None, 1, 2, 1]
