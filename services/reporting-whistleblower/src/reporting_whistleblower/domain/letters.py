"""What reporter and handler write to each other, sealed to the report's key."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID


class Author(StrEnum):
    REPORTER = "reporter"
    OFFICE = "office"


class Topic(StrEnum):
    """Why it was written; a notice about a move names the move."""

    MESSAGE = "message"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    TRANSFERRED = "transferred"
    MERGED = "merged"
    EXTENDED = "extended"
    PAUSED = "paused"
    RESUMED = "resumed"
    CONCLUDED = "concluded"
    FEEDBACK = "feedback"
    OBJECTION = "objection"
    REEXAMINED = "reexamined"
    WITHDRAWN = "withdrawn"
    REWARD = "reward"
    RETALIATION = "retaliation"
    CALLBACK = "callback"
    FALSE_REPORT = "false_report"
    NOTE = "note"  # an investigation note: the reporter never sees it


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """One message of a report's thread, or a handler's note."""

    id: UUID
    report_id: UUID
    author: Author
    topic: Topic
    written_by: UUID | None
    written_at: datetime
    sealed: bytes

    @property
    def for_reporter(self) -> bool:
        return self.topic is not Topic.NOTE
