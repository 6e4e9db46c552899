"""Posters (举报二维码): a code on a wall that says which place is meant, and nothing of whoever scans it."""

import secrets
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final
from uuid import UUID

from reporting_whistleblower.domain.refusals import ChangedMeanwhile, IllegalMove, Refusal
from reporting_whistleblower.domain.report import ALPHABET

CODE_LENGTH: Final = 10


class PosterUnknown(Refusal):
    """No such code hangs anywhere, or it was taken down."""

    code = "poster_unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Poster:
    """One code for one village, or for one unit in it."""

    id: UUID
    code: str
    area: str
    unit_id: UUID | None
    made_by: UUID
    made_at: datetime
    revoked_at: datetime | None = None
    version: int = 1

    def revoke(self, *, at: datetime, expected: int) -> "Poster":
        """Take it down: what is scanned from it from now on says nothing of the place."""
        if expected != self.version:
            raise ChangedMeanwhile
        if self.revoked_at is not None:
            raise IllegalMove(status="taken_down", move="revoke_poster")
        return replace(self, revoked_at=at, version=self.version + 1)


def make_code() -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH))
