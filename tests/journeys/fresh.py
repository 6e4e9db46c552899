"""Numbers nobody has used yet, with their check digits right: the story can be told again."""

import secrets
from datetime import UTC, date, datetime, timedelta, timezone

from office.identifiers import identity_check_character, make_credit_code

_LETTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"  # GB 32100-2015: no I, O, S, V, Z
CHINA = timezone(timedelta(hours=8))


def credit_code() -> str:
    """A unified social credit code of an enterprise in Nan'an; organisations begin with DM nowhere."""
    return make_credit_code("91350583", "DM" + "".join(secrets.choice(_LETTERS) for _ in range(6)))


def wrong_credit_code() -> str:
    """A code whose last character is not the one its check demands."""
    code = credit_code()
    return code[:-1] + ("0" if code[-1] != "0" else "1")


def identity_number() -> str:
    """An identity number of a district that does not exist, so that it is nobody's."""
    born = date(1975, 1, 1) + timedelta(days=secrets.randbelow(9000))
    first17 = f"350599{born:%Y%m%d}{secrets.randbelow(1000):03d}"
    return first17 + identity_check_character(first17)


def wrong_identity_number() -> str:
    number = identity_number()
    return number[:-1] + ("0" if number[-1] != "0" else "1")


def today() -> date:
    """Today where the law counts its days."""
    return datetime.now(UTC).astimezone(CHINA).date()


def mark() -> str:
    """A few letters that tell this telling from every other."""
    return secrets.token_hex(3).upper()
