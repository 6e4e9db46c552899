"""Does the database answer."""

from chassis.db import Session
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError


async def answers(tx: Session) -> bool:
    try:
        await tx.execute(text("SELECT 1"))
    except (SQLAlchemyError, OSError):
        return False
    return True
