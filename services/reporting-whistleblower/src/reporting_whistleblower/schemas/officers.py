"""Keys and identities over HTTP."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field

from reporting_whistleblower.domain.identity import Stage
from reporting_whistleblower.domain.identity import Status as RequestStatus
from reporting_whistleblower.domain.keys import Purpose
from reporting_whistleblower.schemas.words import Given, Text, Told

Passphrase = Annotated[str, Field(min_length=12, max_length=200)]


class EnrolIn(Given):
    purpose: Purpose
    passphrase: Passphrase


class UnlockIn(Given):
    passphrase: Annotated[str, Field(min_length=1, max_length=200)]


class KeyOut(Told):
    id: UUID
    purpose: Purpose
    areas: list[str]
    created_at: datetime


class SessionOut(Told):
    session: Annotated[str, Field(description="Send it in `X-Zhiben-Confidential`")]
    expires_at: datetime


class IdentityRequestIn(Given):
    report_id: UUID
    stage: Stage
    reason: Text


class IdentityRequestOut(Told):
    id: UUID
    stage: Stage
    reason: str
    status: RequestStatus
    asked_by: UUID
    asked_at: datetime
    expires_at: datetime
    consents: list[UUID]
    opened_at: datetime | None


class IdentityOut(Told):
    """Shown once."""

    name: str
    id_number: str | None
    phone: str | None
    contact: str | None
    payment: str | None
