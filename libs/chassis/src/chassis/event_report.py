"""How many events a service has sent and acted on: what a reconciliation compares."""

from typing import Final

from fastapi import APIRouter, Request
from pydantic import BaseModel, Field
from sqlalchemy import text

from chassis.db import Session
from chassis.handlers import Handlers
from chassis.http import ApiRouter, Tx
from chassis.permissions import By, Permissions
from chassis.streams import stream_with

REPORT_PERMISSIONS: Final = Permissions(
    {"report_events": {"system_admin": By.ALL, "auditor": By.ALL}}
)

_SENT = text("""
SELECT type, aggregatetype AS noun, count(published_at) AS published,
       count(*) - count(published_at) AS waiting
FROM outbox_event GROUP BY type, aggregatetype
UNION ALL
SELECT 'retired', what_id, sum(CAST(changes->'events'->>0 AS bigint)), 0
FROM audit_entry WHERE what = 'outbox' AND action = 'retire' GROUP BY what_id
ORDER BY type, noun
""")
# What was deleted for its age is counted in the audit trail.
_TAKEN = text("""
SELECT consumer, sum(number) AS number FROM (
  SELECT consumer, count(*) AS number FROM inbox_message GROUP BY consumer
  UNION ALL
  SELECT what_id, CAST(changes->'events'->>0 AS bigint)
  FROM audit_entry WHERE what = 'inbox' AND action = 'retire') AS taken
GROUP BY consumer
""")
_DEAD = text("""
SELECT consumer, count(*) AS ever, count(*) FILTER (WHERE resolved_at IS NULL) AS open,
       count(*) FILTER (WHERE aggregateid IS NULL) AS unreadable
FROM dead_letter GROUP BY consumer
""")


class SentOut(BaseModel):
    """Events of one type in the outbox, since the beginning."""

    type: str = Field(
        examples=["cn.safety.hazard.verified.v1"],
        description="`retired`: those of a noun that were exported and deleted for their age.",
    )
    noun: str = Field(examples=["hazard"])
    published: int
    waiting: int = Field(description="Committed, and not yet in the stream.")


class ConsumerOut(BaseModel):
    """What this service has read of one stream; it reads every event of the nouns named.

    In the end `applied + dead` is what the publisher sent of these nouns.
    """

    consumer: str = Field(examples=["enforcement-HAZARD"])
    publisher: str = Field(examples=["hazard-registry"])
    nouns: list[str]
    applied: int = Field(description="Events handled, each counted once however often it came.")
    dead: int = Field(description="Events no handler could take, resolved or not.")
    dead_open: int
    unreadable: int = Field(description="Messages that were no events at all.")


class EventReportOut(BaseModel):
    """Both sides of a service's event traffic."""

    sent: list[SentOut]
    consumers: list[ConsumerOut]


def event_report_router(handlers: Handlers) -> APIRouter:
    """Offer the counts of a service that listens with these handlers."""
    router = ApiRouter(prefix="/v1/ops/events", tags=["operations"])

    @router.get("", response_model=EventReportOut, summary="Events sent and acted on, in all")
    async def report_events(request: Request, tx: Tx) -> EventReportOut:
        sent = [SentOut(**row) for row in (await tx.execute(_SENT)).mappings()]
        service = request.app.state.settings.service_name
        return EventReportOut(sent=sent, consumers=await _consumers(tx, handlers, service))

    return router


async def _consumers(tx: Session, handlers: Handlers, service: str) -> list[ConsumerOut]:
    taken = {row.consumer: int(row.number) for row in await tx.execute(_TAKEN)}
    dead = {row.consumer: row for row in await tx.execute(_DEAD)}
    told = []
    for stream in dict.fromkeys(stream_with(noun) for noun in handlers.nouns()):
        name = stream.consumer(service)
        ever, still_open, unreadable = dead[name][1:] if name in dead else (0, 0, 0)
        told.append(
            ConsumerOut(
                consumer=name,
                publisher=stream.owner,
                nouns=[noun for noun in handlers.nouns() if noun in stream.nouns],
                applied=taken.get(name, 0) - (ever - unreadable),
                dead=ever - unreadable,
                dead_open=still_open,
                unreadable=unreadable,
            )
        )
    return told
