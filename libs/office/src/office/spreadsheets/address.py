"""Name cells as people do: C7."""

from typing import TypeAlias

Position: TypeAlias = tuple[int, int]  # row and column, from 0


def address(row: int, column: int) -> str:
    """Name the cell at a row and column that count from 0."""
    letters = ""
    number = column + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{row + 1}"
