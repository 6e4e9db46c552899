"""Write into a report's thread. Sealing needs only the report's public key."""

from datetime import datetime
from uuid import UUID

from chassis.db import Session
from chassis.ids import new_id

from reporting_whistleblower.domain.letters import Author, Letter, Topic
from reporting_whistleblower.store import sealed
from reporting_whistleblower.use_cases.sealing import seal_words


async def write(
    tx: Session,
    *,
    report_id: UUID,
    topic: Topic,
    text: str,
    by: UUID | None,
    at: datetime,
    author: Author = Author.OFFICE,
) -> None:
    """Add a message, a notice or a note."""
    public = await sealed.public_key(tx, report_id)
    letter = Letter(
        id=new_id(),
        report_id=report_id,
        author=author,
        topic=topic,
        written_by=by,
        written_at=at,
        sealed=seal_words(public, {"text": text}),
    )
    await sealed.add_letter(tx, letter)


async def post(
    tx: Session, *, report_id: UUID, topic: Topic, sealed_text: bytes, at: datetime
) -> None:
    """Add a message that the reporter's own device sealed."""
    letter = Letter(
        id=new_id(),
        report_id=report_id,
        author=Author.REPORTER,
        topic=topic,
        written_by=None,
        written_at=at,
        sealed=sealed_text,
    )
    await sealed.add_letter(tx, letter)
