"""Read one cell: numbers, money, dates, codes and choices as Chinese offices write them.

A parser takes the cell and the unit its header names, and raises `Fault` for what it cannot read.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, TypeAlias, TypeVar

from office.fault import Fault
from office.spreadsheets.reading.workbook import Value

Parse: TypeAlias = Callable[[Value, str | None], Any]
Parsed = TypeVar("Parsed")

YUAN_PER: Mapping[str, Decimal] = {
    "元": Decimal(1),
    "千元": Decimal(1_000),
    "万元": Decimal(10_000),
    "万": Decimal(10_000),
    "百万元": Decimal(1_000_000),
    "亿元": Decimal(100_000_000),
    "亿": Decimal(100_000_000),
}
CENT = Decimal("0.01")
# Excel keeps 15 digits: a longer whole number in a numeric cell has lost its tail.
EXACT_BELOW = 10**15
EXCEL_EPOCH = date(1899, 12, 30)
LAST_SERIAL = 2_958_465
PLAUSIBLE = range(1900, 2200)

_NUMBER = re.compile(r"[¥]?([+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)(.*)", re.ASCII)
_COUNTED = re.compile(r"(家次|人次|家|项|次|件|人|起|场|份|个|户|名|处|条|台|套|组)?")
_DATE = re.compile(
    r"(\d{4})(?:年|[-/.])(\d{1,2})(?:月|[-/.])(\d{1,2})日?(?:[ T]?\d{1,2}:\d\d.*)?", re.ASCII
)
_MONTH = re.compile(r"\d{4}(?:年|[-/.])\d{1,2}月?", re.ASCII)
_COMPACT = re.compile(r"\d{8}", re.ASCII)
_SHORT_YEAR = re.compile(r"\d{2}(?:年|[-/.])\d{1,2}(?:月|[-/.])\d{1,2}日?", re.ASCII)


def text(longest: int = 2_000) -> Parse:
    """Read words; a number becomes the text a person would see."""

    def parse(value: Value, _: str | None) -> str:
        words = as_text(value)
        if len(words) > longest:
            raise Fault("cell_too_long", limit=longest, length=len(words))
        return words

    return parse


def code(check: Callable[[str], Parsed]) -> Callable[[Value, str | None], Parsed]:
    """Read an identifier with a parser of `office.identifiers`, or any that raises `Fault`."""

    def parse(value: Value, _: str | None) -> Parsed:
        if isinstance(value, int | float) and abs(value) >= EXACT_BELOW:
            raise Fault("cell_lost_digits")
        return check(as_text(value))

    return parse


def whole(at_least: int = 0, at_most: int = 10**12) -> Parse:
    """Read a whole number, with or without its counting word: 12家."""

    def parse(value: Value, _: str | None) -> int:
        number, rest = _number(value)
        if not _COUNTED.fullmatch(rest):
            raise Fault("cell_not_number")
        if number != number.to_integral_value():
            raise Fault("cell_not_whole")
        if not at_least <= number <= at_most:
            raise Fault("cell_out_of_range", least=at_least, most=at_most)
        return int(number)

    return parse


def yuan(*, unit: str = "元", at_most: Decimal = Decimal(10) ** 12) -> Parse:
    """Read money as yuan. The cell's own unit counts first, then the header's, then `unit`."""

    def parse(value: Value, header_unit: str | None) -> Decimal:
        number, rest = _number(value)
        named = rest or header_unit or unit
        if named not in YUAN_PER:
            raise Fault("cell_unit_unknown", unit=named[:10])
        amount = number * YUAN_PER[named]
        if not 0 <= amount <= at_most:
            raise Fault("cell_out_of_range", least=0, most=at_most)
        return amount.quantize(CENT, ROUND_HALF_UP)

    return parse


def percent(at_most: int = 100) -> Parse:
    """Read a percentage as a number of per cent.

    A number without a sign is what Excel stores behind a percent format if it is at most 1.
    """

    def parse(value: Value, _: str | None) -> Decimal:
        number, rest = _number(value)
        if rest not in {"", "%"}:
            raise Fault("cell_not_number")
        if not rest and not isinstance(value, str) and number <= 1:
            number *= 100
        if not 0 <= number <= at_most:
            raise Fault("cell_out_of_range", least=0, most=at_most)
        return number

    return parse


def day(value: Value, _: str | None) -> date:
    """Read a date: Excel's own, or 2024年3月5日, 2024-03-05, 2024/3/5, 2024.3.5, 20240305."""
    match value:
        case datetime():
            found = value.date()
        case date():
            found = value
        case bool():
            raise Fault("cell_not_date")
        case int() | float():
            found = _day_of_number(value)
        case str():
            found = _day_of_text(unicodedata.normalize("NFKC", value).strip())
        case _:
            raise Fault("cell_not_date")
    if found.year not in PLAUSIBLE:
        raise Fault("cell_not_date")
    return found


