"""Rows with sealed numbers, to things and back."""

from collections.abc import Mapping
from typing import Any

from training_records.domain.sealed import Sealed


def flat(name: str, sealed: Sealed | None) -> dict[str, Any]:
    """Spread a sealed number over its columns."""
    return {
        f"{name}_box": sealed.box if sealed else None,
        f"{name}_key": sealed.key_id if sealed else None,
        f"{name}_digest": sealed.digest if sealed else None,
        f"{name}_mask": sealed.mask if sealed else None,
    }


def folded(name: str, row: Mapping[str, Any]) -> Sealed | None:
    """Gather a sealed number from its columns."""
    if row[f"{name}_box"] is None:
        return None
    return Sealed(
        row[f"{name}_box"], row[f"{name}_key"], row[f"{name}_digest"], row[f"{name}_mask"]
    )
