"""What every event has in common."""

from typing import ClassVar
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field
from uuid_utils.compat import uuid7


class Event(BaseModel):
    """Something that happened. Past tense, never changed; a new meaning gets a new version.

    `subject` is the event's name, `<noun>.<past verb>`; `key` names the field that holds the id of
    the thing it happened to, whose events are delivered in order.
    """

    # Readers ignore fields they do not know, so a publisher may add an optional one safely.
    model_config = ConfigDict(frozen=True, extra="ignore")

    subject: ClassVar[str]
    key: ClassVar[str]
    version: ClassVar[int] = 1

    id: UUID = Field(default_factory=uuid7)
    at: AwareDatetime

    @classmethod
    def noun(cls) -> str:
        """The kind of thing this happened to: the part before the dot."""
        return cls.subject.split(".", 1)[0]

    @classmethod
    def type(cls) -> str:
        """The CloudEvents type: the subject with the major version."""
        return f"cn.safety.{cls.subject}.v{cls.version}"

    @property
    def aggregate_id(self) -> str:
        """The id of the thing this happened to."""
        return str(getattr(self, self.key))
