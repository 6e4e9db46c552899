"""Days and rules behave like numbers on a line, whatever the office enters."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st
from law.calendar import KNOWN_YEARS, Calendar
from law.rules import NoRuleInForce, Rule, Rules
from law.rules.rule import Confidence, Origin

FIRST, LAST = date(KNOWN_YEARS.start, 1, 1), date(KNOWN_YEARS.stop + 1, 12, 31)
days = st.dates(FIRST, LAST)
counts = st.integers(0, 60)
# A free Monday here, a worked Sunday there: never so many that nobody works any more.
calendars = st.dictionaries(days, st.booleans(), max_size=12).map(
    lambda overrides: Calendar(overrides=overrides)
)


@given(calendars, days, counts)
def test_counting_back_gives_what_was_added(calendar: Calendar, day: date, n: int) -> None:
    later = calendar.add_working_days(day, n)

    assert calendar.working_days_between(day, later) == n
    assert n == 0 or calendar.is_working_day(later)


@given(calendars, days, counts, counts)
def test_days_may_be_added_at_once_or_one_after_another(
    calendar: Calendar, day: date, first: int, then: int
) -> None:
    at_once = calendar.add_working_days(day, first + then)

    assert calendar.add_working_days(calendar.add_working_days(day, first), then) == at_once


@given(calendars, days, days, counts)
def test_who_acts_later_never_has_to_finish_sooner(
    calendar: Calendar, one: date, other: date, n: int
) -> None:
    early, late = sorted((one, other))

    assert calendar.add_working_days(early, n) <= calendar.add_working_days(late, n)
    assert calendar.end_of_period(early, n) <= calendar.end_of_period(late, n)


@given(calendars, days, counts)
def test_a_longer_period_never_ends_sooner(calendar: Calendar, day: date, n: int) -> None:
    assert calendar.end_of_period(day, n) <= calendar.end_of_period(day, n + 1)
    assert calendar.end_of_period(day, n) >= day + timedelta(days=n)
    assert calendar.add_working_days(day, n) < calendar.add_working_days(day, n + 1)


@st.composite
def rules(draw: st.DrawFn) -> Rules:
    """Versions of one rule, shipped and the office's own, that follow, overlap or leave gaps."""
    versions = []
    for version in range(1, draw(st.integers(1, 6)) + 1):
        begins = draw(days)
        ends = draw(st.none() | st.dates(begins, LAST + timedelta(days=400)))
        versions.append(
            Rule(
                code="reward.rate",
                version=version,
                value=version,
                effective_from=begins,
                effective_to=ends,
                source="文件",
                article="第一条",
                confidence=draw(st.sampled_from(Confidence)),
                origin=draw(st.sampled_from(Origin)),
            )
        )
    return Rules(tuple(draw(st.permutations(versions))))


@given(rules(), days)
def test_the_rule_of_the_day_is_one_that_holds_that_day(known: Rules, day: date) -> None:
    holding = [rule for rule in known.rules if rule.covers(day) and not rule.off]
    try:
        chosen = known.in_force("reward.rate", on=day)
    except NoRuleInForce:
        assert not holding
        return
    assert chosen in holding
    offices = [rule for rule in holding if rule.origin is Origin.OFFICE]
    assert chosen.version == max(rule.version for rule in offices or holding)


@given(rules(), days, st.randoms())
def test_the_choice_does_not_depend_on_the_order_rules_are_kept_in(
    known: Rules, day: date, chance: object
) -> None:
    shuffled = list(known.rules)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]

    assert _chosen(known, day) == _chosen(Rules(tuple(shuffled)), day)


@given(rules(), days)
def test_a_rule_that_begins_later_changes_no_earlier_day(known: Rules, day: date) -> None:
    future = Rule(
        code="reward.rate",
        version=99,
        value=99,
        effective_from=day + timedelta(days=1),
        source="文件",
        article="第一条",
        confidence=Confidence.VERIFIED,
        origin=Origin.OFFICE,
    )

    assert _chosen(known, day) == _chosen(Rules((*known.rules, future)), day)


def _chosen(known: Rules, day: date) -> Rule | None:
    try:
        return known.in_force("reward.rate", on=day)
    except NoRuleInForce:
        return None
