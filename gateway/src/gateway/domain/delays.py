"""How long a guesser waits: ever longer, for each account and each network, never for good."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from ipaddress import IPv6Address, ip_address
from typing import Final

LONGEST: Final = timedelta(minutes=15)
FORGOTTEN_AFTER: Final = timedelta(hours=1)
# Failures that cost nothing: people mistype, and many people share one network.
FREE_PER_ACCOUNT, FREE_PER_NETWORK = 3, 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Delay:
    """Failed attempts under one key, and when the next is admitted."""

    key: str
    failures: int = 0
    admitted_at: datetime
    changed_at: datetime

    @classmethod
    def none(cls, key: str, at: datetime) -> "Delay":
        """Admit everybody: those too whose request came a moment before and is looked at after."""
        return cls(key=key, admitted_at=at - LONGEST, changed_at=at)

    @property
    def free(self) -> int:
        return FREE_PER_ACCOUNT if self.key.startswith("account:") else FREE_PER_NETWORK

    def seconds_left(self, at: datetime) -> int:
        """Return how many seconds are left to wait; 0 if none."""
        left = (self.admitted_at - at).total_seconds()
        return max(0, -int(-left // 1))

    def fail(self, at: datetime) -> "Delay":
        """Count a failure; what is an hour old is forgotten."""
        before = 0 if at - self.changed_at > FORGOTTEN_AFTER else self.failures
        failures = before + 1
        over = min(failures - self.free, 20)
        wait = min(timedelta(seconds=2**over), LONGEST) if over > 0 else timedelta()
        admitted_at = at + wait if wait else self.admitted_at
        return replace(self, failures=failures, admitted_at=admitted_at, changed_at=at)

    def take_back(self, at: datetime) -> "Delay":
        """Undo one counted failure: the attempt succeeded."""
        return replace(self, failures=max(0, self.failures - 1), admitted_at=at - LONGEST)


def network_class(address: str) -> str:
    """Return the /24 or /48 an address lies in; one guesser has many addresses."""
    try:
        ip = ip_address(address)
    except ValueError:
        return "unknown"
    if isinstance(ip, IPv6Address) and ip.ipv4_mapped is not None:
        ip = ip.ipv4_mapped
    if isinstance(ip, IPv6Address):
        return ":".join(ip.exploded.split(":")[:3]) + "::/48"
    return ".".join(str(ip).split(".")[:3]) + ".0/24"
