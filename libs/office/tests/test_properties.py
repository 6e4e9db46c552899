"""Whatever somebody types, an identifier is read or refused; what is read stays what it is."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from office.fault import Fault, say
from office.identifiers import (
    IDENTIFIER_WORDS,
    area_level,
    area_prefix,
    identity_check_character,
    make_credit_code,
    parent_area,
    parse_area_code,
    parse_certificate_number,
    parse_credit_code,
    parse_identity_number,
    parse_organisation_code,
    parse_registration_number,
)
from office.identifiers.unit import ALPHABET

PARSERS: list[Callable[[str], str]] = [
    parse_area_code,
    parse_credit_code,
    parse_organisation_code,
    parse_registration_number,
    lambda text: parse_identity_number(text).value,
    lambda text: parse_certificate_number(text).value,
]
# Digits of every script, letters that grow when they become capitals, marks that cannot be seen.
ODD = "0123456789٣৪７XxTtＸßŉİı-'‘’ \u200b\ufeff\x00ＡＮ91"
typed = st.one_of(
    st.text(),
    st.text(ODD, max_size=24),
    st.from_regex(r"\A[0-9A-HJ-NP-RT-UW-Y]{18}\Z"),
    st.from_regex(r"\A[1-9]\d{16}[\dX]\Z"),
    st.integers(0, 10**12).map(lambda n: f"{n:012}"),
)
area_codes = st.lists(st.integers(1, 99), min_size=1, max_size=5).map(
    lambda parts: "".join(
        f"{part:0{width}}" for part, width in zip(parts, (2, 2, 2, 3, 3), strict=False)
    ).ljust(12, "0")
)
organisations = st.text(ALPHABET, min_size=8, max_size=8)


@pytest.mark.parametrize("parse", PARSERS)
@given(text=typed)
def test_it_is_read_or_refused_in_words_and_nothing_else_happens(
    parse: Callable[[str], str], text: str
) -> None:
    fault = None
    try:
        code = parse(text)
    except Fault as refused:
        fault = refused
    if fault is None:
        assert code.isascii()
        assert code.isalnum()
        assert parse(code) == code
    else:
        for language in ("zh", "en"):
            assert say(fault.code, fault.facts, IDENTIFIER_WORDS, language)


@given(organisations, st.sampled_from(["91350583", "92350583", "N2350583", "12110000"]))
def test_spacing_width_and_case_do_not_change_a_credit_code(body: str, start: str) -> None:
    code = make_credit_code(start, body)
    wide = "".join(chr(ord(letter) + 0xFEE0) for letter in code.lower())

    assert parse_credit_code(f" {code[:9]} {code[9:]}\u200b") == parse_credit_code(wide) == code


@given(st.dates().filter(lambda day: day.year >= 1900), st.integers(0, 998), st.integers(0, 15))
def test_two_neighbours_swapped_in_an_identity_number_are_always_noticed(
    born: object, order: int, place: int
) -> None:
    first = f"350583{born:%Y%m%d}{order:03}"
    number = first + identity_check_character(first)
    swapped = number[:place] + number[place + 1] + number[place] + number[place + 2 :]

    if swapped == number:
        return
    with pytest.raises(Fault):
        parse_identity_number(swapped)


@given(area_codes)
def test_an_area_lies_in_each_area_above_it(code: str) -> None:
    above, below = parent_area(code), parse_area_code(code)

    while above is not None:
        assert area_level(above) < area_level(below)
        assert below.startswith(area_prefix(above))
        above, below = parent_area(above), above
