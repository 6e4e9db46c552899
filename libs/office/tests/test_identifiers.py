"""Identifiers: what is right passes, what is miscopied is named."""

from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from office.fault import Fault, say
from office.identifiers import (
    IDENTIFIER_WORDS,
    AreaLevel,
    UnitId,
    UnitIdType,
    area_level,
    area_prefix,
    identity_check_character,
    make_credit_code,
    mask_name,
    mask_phone,
    organisation_check_character,
    parent_area,
    parse_area_code,
    parse_certificate_number,
    parse_credit_code,
    parse_identity_number,
    parse_organisation_code,
    parse_unit_id,
)
from office.identifiers.unit import ALPHABET

PUBLISHED = "91110000600037341L"

credit_codes = st.builds(
    lambda kind, area, body: make_credit_code(kind + area, body),
    st.sampled_from(["91", "92", "93", "11", "12", "51", "54", "N1", "N2", "N3", "A1", "Y1"]),
    st.from_regex(r"\d{6}", fullmatch=True).filter(str.isascii),
    st.text(ALPHABET, min_size=8, max_size=8),
)


@st.composite
def identity_numbers(draw: st.DrawFn) -> str:
    born = draw(st.dates(date(1900, 1, 1), date(2026, 1, 1)))
    order = draw(st.integers(0, 999))
    first17 = f"350583{born:%Y%m%d}{order:03}"
    return first17 + identity_check_character(first17)


def refused(code: str) -> str:
    with pytest.raises(Fault) as fault:
        parse_credit_code(code)
    return fault.value.code


def test_a_published_credit_code_passes() -> None:
    assert parse_credit_code(PUBLISHED) == PUBLISHED


@given(credit_codes)
def test_every_code_with_both_checks_right_passes(code: str) -> None:
    assert parse_credit_code(code) == code


@given(credit_codes, st.integers(0, 17), st.sampled_from(ALPHABET))
def test_one_character_miscopied_is_always_noticed(code: str, position: int, other: str) -> None:
    assume(code[position] != other)
    with pytest.raises(Fault):
        parse_credit_code(code[:position] + other + code[position + 1 :])


@given(credit_codes, st.integers(0, 16))
def test_two_neighbours_swapped_are_always_noticed(code: str, position: int) -> None:
    assume(code[position] != code[position + 1])
    swapped = code[:position] + code[position + 1] + code[position] + code[position + 2 :]
    with pytest.raises(Fault):
        parse_credit_code(swapped)


def test_a_village_cooperative_passes() -> None:
    code = make_credit_code("N2350583", "MF123456")

    assert parse_credit_code(code) == code


def test_full_width_small_letters_and_spaces_are_forgiven() -> None:
    assert parse_credit_code(" ９１１１００００ 600037341l\n") == PUBLISHED


@pytest.mark.parametrize(
    ("code", "fault"),
    [
        ("", "credit_code_length"),
        (PUBLISHED + "1", "credit_code_length"),
        ("9111000060003734IL", "credit_code_letter"),
        ("9111000060003734壹L", "credit_code_letter"),
        ("B" + PUBLISHED[1:], "credit_code_authority"),
        ("91A10000600037341L", "credit_code_area"),
        (PUBLISHED[:17] + "M", "credit_code_check"),
        ("911100006000373421", "credit_code_check"),
    ],
)
def test_a_wrong_code_is_refused_for_its_reason(code: str, fault: str) -> None:
    assert refused(code) == fault


def test_the_inner_check_is_checked_too() -> None:
    from office.identifiers import credit_check_character  # noqa: PLC0415 - only here

    first17 = "91110000600037342"
    assert refused(first17 + credit_check_character(first17)) == "credit_code_organisation_check"


def test_a_letter_that_cannot_stand_there_is_named_with_what_it_may_be() -> None:
    with pytest.raises(Fault) as fault:
        parse_credit_code("9111000060003734IL")

    said = say(fault.value.code, fault.value.facts, IDENTIFIER_WORDS, "zh")
    assert "第17位" in said
    assert "可能是“1”" in said


