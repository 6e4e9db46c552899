"""Ids that the services' demonstration data agree on, without asking one another."""

from uuid import NAMESPACE_URL, UUID, uuid5

NAMESPACE = uuid5(NAMESPACE_URL, "https://zhiben.example/demonstration")


def demo_id(kind: str, number: int) -> UUID:
    """Name the nth thing of a kind, for example `demo_id("unit", 7)`, the same everywhere."""
    return uuid5(NAMESPACE, f"{kind}:{number}")
