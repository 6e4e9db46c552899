"""What an event looks like on the wire: CloudEvents 1.0.2, structured mode, JSON."""

from typing import Final, Literal, TypeAlias, TypeVar
from uuid import UUID

from contracts.event import Event
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, JsonValue

CONTENT_TYPE: Final = "application/cloudevents+json"
SCHEMAS: Final = "https://zhiben.example/schemas"

SomeEvent = TypeVar("SomeEvent", bound=Event)
Kind: TypeAlias = type[SomeEvent]  # in `Envelope`, `type` is a field


class Envelope(BaseModel):
    """The attributes around an event. `subject` is the id of the thing it happened to."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    specversion: Literal["1.0"] = "1.0"
    id: UUID
    source: str
    type: str
    subject: str
    time: AwareDatetime
    datacontenttype: str = "application/json"
    dataschema: str | None = None
    partitionkey: str
    # The event's number among those of its thing, padded so that it sorts as text.
    sequence: str = Field(pattern=r"^\d{20}$")
    # Raised when the publisher's database is restored to an earlier moment.
    storeepoch: int
    previousepoch: int | None = None
    traceparent: str | None = None
    correlationid: str | None = None
    causationid: str | None = None
    data: dict[str, JsonValue]

    @property
    def noun(self) -> str:
        """The kind of thing: `hazard` in `cn.safety.hazard.verified.v1`."""
        return self.type.removeprefix("cn.safety.").split(".", 1)[0]

    @property
    def number(self) -> int:
        """Counts from 1 for each thing."""
        return int(self.sequence)

    @property
    def place(self) -> tuple[int, int]:
        """Where it stands among its thing's events: epoch and number."""
        return self.storeepoch, self.number

    @property
    def place_before(self) -> tuple[int, int]:
        """Where the event stands that this one follows; (0, 0) if it is the first."""
        if self.number == 1:
            return 0, 0
        return self.previousepoch or self.storeepoch, self.number - 1

    def read(self, event: Kind[SomeEvent]) -> SomeEvent:
        """Raise `pydantic.ValidationError` if the data is not such an event's."""
        return event.model_validate(self.data)


def attributes(event: Event) -> dict[str, JsonValue]:
    """Write what an event knows of its envelope; the outbox adds source, sequence and epoch."""
    facts = event.model_dump(mode="json")
    kind = event.type()
    return {
        "specversion": "1.0",
        "id": facts["id"],
        "type": kind,
        "subject": event.aggregate_id,
        "time": facts["at"],
        "datacontenttype": "application/json",
        "dataschema": f"{SCHEMAS}/{kind.removeprefix('cn.safety.')}.json",
        "partitionkey": event.aggregate_id,
        "data": facts,
    }
