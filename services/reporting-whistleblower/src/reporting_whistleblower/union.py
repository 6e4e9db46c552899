"""Tables of one kind, written in one module an area, put together."""

from collections.abc import Mapping
from typing import TypeVar

Value = TypeVar("Value")


def united(*tables: Mapping[str, Value]) -> dict[str, Value]:
    """Raise ValueError if two tables have a row of the same name."""
    whole: dict[str, Value] = {}
    for table in tables:
        if twice := whole.keys() & table.keys():
            raise ValueError(f"written twice: {sorted(twice)}")
        whole.update(table)
    return whole
