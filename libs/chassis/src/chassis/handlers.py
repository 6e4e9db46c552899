"""How events come in: a router for events, as `ApiRouter` is one for requests."""

from collections import Counter
from collections.abc import Awaitable, Callable, Iterable, Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from typing import TypeAlias, TypeVar

from contracts.event import Event

from chassis.causes import caused_by
from chassis.db import Session, together
from chassis.envelope import Envelope
from chassis.inbox import Thing, thing

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
    only_writes: bool = False

    async def handle(self, envelopes: Sequence[Envelope], tx: Session) -> None:
        """Read the events, each of another thing, and act on them in the caller's transaction."""
        async with together(tx) if self.only_writes else nullcontext():
            for envelope in envelopes:
                with caused_by(envelope):
                    await self.run(envelope.read(self.event), tx)


class Handlers:
    """The events a service listens to. One function for each: it says all that follows from it."""

    def __init__(self) -> None:
        self._by_type: dict[str, Handler] = {}

    def on(
        self, event: type[SomeEvent], *, only_writes: bool = False
    ) -> Callable[[Run[SomeEvent]], Run[SomeEvent]]:
        """Register the decorated function. Raise `ValueError` if the event has one already.

        One that `only_writes` reads nothing, and writes by fixed statements: each of them is sent
        once for a whole batch.
        """

        def register(run: Run[SomeEvent]) -> Run[SomeEvent]:
            self._register(Handler(event, run, only_writes))  # type: ignore[arg-type]
            return run

        return register

    def _register(self, handler: Handler) -> None:
        kind = handler.event.type()
        if kind in self._by_type:
            raise ValueError(f"{kind} has a handler already")
        self._by_type[kind] = handler

    def of(self, type_: str) -> Handler | None:
        """Find the handler for a CloudEvents type; None if this service does not care."""
        return self._by_type.get(type_)

    def nouns(self) -> list[str]:
        """List the kinds of things this service listens to, in alphabetical order."""
        return sorted({handler.event.noun() for handler in self})

    def __iter__(self) -> Iterator[Handler]:
        return iter(self._by_type.values())


def in_waves(envelopes: Iterable[Envelope]) -> Iterator[tuple[str, list[Envelope]]]:
    """Put events of one type together, without changing the order of any thing's events.

    The first wave holds the first event of each thing, the second its second, and so on.
    """
    met: Counter[Thing] = Counter()
    waves: dict[tuple[int, str], list[Envelope]] = {}
    for envelope in envelopes:
        met[thing(envelope)] += 1
        waves.setdefault((met[thing(envelope)], envelope.type), []).append(envelope)
    for _, type_ in sorted(waves):
        yield type_, waves[_, type_]
