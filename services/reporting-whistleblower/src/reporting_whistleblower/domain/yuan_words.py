"""Sums as vouchers write them (人民币大写): nobody adds a stroke to 柒仟伍佰元整."""

from decimal import Decimal
from typing import Final

DIGITS: Final = "零壹贰叁肆伍陆柒捌玖"
PLACES: Final = ("", "拾", "佰", "仟")
GROUPS: Final = ("", "万", "亿", "万亿")


def in_words(yuan: Decimal) -> str:
    """Write a sum of at most two decimals below a quadrillion."""
    cents = int(yuan * 100)
    whole, jiao, fen = cents // 100, cents // 10 % 10, cents % 10
    words = f"{_whole(whole)}元" if whole or not cents else ""
    if not jiao and not fen:
        return words + "整"
    if jiao:
        words += DIGITS[jiao] + "角"
    elif words:
        words += "零"
    return words + (DIGITS[fen] + "分" if fen else "整")


def _whole(number: int) -> str:
    groups = []
    while number:
        number, group = divmod(number, 10_000)
        groups.append(group)
    words = ""
    for place in range(len(groups) - 1, -1, -1):
        group = groups[place]
        if not group:
            continue
        gap = group < 1000 or (place + 1 < len(groups) and not groups[place + 1] % 10)  # noqa: PLR2004
        words += ("零" if words and gap else "") + _group(group) + GROUPS[place]
    return words or DIGITS[0]


def _group(number: int) -> str:
    """Write a number below 10,000; a gap within is one 零, a gap at its end none."""
    words, zero = "", False
    for place in range(3, -1, -1):
        digit = number // 10**place % 10
        if digit:
            words += ("零" if zero and words else "") + DIGITS[digit] + PLACES[place]
        zero = not digit
    return words
