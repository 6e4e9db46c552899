"""Events that a handler could not take: kept in the database, to look at, retry or resolve."""

import base64
import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from pydantic import ValidationError
from sqlalchemy import text

from chassis.db import Session
from chassis.envelope import Envelope
from chassis.handlers import Handlers


class NoSuchDeadLetter(Exception):
    """There is no open dead letter of that name."""

    code = "no_such_dead_letter"


class NotRetriable(Exception):
    """Nobody here can read or handle this event; it can only be resolved."""

    code = "dead_letter_not_retriable"


class StillFailing(Exception):
    """The handler failed again, and nothing was changed."""

    code = "dead_letter_still_failing"

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.facts = {"reason": reason}


@dataclass(frozen=True, slots=True)
class DeadLetter:
    """An event nobody could handle. `error` says where it failed, never with what words."""

    consumer: str
    event_id: UUID
    aggregatetype: str | None
    aggregateid: str | None
    aggregatever: int | None
    reason: str
    error: dict[str, Any] | None
    payload: dict[str, Any]
    deliveries: int
    created_at: datetime
    resolved_at: datetime | None
    resolution: str | None
    resolved_by: str | None


_COLUMNS = ", ".join(DeadLetter.__dataclass_fields__)
_BURY = text("""
INSERT INTO dead_letter (consumer, event_id, aggregatetype, aggregateid, aggregatever,
                         reason, error, payload, deliveries)
VALUES (:consumer, :event_id, :noun, :aggregate, :number,
        :reason, CAST(:error AS jsonb), CAST(:payload AS jsonb), :deliveries)
ON CONFLICT (consumer, event_id) DO NOTHING
""")
_COUNT = text("SELECT count(*) FROM dead_letter WHERE consumer = :consumer AND resolved_at IS NULL")
_OPEN = text(f"""
SELECT {_COLUMNS} FROM dead_letter
WHERE resolved_at IS NULL
  AND (CAST(:at AS timestamptz) IS NULL OR (created_at, event_id) > (:at, CAST(:event_id AS uuid)))
ORDER BY created_at, event_id LIMIT :most
""")  # noqa: S608 - our own column names
_ONE = text(f"""
SELECT {_COLUMNS} FROM dead_letter
WHERE consumer = :consumer AND event_id = :event_id AND resolved_at IS NULL FOR UPDATE
""")  # noqa: S608 - our own column names
_RESOLVE = text("""
UPDATE dead_letter SET resolved_at = :at, resolution = :resolution, resolved_by = :by
WHERE consumer = :consumer AND event_id = :event_id
""")


def unreadable_id(stream: str, place: int) -> UUID:
    """Name a message that has no readable id by where it stands."""
    return uuid5(NAMESPACE_URL, f"{stream}/{place}")


async def bury(
    tx: Session,
    consumer: str,
    body: bytes,
    error: Exception,
    *,
    deliveries: int,
    event: Envelope | None = None,
    id_: UUID | None = None,
) -> None:
    """Put an event aside, and where it failed; never the error's text, which may quote its data."""
    payload = event.model_dump(mode="json", exclude_none=True) if event else _raw(body)
    row = {
        "consumer": consumer,
        "event_id": event.id if event else id_,
        "noun": event.noun if event else None,
        "aggregate": event.subject if event else None,
        "number": event.number if event else None,
        "reason": type(error).__name__,
        "error": json.dumps(_where(error)),
        "payload": json.dumps(payload),
        "deliveries": deliveries,
    }
    await tx.execute(_BURY, row)


async def count_open(tx: Session, consumer: str) -> int:
    """Count what nobody has resolved."""
    return int(await tx.scalar(_COUNT, {"consumer": consumer}) or 0)


async def open_letters(
    tx: Session, *, limit: int, after: tuple[datetime, UUID] | None = None
) -> list[DeadLetter]:
    """List what nobody has resolved, oldest first, from behind a place in that order."""
    at, event_id = after or (None, None)
    rows = await tx.execute(_OPEN, {"at": at, "event_id": event_id, "most": limit})
    return [DeadLetter(*row) for row in rows]


async def retry(
    tx: Session, handlers: Handlers, *, consumer: str, event_id: UUID, by: str, at: datetime
) -> DeadLetter:
    """Run the handler once more, alone; later events of the thing have long been handled.

    Raise `NotRetriable` if nobody here can handle it, `StillFailing` if the handler raises.
    """
    letter = await _get(tx, consumer, event_id)
    envelope = _readable(letter)
    handler = handlers.of(envelope.type) if envelope else None
    if envelope is None or handler is None:
        raise NotRetriable
    try:
        async with tx.begin_nested():
            await handler.handle([envelope], tx)
    except Exception as error:
        raise StillFailing(type(error).__name__) from error
    return await _resolve(tx, letter, resolution="retried", by=by, at=at)


async def resolve(
    tx: Session, *, consumer: str, event_id: UUID, resolution: str, by: str, at: datetime
) -> DeadLetter:
    """Note that a person dealt with it by other means, and how."""
    letter = await _get(tx, consumer, event_id)
    return await _resolve(tx, letter, resolution=resolution, by=by, at=at)


async def _get(tx: Session, consumer: str, event_id: UUID) -> DeadLetter:
    row = (await tx.execute(_ONE, {"consumer": consumer, "event_id": event_id})).one_or_none()
    if row is None:
        raise NoSuchDeadLetter
    return DeadLetter(*row)


async def _resolve(
    tx: Session, letter: DeadLetter, *, resolution: str, by: str, at: datetime
) -> DeadLetter:
    named = {"consumer": letter.consumer, "event_id": letter.event_id}
    how = {"resolution": resolution, "by": by, "at": at}
    await tx.execute(_RESOLVE, {**named, **how})
    values = {name: getattr(letter, name) for name in DeadLetter.__dataclass_fields__}
    return DeadLetter(**{**values, "resolved_at": at, "resolution": resolution, "resolved_by": by})


def _readable(letter: DeadLetter) -> Envelope | None:
    try:
        return Envelope.model_validate(letter.payload)
    except ValidationError:
        return None


def _raw(body: bytes) -> dict[str, str]:
    return {"unreadable_base64": base64.b64encode(body[:4096]).decode()}


def _where(error: Exception) -> dict[str, Any]:
    """Say what kind of error it was and which fields or lines it was about."""
    if isinstance(error, ValidationError):
        faults = error.errors(include_input=False, include_url=False, include_context=False)
        return {"fields": ["/".join(map(str, fault["loc"])) for fault in faults]}
    trace, lines = error.__traceback__, []
    while trace is not None:
        code = trace.tb_frame.f_code
        lines.append(f"{code.co_filename.rsplit('/', 1)[-1]}:{trace.tb_lineno} {code.co_name}")
        trace = trace.tb_next
    return {"lines": lines[-8:]}
