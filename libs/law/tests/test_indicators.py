"""Shares and lights."""

from decimal import Decimal

import pytest
from law.indicators import Light, at_least, at_most, percent


@pytest.mark.parametrize(
    ("part", "whole", "shown"),
    [(1999, 2000, "99.9"), (2000, 2000, "100.0"), (1, 3, "33.3"), (0, 7, "0.0"), (0, 0, "None")],
)
def test_a_hundred_per_cent_is_shown_only_where_nothing_is_lacking(
    part: int, whole: int, shown: str
) -> None:
    assert str(percent(part, whole)) == shown


@pytest.mark.parametrize(
    ("value", "light"),
    [("100", "green"), ("95", "green"), ("94.9", "yellow"), ("80", "yellow"), ("79.9", "red")],
)
def test_what_should_be_high_is_judged_from_its_bounds_up(value: str, light: str) -> None:
    assert at_least(Decimal(value), green=Decimal(95), yellow=Decimal(80)) == light


@pytest.mark.parametrize(("value", "light"), [("0", "green"), ("3", "yellow"), ("4", "red")])
def test_what_should_be_low_is_judged_up_to_its_bounds(value: str, light: str) -> None:
    assert at_most(Decimal(value), green=Decimal(0), yellow=Decimal(3)) == light


def test_nothing_to_judge_is_grey() -> None:
    assert at_least(None, green=Decimal(1), yellow=Decimal(0)) is Light.GREY
    assert at_most(None, green=Decimal(0), yellow=Decimal(1)) is Light.GREY
