"""The rules of accounts, with no database."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from gateway.demo import accounts
from gateway.domain.account import refuse_weak
from gateway.domain.delays import LONGEST, Delay, network_class
from gateway.domain.grants import Role, refuse_incompatible
from gateway.domain.refusals import PasswordWeak
from gateway.domain.session import csrf_token, new_token, token_hash
from gateway.passwords import Passwords, SignInBusy
from gateway.proxy.headers import cookie_named
from hypothesis import given
from hypothesis import strategies as st

AT = datetime(2026, 3, 4, tzinfo=UTC)


def waits(failures: int, key: str = "account:x") -> list[int]:
    delay = Delay.none(key, AT)
    found = []
    for _ in range(failures):
        delay = delay.fail(AT)
        found.append(delay.seconds_left(AT))
    return found


def test_each_wrong_guess_waits_twice_as_long_but_never_for_good() -> None:
    assert waits(8) == [0, 0, 0, 2, 4, 8, 16, 32]
    assert waits(1000)[-1] == LONGEST.total_seconds()


def test_a_network_may_mistype_more_often_than_a_person() -> None:
    assert waits(31, "network:1.2.3.0/24")[-2:] == [0, 2]


def test_an_hour_without_a_guess_forgets() -> None:
    delay = Delay.none("account:x", AT)
    for _ in range(9):
        delay = delay.fail(AT)

    later = delay.fail(AT + timedelta(hours=1, seconds=1))

    assert later.failures == 1


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("203.0.113.77", "203.0.113.0/24"),
        ("::ffff:203.0.113.77", "203.0.113.0/24"),
        ("2001:db8:1:2::3", "2001:0db8:0001::/48"),
        ("testclient", "unknown"),
    ],
)
def test_a_guesser_with_many_addresses_is_one_guesser(address: str, network: str) -> None:
    assert network_class(address) == network


@pytest.mark.parametrize(
    "password",
    [
        "short-1A",
        "alllowercase",
        "aaaaaaaaaaaaaaaaaaaa",
        "My-login-is-clerk1",
        "1234567890",
        "x" * 200,
    ],
)
def test_a_weak_password_is_refused(password: str) -> None:
    with pytest.raises(PasswordWeak):
        refuse_weak(password, login="clerk")


@pytest.mark.parametrize(
    "password", ["Correct-horse7", "四个汉字加上English8", "correct horse battery staple"]
)
def test_a_good_password_is_taken(password: str) -> None:
    refuse_weak(password, login="clerk")


@given(st.sets(st.sampled_from(sorted(Role))), st.sampled_from(sorted(Role)))
def test_what_may_not_be_joined_may_not_be_joined_in_either_order(
    held: set[Role], wanted: Role
) -> None:
    def refused(role: Role, others: frozenset[Role]) -> bool:
        try:
            refuse_incompatible(role, others)
        except Exception:  # noqa: BLE001 - whichever refusal
            return True
        return False

    each = [refused(other, frozenset({wanted})) for other in held]

    assert refused(wanted, frozenset(held)) == any(each)


def test_a_token_says_nothing_about_its_hash_or_its_page_code() -> None:
    one, other = new_token(), new_token()

    assert len(one) >= 43
    assert csrf_token(one) != csrf_token(other)
    assert token_hash(one) != token_hash(other)


@pytest.mark.parametrize(
    ("header", "found"),
    [
        ("zhiben=a", "a"),
        ("x=1; zhiben=a; y=2", "a"),
        ("zhiben=a; zhiben=b", None),
        ("xzhiben=a", None),
        ("x=zhiben", None),
        ("", None),
        (None, None),
    ],
)
def test_of_two_cookies_with_one_name_neither_is_trusted(
    header: str | None, found: str | None
) -> None:
    assert cookie_named("zhiben", header) == found


async def test_too_many_passwords_at_once_are_not_queued_for_ever() -> None:
    passwords = Passwords(at_once=1, waiting=0)
    running = asyncio.ensure_future(passwords.hash("one"))
    await asyncio.sleep(0)

    with pytest.raises(SignInBusy):
        await passwords.fits("two", None)

    assert await passwords.fits("one", await running)
    assert not await passwords.fits("", None)
    passwords.close()


def test_there_is_a_demonstration_account_for_every_role() -> None:
    people = accounts()

    assert {person.role for person in people} == set(Role)
    assert len({person.login for person in people}) == len(people)
    assert all(person.does for person in people)
    for person in people:
        refuse_weak(person.password, login=person.login)


def test_the_services_find_the_people_of_the_demonstration_by_their_number() -> None:
    logins = [person.login for person in accounts()]

    assert logins == [
        "clerk",
        "officer",
        "officer2",
        "head",
        "village",
        "grid",
        "enforcer",
        "enforcer2",
        "legal",
        "handler",
        "handler2",
        "custodian",
        "custodian2",
        "payer",
        "leader",
        "manager",
        "worker",
        "trainer",
        "system",
        "security",
        "auditor",
        "integrator",
        "chief",
    ]
