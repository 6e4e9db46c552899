"""The same request sent twice has one effect and one answer.

The key is claimed in the transaction of the effect, so a crash leaves neither, and a second
sender waits on the unique index until the first has committed. Only hashes of keys are stored, and
answers are encrypted under the key itself: who has the database but not the key reads nothing.
"""

import hashlib
import hmac
import json
import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import ClassVar

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from sqlalchemy import Column, DateTime, LargeBinary, MetaData, Table, delete, func
from sqlalchemy.exc import DBAPIError

from chassis.db import NAMING, Fixed, Session

KEPT_FOR = timedelta(days=7)
PATIENCE = "5s"  # how long a second sender waits for the first
SOUND = re.compile("[!-~]{16,128}")
NONCE = bytes(12)  # each derived key encrypts exactly one answer

metadata = MetaData(naming_convention=NAMING)
keys = Table(
    "idempotency_key",
    metadata,
    Column("key_hash", LargeBinary, primary_key=True),
    Column("request_hash", LargeBinary, nullable=False),
    Column("answer", LargeBinary),
    Column(
        "created_at", DateTime(timezone=True), nullable=False, server_default=func.now(), index=True
    ),
)

# One round trip: the patience is set before the row is tried, for it is what the row is made of.
_CLAIM = Fixed(f"""
WITH patience AS MATERIALIZED (SELECT set_config('lock_timeout', '{PATIENCE}', true))
INSERT INTO idempotency_key (key_hash, request_hash) SELECT $1, $2 FROM patience
ON CONFLICT DO NOTHING RETURNING 1
""")  # noqa: S608 - a constant
_FIND = Fixed("SELECT request_hash, answer FROM idempotency_key WHERE key_hash = $1")
_REMEMBER = Fixed("UPDATE idempotency_key SET answer = $2 WHERE key_hash = $1")


class KeyRequired(Exception):
    """The request would change something and carries no usable Idempotency-Key."""

    code = "key_required"


class KeyReused(Exception):
    """The key came with another request before."""

    code = "key_reused"


class RequestInProgress(Exception):
    """The first request with this key has not ended yet."""

    code = "request_in_progress"
    headers: ClassVar = {"Retry-After": "1"}


class ShownBefore(Exception):
    """The answer may be seen once, and was."""

    code = "shown_before"


@dataclass(frozen=True, slots=True)
class Answer:
    """What the first request was answered with."""

    status: int
    headers: dict[str, str]
    body: bytes


class Once:
    """One claim to one key, by one caller or by whoever knows the key."""

    def __init__(self, key: str | None, *, caller: str, request_hash: bytes) -> None:
        if key is None or not SOUND.fullmatch(key):
            raise KeyRequired
        self._hash = hashlib.sha256(f"{caller}\0{key}".encode()).digest()
        # Keyed, so that a copy of the database does not let anybody guess what was sent.
        self._request = hmac.digest(key.encode(), request_hash, "sha256")
        derive = HKDF(algorithm=SHA256(), length=32, salt=caller.encode(), info=b"zhiben answer")
        self._cipher = AESGCM(derive.derive(key.encode()))

    async def claim(self, tx: Session) -> Answer | None:
        """Take the key, or return the answer it was given before.

        Raise `KeyReused` if it came with another request, `RequestInProgress` if that one still
        runs, `ShownBefore` if its answer was not to be kept.
        """
        if await self._took_it(tx):
            return None
        (row,) = await _FIND.write(tx, self._hash)
        if row["request_hash"] != self._request:
            raise KeyReused
        if row["answer"] is None:
            raise ShownBefore
        return self._opened(row["answer"])

    async def remember(self, tx: Session, answer: Answer) -> None:
        """Keep the answer for whoever sends the key again."""
        plain = json.dumps([answer.status, answer.headers]).encode() + b"\n" + answer.body
        sealed = self._cipher.encrypt(NONCE, plain, self._hash)
        await _REMEMBER.write(tx, self._hash, sealed)

    async def _took_it(self, tx: Session) -> bool:
        try:
            return bool(await _CLAIM.write(tx, self._hash, self._request))
        except DBAPIError as error:
            if getattr(error.orig, "sqlstate", None) == "55P03":
                raise RequestInProgress from error
            raise

    def _opened(self, sealed: bytes) -> Answer:
        try:
            plain = self._cipher.decrypt(NONCE, sealed, self._hash)
        except InvalidTag as error:
            raise KeyReused from error
        head, body = plain.split(b"\n", 1)
        status, headers = json.loads(head)
        return Answer(status, headers, body)


async def forget_old(tx: Session, *, at: datetime) -> None:
    """Drop keys older than a week; by then no phone retries any more."""
    await tx.execute(delete(keys).where(keys.c.created_at < at - KEPT_FOR))
