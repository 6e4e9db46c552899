"""Statistical division codes: 2 province, 2 city, 2 county, 3 township, 3 village."""

from enum import IntEnum

from office.fault import Fault
from office.identifiers.written import as_code, is_digits

LENGTH = 12


class AreaLevel(IntEnum):
    """A level of administration; its value is how many digits name it."""

    PROVINCE = 2
    CITY = 4
    COUNTY = 6
    TOWNSHIP = 9
    VILLAGE = 12


_STARTS = [0, *AreaLevel][:-1]


def parse_area_code(text: str) -> str:
    """Read a 12-digit code. Raise `Fault` if it is not one or skips a level."""
    code = as_code(text)
    if len(code) != LENGTH or not is_digits(code) or int(code[:2]) == 0:
        raise Fault("area_code_form")
    empty = False
    for start, end in zip(_STARTS, AreaLevel, strict=True):
        named = int(code[start:end]) > 0
        # A city may be missing above a county that the province runs directly, never above others.
        if named and empty and end is not AreaLevel.COUNTY:
            raise Fault("area_code_gap", position=start + 1)
        empty = not named
    return code


def area_level(code: str) -> AreaLevel:
    """Say which level a 12-digit code names."""
    named = [end for start, end in zip(_STARTS, AreaLevel, strict=True) if int(code[start:end]) > 0]
    return named[-1]


def area_prefix(code: str) -> str:
    """The digits that name the area: every area within it begins with them."""
    return code[: area_level(code)]


def parent_area(code: str) -> str | None:
    """The 12-digit code one level up, or None for a province."""
    above = [level for level in AreaLevel if level < area_level(code)]
    return code[: above[-1]].ljust(LENGTH, "0") if above else None