def _folded(label: str) -> str:
    return "".join(unicodedata.normalize("NFKC", label).split()).casefold()


def choice(labels: Mapping[str, Parsed]) -> Callable[[Value, str | None], Parsed]:
    """Read one of a few labels; spaces, width and case do not matter."""
    known = {_folded(label): meaning for label, meaning in labels.items()}
    listed = "、".join(list(labels)[:20])

    def parse(value: Value, _: str | None) -> Parsed:
        label = _folded(as_text(value))
        if label not in known:
            raise Fault("cell_not_choice", allowed=listed)
        return known[label]

    return parse


yes_no = choice(
    {"是": True, "否": False, "有": True, "无": False, "√": True, "×": False, "✓": True}
    | {"Y": True, "N": False, "TRUE": True, "FALSE": False, "1": True, "0": False}
)


def as_text(value: Value) -> str:
    """Write a cell as a person sees it: 12 and not 12.0, a date in ISO form."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        return f"{_decimal(value):f}"
    if isinstance(value, str):
        kept = (c for c in value if c in "\n\t" or unicodedata.category(c) not in {"Cc", "Cf"})
        return "".join(kept).strip()
    return value.isoformat() if isinstance(value, date) else str(value)


def _number(value: Value) -> tuple[Decimal, str]:
    """Split a cell into its number and what stands behind it."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _decimal(value), ""
    if not isinstance(value, str):
        raise Fault("cell_not_number")
    written = "".join(unicodedata.normalize("NFKC", value).split())
    match = _NUMBER.fullmatch(written)
    if match is None or not written.isprintable():
        raise Fault("cell_not_number")
    return Decimal(match[1].replace(",", "")), match[2]


def _decimal(value: float) -> Decimal:
    """Take the 15 digits Excel shows, and not the binary tail behind them."""
    if isinstance(value, int):
        return Decimal(value)
    if value != value or value in {float("inf"), float("-inf")}:  # noqa: PLR0124 - NaN
        raise Fault("cell_not_number")
    return Decimal(f"{value:.15g}")


def _day_of_number(value: float) -> date:
    if value != value:  # noqa: PLR0124 - NaN
        raise Fault("cell_not_date")
    if 1 <= value < LAST_SERIAL + 1:
        return EXCEL_EPOCH + timedelta(days=int(value))
    return _day_of_text(as_text(value))


def _day_of_text(written: str) -> date:
    compact = _COMPACT.fullmatch(written)
    if compact:
        return _real(written[:4], written[4:6], written[6:])
    match = _DATE.fullmatch(written.replace(" ", "") if "年" in written else written)
    if match:
        return _real(match[1], match[2], match[3])
    if _MONTH.fullmatch(written):
        raise Fault("cell_date_incomplete")
    if _SHORT_YEAR.fullmatch(written):
        raise Fault("cell_two_digit_year")
    raise Fault("cell_not_date")


def _real(year: str, month: str, day_: str) -> date:
    try:
        return date(int(year), int(month), int(day_))
    except ValueError as error:
        raise Fault("cell_no_such_date") from error
