"""Every request of a run with what came of it: ok, failed, or unknown."""

import json
import time
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Final

OK: Final = "ok"
FAILED: Final = "failed"
UNKNOWN: Final = "unknown"


@dataclass(frozen=True, slots=True)
class Attempt:
    """One request sent once. `key` is its Idempotency-Key; a repeat has the same."""

    key: str
    method: str
    path: str
    outcome: str
    status: int
    code: str
    began: float
    ended: float = 0.0
    id: str = ""
    version: int = 0
    digest: str = ""
    mark: str = ""


@dataclass(slots=True)
class History:
    """What was asked and answered, in the order it ended."""

    attempts: list[Attempt] = field(default_factory=list)
    marks: list[dict[str, Any]] = field(default_factory=list)
    began: float = field(default_factory=time.monotonic)

    def now(self) -> float:
        """Seconds since the run began."""
        return time.monotonic() - self.began

    def add(self, attempt: Attempt) -> None:
        self.attempts.append(attempt)

    def note(self, what: str, **facts: Any) -> None:
        """Put down what the rig did."""
        self.marks.append({"at": round(self.now(), 3), "what": what, **facts})

    def unresolved(self) -> list[Attempt]:
        """Return the last attempt of each key of which nobody knows whether it was obeyed."""
        last: dict[str, Attempt] = {}
        settled = set()
        for attempt in self.attempts:
            if attempt.method == "GET":
                continue
            last[attempt.key] = attempt
            if attempt.outcome != UNKNOWN:
                settled.add(attempt.key)
        return [attempt for key, attempt in last.items() if key not in settled]

    def write(self, path: Path) -> None:
        with path.open("w", encoding="utf-8") as file:
            for mark in self.marks:
                file.write(json.dumps(mark, ensure_ascii=False) + "\n")
            for attempt in self.attempts:
                file.write(json.dumps(asdict(attempt), ensure_ascii=False) + "\n")


def outcome_of(status: int) -> str:
    """Say what an answer means for the caller: below 500 the service has decided."""
    if status >= 500 or status in {408, 429}:
        return UNKNOWN
    return OK if status < 400 else FAILED
