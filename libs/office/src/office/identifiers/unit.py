"""How a unit is registered: credit code, and the two older numbers."""

from dataclasses import dataclass
from enum import StrEnum

from office.fault import Fault
from office.identifiers.written import as_code, is_digits

# GB 32100-2015: digits and capitals without I, O, S, V, Z.
ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
AUTHORITIES = "123456789ANY"
LENGTH = 18
REGISTRATION_LENGTH = 15
ORGANISATION_LENGTH = 9

_WEIGHTS = [pow(3, i, 31) for i in range(LENGTH - 1)]
_ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)  # GB 11714
_MISREAD = {"I": "1", "O": "0", "Z": "2", "S": "5"}


class UnitIdType(StrEnum):
    """Which kind of number a unit is known by."""

    CREDIT_CODE = "credit_code"
    REGISTRATION_NUMBER = "registration_number"
    ORGANISATION_CODE = "organisation_code"


@dataclass(frozen=True, slots=True)
class UnitId:
    """A number under which a unit is registered."""

    id_type: UnitIdType
    value: str


def parse_unit_id(text: str, id_type: UnitIdType = UnitIdType.CREDIT_CODE) -> UnitId:
    """Read a number of the kind it is said to be. Raise `Fault` if it is not one."""
    match id_type:
        case UnitIdType.CREDIT_CODE:
            return UnitId(id_type, parse_credit_code(text))
        case UnitIdType.REGISTRATION_NUMBER:
            return UnitId(id_type, parse_registration_number(text))
        case UnitIdType.ORGANISATION_CODE:
            return UnitId(id_type, parse_organisation_code(text))


def parse_credit_code(text: str) -> str:
    """Read a unified social credit code (统一社会信用代码). Raise `Fault` if it is not one.

    Any first two characters pass that name an authority, so N2… (village cooperatives) do too.
    """
    code = as_code(text)
    _check_letters(code)
    if code[0] not in AUTHORITIES:
        raise Fault("credit_code_authority", allowed="、".join(AUTHORITIES))
    for position in range(3, 9):
        if not is_digits(code[position - 1]):
            raise Fault("credit_code_area", position=position)
    if credit_check_character(code[:17]) != code[17]:
        raise Fault("credit_code_check")
    if organisation_check_character(code[8:16]) != code[16]:
        raise Fault("credit_code_organisation_check")
    return code


def parse_registration_number(text: str) -> str:
    """Read a 15-digit registration number (工商注册号). Raise `Fault` if it is not one."""
    number = as_code(text)
    if len(number) != REGISTRATION_LENGTH or not is_digits(number):
        raise Fault("registration_number_form")
    return number


def parse_organisation_code(text: str) -> str:
    """Read an organisation code (组织机构代码), with or without its hyphen, and drop the hyphen.

    Raise `Fault` if it is not one.
    """
    code = as_code(text).replace("-", "")
    if len(code) != ORGANISATION_LENGTH or not (code.isascii() and code.isalnum()):
        raise Fault("organisation_code_form")
    if organisation_check_character(code[:8]) != code[8]:
        raise Fault("organisation_code_check")
    return code


def credit_check_character(first17: str) -> str:
    """Compute the 18th character of a credit code."""
    total = sum(ALPHABET.index(c) * weight for c, weight in zip(first17, _WEIGHTS, strict=True))
    return ALPHABET[-total % 31]


def organisation_check_character(first8: str) -> str:
    """Compute the 9th character of an organisation code (GB 11714; A counts 10, Z 35)."""
    total = sum(int(c, 36) * w for c, w in zip(first8, _ORGANISATION_WEIGHTS, strict=True))
    return "0123456789X0"[11 - total % 11]


def make_credit_code(authority_and_area: str, organisation8: str) -> str:
    """Complete 8 characters of authority and area and 8 of organisation with both checks."""
    first17 = authority_and_area + organisation8 + organisation_check_character(organisation8)
    return first17 + credit_check_character(first17)


def _check_letters(code: str) -> None:
    if len(code) != LENGTH:
        raise Fault("credit_code_length", length=len(code))
    for position, letter in enumerate(code, 1):
        if letter not in ALPHABET:
            raise _letter_fault(position, letter)


def _letter_fault(position: int, letter: str) -> Fault:
    meant = _MISREAD.get(letter)
    hint = f"可能是“{meant}”," if meant else ""
    hint_en = f"perhaps “{meant}”; " if meant else ""
    return Fault("credit_code_letter", position=position, letter=letter, hint=hint, hint_en=hint_en)
