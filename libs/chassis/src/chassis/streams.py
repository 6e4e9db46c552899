"""Which service publishes what, and where it is kept: one stream a service, subjects by noun."""

from dataclasses import dataclass
from types import ModuleType
from typing import Final

from contracts import cases, hazards, reports, training
from contracts.event import Event


class UnknownEvent(LookupError):
    """No stream carries such an event."""


@dataclass(frozen=True, slots=True)
class Stream:
    """What one service publishes. `nouns` are whole: a reader gets all of a thing's events."""

    name: str
    owner: str
    nouns: tuple[str, ...]

    @property
    def subjects(self) -> list[str]:
        """Each noun's news, and a second way in for history that one consumer asked for again."""
        return [
            *(f"{noun}.>" for noun in self.nouns),
            *(f"replay.*.{noun}.>" for noun in self.nouns),
        ]

    def consumer(self, service: str) -> str:
        """Name the durable consumer of a service; it is its inbox key and must never change."""
        return f"{service.replace('_', '-')}-{self.name}"


def events_in(module: ModuleType) -> list[type[Event]]:
    """List the events a contracts module defines, without the abstract ones."""
    found = [value for value in vars(module).values() if isinstance(value, type)]
    return [event for event in found if issubclass(event, Event) and "subject" in vars(event)]


def _published(name: str, owner: str, module: ModuleType) -> Stream:
    nouns = dict.fromkeys(event.noun() for event in events_in(module))
    return Stream(name, owner, tuple(nouns))


STREAMS: Final[tuple[Stream, ...]] = (
    _published("HAZARD", "hazard-registry", hazards),
    _published("REPORT", "reporting-whistleblower", reports),
    _published("TRAINING", "training-records", training),
    _published("CASE", "enforcement", cases),
)


def stream_of(service: str) -> Stream | None:
    """Find what a service publishes; None if it publishes nothing."""
    owner = service.replace("_", "-")
    return next((stream for stream in STREAMS if stream.owner == owner), None)


def stream_with(noun: str) -> Stream:
    """Raise `UnknownEvent` if nobody publishes such events."""
    for stream in STREAMS:
        if noun in stream.nouns:
            return stream
    raise UnknownEvent(noun)
