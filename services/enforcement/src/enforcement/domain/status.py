"""The statuses of a case, and which may follow which."""

from enum import StrEnum


class Status(StrEnum):
    """Where a case stands. Everything else about it is a dated fact."""

    FILED = "filed"
    INVESTIGATING = "investigating"
    REVIEWED = "reviewed"
    INFORMED = "informed"
    HEARING = "hearing"
    DECIDED = "decided"
    SERVED = "served"
    PERFORMING = "performing"
    CLOSED = "closed"
    NOT_PUNISHED = "not_punished"
    TRANSFERRED = "transferred"
    WITHDRAWN = "withdrawn"


_ENDS = {Status.TRANSFERRED, Status.WITHDRAWN}

MOVES: dict[Status, set[Status]] = {
    Status.FILED: {Status.INVESTIGATING} | _ENDS,
    Status.INVESTIGATING: {Status.REVIEWED} | _ENDS,
    Status.REVIEWED: {Status.INFORMED, Status.INVESTIGATING, Status.NOT_PUNISHED} | _ENDS,
    Status.INFORMED: {
        Status.HEARING, Status.DECIDED, Status.INVESTIGATING, Status.NOT_PUNISHED,
    } | _ENDS,
    Status.HEARING: {Status.DECIDED, Status.INVESTIGATING, Status.NOT_PUNISHED} | _ENDS,
    Status.DECIDED: {Status.SERVED, Status.WITHDRAWN},
    Status.SERVED: {Status.PERFORMING, Status.CLOSED, Status.WITHDRAWN},
    Status.PERFORMING: {Status.CLOSED, Status.WITHDRAWN},
    Status.NOT_PUNISHED: {Status.CLOSED},
    Status.CLOSED: set(),
    Status.TRANSFERRED: set(),
    Status.WITHDRAWN: set(),
}  # fmt: skip

OPEN_BEFORE_DECISION = frozenset(
    {Status.FILED, Status.INVESTIGATING, Status.REVIEWED, Status.INFORMED, Status.HEARING}
)
