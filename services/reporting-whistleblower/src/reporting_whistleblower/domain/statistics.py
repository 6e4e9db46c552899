"""Counts that point at nobody: small cells are withheld, and what would betray them too."""

from collections.abc import Mapping
from typing import Final, TypeVar

Key = TypeVar("Key")

SMALLEST: Final = 5


def suppressed(cells: Mapping[Key, int]) -> dict[Key, int | None]:
    """Withhold cells from 1 to 4 of a group whose total is known.

    A single withheld cell could be found by subtraction, so the next smallest goes with it.
    """
    hidden = {key for key, count in cells.items() if 0 < count < SMALLEST}
    if len(hidden) == 1:
        shown = [key for key, count in cells.items() if key not in hidden and count > 0]
        hidden |= set(sorted(shown, key=lambda key: cells[key])[:1])
    return {key: None if key in hidden else count for key, count in cells.items()}


def total_of(cells: Mapping[Key, int]) -> int | None:
    """The total, unless it is small itself or would betray the only cell that is withheld."""
    total = sum(cells.values())
    withheld = sum(1 for count in suppressed(cells).values() if count is None)
    return None if 0 < total < SMALLEST or withheld == 1 else total
