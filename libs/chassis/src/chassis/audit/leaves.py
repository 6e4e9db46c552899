"""The canonical form of an entry: what exactly is sealed."""

from collections.abc import Mapping
from datetime import UTC
from typing import Any

import rfc8785
from transparency.merkle import leaf_hash


def leaf(entry: Mapping[Any, Any]) -> bytes:
    """Hash an entry's row in RFC 8785 form; times in UTC, so that no session's zone matters."""
    sealed = {
        "seq": str(entry["seq"]),
        "id": str(entry["id"]),
        "at": entry["at"].astimezone(UTC).isoformat(timespec="microseconds"),
        "by": entry["by"],
        "by_name": entry["by_name"],
        "action": entry["action"],
        "what": entry["what"],
        "what_id": entry["what_id"],
        "why": entry["why"],
        "changes": entry["changes"],
        "request_id": entry["request_id"],
    }
    return leaf_hash(rfc8785.dumps(sealed))
