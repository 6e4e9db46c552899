"""A personal number as it is kept: sealed, found by a keyed digest, shown by its mask."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Sealed:
    """Only the vault opens the box; equal numbers have equal digests."""

    box: bytes = field(repr=False)
    key_id: str
    digest: bytes = field(repr=False)
    mask: str
