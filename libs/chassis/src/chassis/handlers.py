"""How events come in: a router for events, as `ApiRouter` is one for requests."""

from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from typing import TypeAlias, TypeVar

from contracts.event import Event

from chassis.causes import caused_by
from chassis.db import Session
from chassis.envelope import Envelope

SomeEvent = TypeVar("SomeEvent", bound=Event)
Run: TypeAlias = Callable[[SomeEvent, Session], Awaitable[None]]


class TransientError(Exception):
    """What the handler needs is away for now; the event waits and is tried again until it is back."""


class PermanentError(Exception):
    """Trying again cannot help; the event goes to the dead letters at once."""


@dataclass(frozen=True, slots=True)
class Handler:
    """One function that wants one kind of event."""

    event: type[Event]
    run: Run[Event]

    async def handle(self, envelope: Envelope, tx: Session) -> None:
        """Read the event and act on it in the caller's transaction."""
        with caused_by(envelope):
            await self.run(envelope.read(self.event), tx)


class Handlers:
    """The events a service listens to. One function for each: it says all that follows from it."""

    def __init__(self) -> None:
        self._by_type: dict[str, Handler] = {}

    def on(self, event: type[SomeEvent]) -> Callable[[Run[SomeEvent]], Run[SomeEvent]]:
        """Register the decorated function. Raise `ValueError` if the event has one already."""

        def register(run: Run[SomeEvent]) -> Run[SomeEvent]:
            if event.type() in self._by_type:
                raise ValueError(f"{event.type()} has a handler already")
            self._by_type[event.type()] = Handler(event, run)  # type: ignore[arg-type]
            return run

        return register

    def of(self, type_: str) -> Handler | None:
        """Find the handler for a CloudEvents type; None if this service does not care."""
        return self._by_type.get(type_)

    def nouns(self) -> list[str]:
        """List the kinds of things this service listens to, in alphabetical order."""
        return sorted({handler.event.noun() for handler in self})

    def __iter__(self) -> Iterator[Handler]:
        return iter(self._by_type.values())