def test_older_numbers_are_other_types() -> None:
    assert parse_unit_id("350583100012345", UnitIdType.REGISTRATION_NUMBER) == UnitId(
        UnitIdType.REGISTRATION_NUMBER, "350583100012345"
    )
    check = organisation_check_character("12345678")
    assert parse_organisation_code(f"12345678-{check}") == f"12345678{check}"
    with pytest.raises(Fault, match="credit_code_length"):
        parse_unit_id("350583100012345")
    with pytest.raises(Fault, match="registration_number_form"):
        parse_unit_id("35058310001234A", UnitIdType.REGISTRATION_NUMBER)
    with pytest.raises(Fault, match="organisation_code_check"):
        parse_organisation_code("12345678-" + ("0" if check != "0" else "1"))
    with pytest.raises(Fault, match="organisation_code_form"):
        parse_organisation_code("1234567八-1")


@given(identity_numbers())
def test_every_identity_number_with_its_check_right_passes(number: str) -> None:
    identity = parse_identity_number(number)

    assert identity.value == number
    assert f"{identity.born:%Y%m%d}" == number[6:14]
    assert number not in f"{identity} {identity!r}"
    assert parse_certificate_number("T" + number).identity == identity


@given(identity_numbers(), st.integers(0, 17), st.sampled_from("0123456789X"))
def test_one_digit_miscopied_is_always_noticed(number: str, position: int, other: str) -> None:
    assume(number[position] != other)
    with pytest.raises(Fault):
        parse_identity_number(number[:position] + other + number[position + 1 :])


def test_a_number_older_than_its_city_passes() -> None:
    number = "35058319800101001"
    number += identity_check_character(number)

    identity = parse_identity_number(number, on=date(2026, 1, 1))

    assert (identity.born, identity.sex) == (date(1980, 1, 1), "male")
    assert (identity.age(date(2026, 1, 1)), identity.age(date(2025, 12, 31))) == (46, 45)


@pytest.mark.parametrize(
    ("first17", "fault"),
    [
        ("35058319830230001", "identity_number_date"),
        ("35058318991231001", "identity_number_date"),
        ("35058320270101001", "identity_number_date"),
        ("3505831983013000A", "identity_number_form"),
        ("350583830130001", "identity_number_length"),
    ],
)
def test_a_wrong_identity_number_is_refused_for_its_reason(first17: str, fault: str) -> None:
    check = identity_check_character(first17) if first17.isdigit() and len(first17) == 17 else ""
    with pytest.raises(Fault) as refusal:
        parse_identity_number(first17 + (check or "1"), on=date(2026, 11, 25))
    assert refusal.value.code == fault
    assert first17 not in str(refusal.value)


def test_a_certificate_number_needs_its_letter() -> None:
    with pytest.raises(Fault, match="certificate_number_form"):
        parse_certificate_number("350583198001010019")


@pytest.mark.parametrize(
    ("code", "level", "prefix", "parent"),
    [
        ("350583002001", AreaLevel.VILLAGE, "350583002001", "350583002000"),
        ("350583002000", AreaLevel.TOWNSHIP, "350583002", "350583000000"),
        ("350583000000", AreaLevel.COUNTY, "350583", "350500000000"),
        ("350500000000", AreaLevel.CITY, "3505", "350000000000"),
        ("350000000000", AreaLevel.PROVINCE, "35", None),
    ],
)
def test_an_area_code_says_its_level(
    code: str, level: AreaLevel, prefix: str, parent: str | None
) -> None:
    assert (area_level(code), area_prefix(code), parent_area(code)) == (level, prefix, parent)
    assert parse_area_code(code) == code


@pytest.mark.parametrize("code", ["35058300200", "3505830020011", "35058300200A", "0" * 12, "３５"])
def test_an_area_code_is_twelve_digits(code: str) -> None:
    with pytest.raises(Fault, match="area_code_form"):
        parse_area_code(code)


def test_an_area_code_skips_no_level() -> None:
    with pytest.raises(Fault, match="area_code_gap"):
        parse_area_code("350583000001")


def test_masks_keep_enough_to_recognise_and_no_more() -> None:
    assert mask_phone("13805950123") == "138****0123"
    assert mask_phone("86123456") == "******56"
    assert mask_phone("1") == "*"
    assert [mask_name(name) for name in ("王五", "欧阳震华", "欧阳", "李", "")] == [
        "王*", "欧阳**", "欧*", "李*", "",
    ]  # fmt: skip


def test_every_fault_has_words_in_both_languages() -> None:
    for code, words in IDENTIFIER_WORDS.items():
        assert say(code, {}, IDENTIFIER_WORDS, "zh") != say(code, {}, IDENTIFIER_WORDS, "en")
        assert words.zh.endswith("。")
