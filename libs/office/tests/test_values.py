"""Cells as offices write them."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from office.fault import Fault, say
from office.identifiers import parse_credit_code
from office.spreadsheets.reading import choice, code, day, percent, text, whole, yes_no, yuan
from office.spreadsheets.words import SPREADSHEET_WORDS

Parser = Callable[[Any, str | None], Any]
parse_day: Parser = day
EXCEL_DAY_ZERO = date(1899, 12, 30)


def fault_of(parse: Parser, value: object, unit: str | None = None) -> str:
    with pytest.raises(Fault) as fault:
        parse(value, unit)
    return fault.value.code


@given(st.dates(date(1900, 3, 1), date(2199, 12, 31)))
def test_a_date_is_read_in_every_form_offices_use(when: date) -> None:
    y, m, d = when.year, when.month, when.day
    forms = [
        f"{y}年{m}月{d}日", f"{y}年{m:02}月{d:02}日", f"{y}-{m:02}-{d:02}", f"{y}/{m}/{d}",
        f"{y}.{m}.{d}", f"{y}{m:02}{d:02}", f" {y} 年 {m} 月 {d} 日 ", f"{y}-{m}-{d} 09:30:00",
        float(f"{y}{m:02}{d:02}"), when, datetime(y, m, d, 13, tzinfo=UTC), float((when - EXCEL_DAY_ZERO).days),
        (when - EXCEL_DAY_ZERO).days + 0.75,
    ]  # fmt: skip

    assert {parse_day(form, None) for form in forms} == {when}


@pytest.mark.parametrize(
    ("value", "fault"),
    [
        ("2024年13月1日", "cell_no_such_date"),
        ("2023-02-29", "cell_no_such_date"),
        ("20240230", "cell_no_such_date"),
        ("2024年3月", "cell_date_incomplete"),
        ("24.3.5", "cell_two_digit_year"),
        ("3月底前", "cell_not_date"),
        ("0024-03-05", "cell_not_date"),
        (True, "cell_not_date"),
        (0.5, "cell_not_date"),
        (-1.0, "cell_not_date"),
        (float("nan"), "cell_not_date"),
        (1e300, "cell_not_date"),
        (time(9), "cell_not_date"),
        (timedelta(days=1), "cell_not_date"),
    ],
)
def test_what_is_no_date_is_refused_for_its_reason(value: object, fault: str) -> None:
    assert fault_of(day, value) == fault


@pytest.mark.parametrize(
    ("value", "unit", "amount"),
    [
        (12.5, "万元", "125000.00"),
        (12.5, None, "12.50"),
        ("1,234,567.8", None, "1234567.80"),
        ("12.5万元", None, "125000.00"),
        ("3000元", "万元", "3000.00"),
        ("¥３，０００．５", None, "3000.50"),
        ("0.3亿元", None, "30000000.00"),
        (0.1 + 0.2, "万元", "3000.00"),
        (0, None, "0.00"),
        (100 / 3, None, "33.33"),
        (0.285, "千元", "285.00"),
    ],
)
def test_money_is_yuan_whatever_the_unit(value: Any, unit: str | None, amount: str) -> None:
    assert str(yuan()(value, unit)) == amount


@pytest.mark.parametrize(
    ("value", "fault"),
    [
        ("约5万元", "cell_not_number"),
        ("12,34", "cell_unit_unknown"),
        ("1,2345", "cell_unit_unknown"),
        ("5美元", "cell_unit_unknown"),
        ("-5", "cell_out_of_range"),
        (True, "cell_not_number"),
        (float("inf"), "cell_not_number"),
        ("1e5", "cell_unit_unknown"),
        (1e300, "cell_out_of_range"),
        (date(2024, 1, 1), "cell_not_number"),
        ("١٢", "cell_not_number"),
    ],
)
def test_what_is_no_sum_is_refused(value: Any, fault: str) -> None:
    assert fault_of(yuan(), value) == fault


@given(st.decimals(0, 10**10, places=2))
def test_money_survives_being_a_float_in_excel(amount: Decimal) -> None:
    assert yuan()(float(amount), None) == amount
    assert yuan()(f"{amount:,}", None) == amount


def test_whole_numbers_may_carry_their_counting_word() -> None:
    assert [whole()(value, None) for value in (12.0, "12", "１２家", "1,200 人次", 3)] == [
        12, 12, 12, 1200, 3,
    ]  # fmt: skip
    assert fault_of(whole(), "12万") == "cell_not_number"
    assert fault_of(whole(), 1.5) == "cell_not_whole"
    assert fault_of(whole(), -1.0) == "cell_out_of_range"


def test_a_percentage_is_read_with_or_without_its_sign() -> None:
    assert [percent()(value, None) for value in ("85.5%", 0.855, 85.5, "85.5", 1.0)] == [
        Decimal("85.5"), Decimal("85.5"), Decimal("85.5"), Decimal("85.5"), 100,
    ]  # fmt: skip
    assert fault_of(percent(), "185%") == "cell_out_of_range"


def test_a_code_typed_as_a_number_keeps_its_digits_or_is_refused() -> None:
    area = code(str)

    assert area(350583002001.0, None) == "350583002001"
    assert fault_of(area, 350583198001010000.0) == "cell_lost_digits"
    assert fault_of(code(parse_credit_code), "9111") == "credit_code_length"


def test_words_are_trimmed_and_bounded() -> None:
    assert text()("  某\x00厂\u200b ", None) == "某厂"
    assert text()(12.0, None) == "12"
    assert text()(1e20, None) == "100000000000000000000"
    assert fault_of(text(3), "四个字了") == "cell_too_long"


def test_labels_are_known_in_any_width_and_case() -> None:
    origin = choice({"企业自查": "self_check", "APP上报": "app"})

    assert [origin(label, None) for label in ("企业 自查", "ａｐｐ上报")] == ["self_check", "app"]
    assert [yes_no(label, None) for label in ("是", "√", "无", 1.0, False)] == [
        True, True, False, True, False,
    ]  # fmt: skip
    assert fault_of(origin, "其他") == "cell_not_choice"


@given(st.one_of(st.text(), st.floats(), st.integers(), st.booleans(), st.dates(), st.datetimes()))
def test_whatever_a_cell_holds_it_is_read_or_refused(value: object) -> None:
    parsers: list[Parser] = [text(), whole(), yuan(), percent(), day, yes_no, code(str)]

    refusals = [fault for parse in parsers if (fault := refusal(parse, value)) is not None]

    for fault in refusals:
        assert say(fault.code, fault.facts, SPREADSHEET_WORDS, "zh")
        assert say(fault.code, fault.facts, SPREADSHEET_WORDS, "en")


def refusal(parse: Parser, value: object) -> Fault | None:
    try:
        parse(value, "万元")
    except Fault as fault:
        return fault
    return None
