"""A session: what a client holds after it has signed in."""

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final
from uuid import UUID

LONGEST: Final = timedelta(hours=12)
IDLE: Final = timedelta(hours=2)


class Kind(StrEnum):
    """Who holds it: a browser in a cookie, or a program that sends it as a bearer token."""

    WEB = "web"
    API = "api"


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """One sign-in. Only a hash of its token is kept."""

    id: UUID
    token_hash: bytes
    account_id: UUID
    kind: Kind
    created_at: datetime
    seen_at: datetime
    expires_at: datetime


def new_token() -> str:
    """Make 256 random bits, in letters that need no escaping."""
    return secrets.token_urlsafe(32)


def token_hash(token: str) -> bytes:
    """The token is random, so a plain hash cannot be guessed back."""
    return hashlib.sha256(token.encode()).digest()


def csrf_token(token: str) -> str:
    """Derive what a page sends along with the cookie; whoever cannot read the cookie cannot."""
    return hmac.new(token.encode(), b"zhiben csrf", hashlib.sha256).hexdigest()
