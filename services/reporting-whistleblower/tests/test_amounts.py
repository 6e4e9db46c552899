"""The reward formula and the ledger, for any numbers."""

from decimal import Decimal

import pytest
from chassis.ids import new_id
from chassis.testing import NOON
from hypothesis import given
from hypothesis import strategies as st
from reporting_whistleblower.domain import amount
from reporting_whistleblower.domain.claim import is_claim_number, make_claim_number
from reporting_whistleblower.domain.fund import Transfer, TransferKind
from reporting_whistleblower.domain.identity import pairs, xor
from reporting_whistleblower.domain.keys import LONGEST_WAIT, wait_after

RATE, FLOOR, CAP = Decimal("0.15"), Decimal(3000), Decimal(300000)
fines = st.decimals(min_value="0.01", max_value="999999999.99", places=2)


def reward(fine: Decimal) -> Decimal:
    return amount.from_fine(fine, rate=RATE, floor=FLOOR, cap=CAP).yuan


@given(fines)
def test_a_reward_stays_within_its_bounds_and_in_whole_cents(fine: Decimal) -> None:
    found = reward(fine)

    assert FLOOR <= found <= CAP
    assert found == found.quantize(Decimal("0.01"))


@given(fines, fines)
def test_a_larger_fine_never_brings_less(one: Decimal, other: Decimal) -> None:
    assert reward(min(one, other)) <= reward(max(one, other))


@given(fines.filter(lambda fine: Decimal(20000) <= fine <= Decimal(2000000)))
def test_between_the_bounds_it_is_the_share_to_the_cent(fine: Decimal) -> None:
    assert abs(reward(fine) - RATE * fine) <= Decimal("0.005")


@pytest.mark.parametrize(
    ("fine", "expected"),
    [
        ("0.01", "3000"),
        ("8000", "3000"),
        ("20000", "3000"),
        ("20000.04", "3000.01"),
        ("50000", "7500"),
        ("2000000", "300000"),
        ("2500000", "300000"),
    ],
)
def test_the_boundaries(fine: str, expected: str) -> None:
    assert reward(Decimal(fine)) == Decimal(expected)


@pytest.mark.parametrize("fine", ["0", "-1"])
def test_without_a_fine_there_is_no_formula(fine: str) -> None:
    with pytest.raises(ValueError, match="does not apply"):
        reward(Decimal(fine))


@given(st.integers(1, 100), st.sampled_from([30000, 40000, 50000, 60000]))
def test_each_concealed_death_counts_until_the_cap(deaths: int, rate: int) -> None:
    found = amount.from_deaths(deaths, per_person=Decimal(rate), cap=CAP)

    assert found.yuan == min(CAP, Decimal(rate * deaths))


@given(fines, st.decimals(min_value=0, max_value=1, places=2))
def test_an_uplift_adds_and_never_passes_the_cap(fine: Decimal, share: Decimal) -> None:
    plain = amount.from_fine(fine, rate=RATE, floor=FLOOR, cap=CAP)

    more = amount.uplifted(plain, share=share, cap=CAP)

    assert plain.yuan <= more.yuan <= CAP


@given(fines, st.sampled_from(TransferKind))
def test_the_entries_of_every_booking_add_up_to_nothing(sum_: Decimal, kind: TransferKind) -> None:
    transfer = Transfer(
        id=new_id(), fund_id=new_id(), kind=kind, amount=sum_, document="文号", by=new_id(), at=NOON
    )

    assert sum(transfer.entries().values()) == 0


@given(st.binary(min_size=32, max_size=32), st.binary(min_size=32, max_size=32))
def test_two_halves_make_the_key_again_and_one_is_not_it(key: bytes, half: bytes) -> None:
    assert xor(half, xor(key, half)) == key


@given(st.integers(2, 9))
def test_every_two_custodians_can_open(count: int) -> None:
    custodians = [new_id() for _ in range(count)]

    found = pairs(custodians)

    assert len(found) == len(set(found)) == count * (count - 1) // 2


@given(st.integers(0, 9))
def test_a_slip_of_the_pen_in_a_claim_number_is_noticed(place: int) -> None:
    number = make_claim_number()
    slipped = str((int(number[place]) + 1) % 10)

    assert is_claim_number(number)
    assert not is_claim_number(number[:place] + slipped + number[place + 1 :])


@given(st.integers(0, 60))
def test_waiting_grows_and_is_never_for_ever(failures: int) -> None:
    assert wait_after(failures) <= wait_after(failures + 1) <= LONGEST_WAIT
