"""What fixed statements are written with."""

from collections.abc import Sequence


def numbered(columns: Sequence[str], *, first: int = 1) -> str:
    """Write a `$n` for each column."""
    return ", ".join(f"${number}" for number in range(first, first + len(columns)))
