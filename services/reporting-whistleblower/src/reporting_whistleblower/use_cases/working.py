"""Challenges of work: signed, short-lived, good once, and the same from every process."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from chassis.db import Session

from reporting_whistleblower.domain.work import CHALLENGE_LIFE, WorkRequired, is_done
from reporting_whistleblower.store import work
from reporting_whistleblower.use_cases import sealing

PURPOSE: Final = b"zhiben-work"
PARTS: Final = 5  # expiry, bits, nonce, signature, counter


@dataclass(frozen=True, slots=True)
class Challenge:
    text: str
    bits: int


def challenge(key: bytes, *, bits: int, at: datetime) -> Challenge:
    """Set a task. Its signature says that it is ours, how hard it is and when it ends."""
    expires = int((at + CHALLENGE_LIFE).timestamp())
    said = f"{expires}.{bits}.{sealing.to_text(sealing.new_key()[:12])}"
    return Challenge(f"{said}.{_signature(key, said)}", bits)


async def spend(tx: Session, *, key: bytes, done: str | None, bits: int, at: datetime) -> None:
    """Take work that was done, once. Raise `WorkRequired` unless it is ours, whole and enough."""
    if not bits:
        return
    parts = (done or "").split(".")
    if len(parts) != PARTS or not all(part.isascii() for part in parts):
        raise WorkRequired(bits=bits)
    expires, offered, nonce, signature, counter = parts
    said = f"{expires}.{offered}.{nonce}"
    if not sealing.same(signature.encode(), _signature(key, said).encode()):
        raise WorkRequired(bits=bits)
    late = datetime.fromtimestamp(int(expires), UTC) <= at
    if late or int(offered) < bits or not is_done(f"{said}.{signature}", counter, bits=bits):
        raise WorkRequired(bits=bits)
    if not await work.spend(tx, nonce, expires_at=datetime.fromtimestamp(int(expires), UTC)):
        raise WorkRequired(bits=bits)


def _signature(key: bytes, said: str) -> str:
    return sealing.to_text(sealing.keyed_hash(key, PURPOSE + said.encode())[:16])
