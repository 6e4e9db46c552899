"""Numbers that name a person. They hide themselves from logs: `str()` shows a mask."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from typing_extensions import override

from office.fault import Fault
from office.identifiers.masks import mask_certificate_number, mask_identity_number
from office.identifiers.written import as_code, is_digits

LENGTH = 18
EARLIEST_BIRTH = date(1900, 1, 1)

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


@dataclass(frozen=True, slots=True, repr=False)
class IdentityNumber:
    """A resident identity number (公民身份号码, GB 11643-1999)."""

    value: str

    @property
    def born(self) -> date:
        digits = self.value
        return date(int(digits[6:10]), int(digits[10:12]), int(digits[12:14]))

    @property
    def sex(self) -> Literal["male", "female"]:
        return "male" if int(self.value[16]) % 2 else "female"

    def age(self, on: date) -> int:
        """Full years on a day."""
        return on.year - self.born.year - ((on.month, on.day) < (self.born.month, self.born.day))

    @override
    def __str__(self) -> str:
        return mask_identity_number(self.value)

    @override
    def __repr__(self) -> str:
        return f"IdentityNumber({self})"


@dataclass(frozen=True, slots=True, repr=False)
class CertificateNumber:
    """A special operator's number (特种作业操作证): it names a person, not one certificate."""

    identity: IdentityNumber

    @property
    def value(self) -> str:
        return f"T{self.identity.value}"

    @override
    def __str__(self) -> str:
        return mask_certificate_number(self.value)

    @override
    def __repr__(self) -> str:
        return f"CertificateNumber({self})"


def parse_identity_number(text: str, *, on: date | None = None) -> IdentityNumber:
    """Read an identity number. Raise `Fault` if it is not one, or its bearer unborn on `on`.

    The area is not looked up: numbers outlive the areas that issued them.
    """
    number = as_code(text)
    if len(number) != LENGTH:
        raise Fault("identity_number_length", length=len(number))
    for position, letter in enumerate(number, 1):
        if not is_digits(letter) and (position, letter) != (LENGTH, "X"):
            raise Fault("identity_number_form", position=position)
    identity = IdentityNumber(number)
    if not _possible(identity, on or date.max):
        raise Fault("identity_number_date")
    if identity_check_character(number[:17]) != number[17]:
        raise Fault("identity_number_check")
    return identity


def parse_certificate_number(text: str, *, on: date | None = None) -> CertificateNumber:
    """Read T and an identity number. Raise `Fault` if it is not one."""
    number = as_code(text)
    if len(number) != LENGTH + 1 or not number.startswith("T"):
        raise Fault("certificate_number_form")
    return CertificateNumber(parse_identity_number(number[1:], on=on))


def identity_check_character(first17: str) -> str:
    """Compute the 18th character of an identity number."""
    total = sum(int(c) * weight for c, weight in zip(first17, _WEIGHTS, strict=True))
    return "10X98765432"[total % 11]


def _possible(identity: IdentityNumber, latest: date) -> bool:
    try:
        return EARLIEST_BIRTH <= identity.born <= latest
    except ValueError:
        return False
