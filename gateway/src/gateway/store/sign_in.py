"""Sign-ins, as the audit log holds them."""

from collections.abc import Sequence
from typing import Any, Final

from chassis.audit.tables import audit_entry
from chassis.db import Session
from chassis.paging import PageRequest, Slice, cut
from sqlalchemy import select

SIGN_IN: Final = "sign_in"
FIELDS: Final = ("seq", "at", "by", "action", "what_id", "changes")


async def listed(
    tx: Session, *, action: str | None, account: str | None, page: PageRequest
) -> Slice:
    """Return a page of sign-ins and attempts, newest first."""
    query = select(*(audit_entry.c[name] for name in FIELDS)).where(audit_entry.c.what == SIGN_IN)
    if page.after is not None:
        query = query.where(audit_entry.c.seq < page.after[0])
    if action is not None:
        query = query.where(audit_entry.c.action == action)
    if account is not None:
        query = query.where(audit_entry.c.what_id == account)
    rows: Sequence[Any] = (
        await tx.execute(query.order_by(audit_entry.c.seq.desc()).limit(page.limit + 1))
    ).all()
    return cut(rows, page, lambda row: (row.seq,))
