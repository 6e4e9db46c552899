"""How long, how often, how much."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Options:
    """`scale` shrinks what is stored and sent, not what is compared."""

    rounds: int = 4
    seconds: float = 2.0
    scale: float = 1.0

    def rows(self, full: int) -> int:
        """So many of what a full run has."""
        return max(200, round(full * self.scale))
