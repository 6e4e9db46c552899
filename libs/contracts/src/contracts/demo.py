"""Ids that the services' demonstration data agree on, without asking one another."""

from uuid import NAMESPACE_URL, UUID, uuid5

NAMESPACE = uuid5(NAMESPACE_URL, "https://zhiben.example/demonstration")


def demo_id(kind: str, number: int) -> UUID:
    """Name the nth thing of a kind, for example `demo_id("unit", 7)`, the same everywhere."""
    return uuid5(NAMESPACE, f"{kind}:{number}")


VILLAGES = tuple(
    f"350583002{village}"
    for village in (
        "001", "002", "003", "004", "005", "006",
        "202", "203", "204", "205", "206", "207", "209", "210", "211",
    )
)  # fmt: skip

_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"  # GB 32100-2015: no I, O, S, V, Z
_ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)


def unit_code(number: int) -> str:
    """Make the credit code of the nth demonstration unit, with both check digits right.

    The organisation part begins with `DM`, which no registered organisation has here.
    """
    body = f"DM{number:06d}"
    sum_ = sum(
        weight * _value(character)
        for weight, character in zip(_ORGANISATION_WEIGHTS, body, strict=True)
    )
    inner = "0123456789X0"[(11 - sum_ % 11)]
    start = f"91350583{body}{inner}"
    outer = sum(_ALPHABET.index(character) * 3**place for place, character in enumerate(start))
    return start + _ALPHABET[(31 - outer % 31) % 31]


def _value(character: str) -> int:
    return int(character) if character.isdigit() else ord(character) - ord("A") + 10
