"""The words of a hazard's life: seven statuses, levels, channels, origins, and the moves."""

from enum import StrEnum


class Status(StrEnum):
    """Where a hazard stands. Everything else about it is a dated fact beside the status."""

    REPORTED = "reported"
    VERIFIED = "verified"
    PLANNED = "planned"
    RECTIFYING = "rectifying"
    AWAITING_REVIEW = "awaiting_review"
    CLOSED = "closed"
    REJECTED = "rejected"


class Level(StrEnum):
    """How grave it is (令16号 art. 3); suspected until somebody verified it."""

    SUSPECTED = "suspected"
    GENERAL = "general"
    MAJOR = "major"


class Channel(StrEnum):
    """The plan's three channels; they add up to the total."""

    SELF_CHECK = "self_check"
    SUPERVISION = "supervision"
    PUBLIC_REPORT = "public_report"


class Origin(StrEnum):
    """Where exactly it came from; each belongs to one channel."""

    SELF_CHECK = "self_check"
    INTERNAL_REPORT = "internal_report"
    INSPECTION = "inspection"
    VISIT = "visit"
    ROUND = "round"
    PUBLIC_REPORT = "public_report"
    MONITORING = "monitoring"
    HAND_OVER = "hand_over"
    CERTIFICATE_LAPSE = "certificate_lapse"
    ELIMINATION_OVERDUE = "elimination_overdue"

    @property
    def channel(self) -> Channel:
        match self:
            case Origin.SELF_CHECK | Origin.INTERNAL_REPORT:
                return Channel.SELF_CHECK
            case Origin.PUBLIC_REPORT:
                return Channel.PUBLIC_REPORT
            case _:
                return Channel.SUPERVISION


# The table of moves is the documentation: move → from where → where to.
MOVES: dict[str, tuple[frozenset[Status], Status]] = {
    "verify": (frozenset({Status.REPORTED}), Status.VERIFIED),
    "reject": (frozenset({Status.REPORTED}), Status.REJECTED),
    "plan": (frozenset({Status.VERIFIED, Status.PLANNED}), Status.PLANNED),
    "start": (frozenset({Status.PLANNED}), Status.RECTIFYING),
    "submit": (frozenset({Status.RECTIFYING}), Status.AWAITING_REVIEW),
    "return": (frozenset({Status.AWAITING_REVIEW}), Status.RECTIFYING),
    "close": (frozenset({Status.AWAITING_REVIEW}), Status.CLOSED),
    "reopen": (frozenset({Status.CLOSED}), Status.RECTIFYING),
}
OPEN = frozenset({Status.VERIFIED, Status.PLANNED, Status.RECTIFYING, Status.AWAITING_REVIEW})
