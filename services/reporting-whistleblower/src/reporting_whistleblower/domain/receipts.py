"""The receipt code: sixteen digits that only the sender knows."""

import re
import secrets
from dataclasses import dataclass
from typing import Final

DIGITS: Final = 16
VERIFIER_BYTES: Final = 32
DERIVED_BYTES: Final = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretching:
    """How a code becomes keys: Argon2id with these, one salt a deployment. Fits a cheap phone."""

    salt: bytes
    memory_kib: int = 32 * 1024
    passes: int = 3
    parallelism: int = 1
    length: int = DERIVED_BYTES


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptSecrets:
    """The two halves of what a code yields."""

    verifier: bytes
    thread_key: bytes

    @classmethod
    def split(cls, derived: bytes) -> "ReceiptSecrets":
        return cls(verifier=derived[:VERIFIER_BYTES], thread_key=derived[VERIFIER_BYTES:])


def make_code() -> str:
    """Draw sixteen digits."""
    return f"{secrets.randbelow(10**DIGITS):0{DIGITS}d}"


def normalise(code: str) -> str | None:
    """Read a code as people write it, with spaces or dashes; None if it is no code."""
    digits = re.sub(r"[\s\-–—]", "", code)
    return digits if re.fullmatch(r"[0-9]{16}", digits) else None


def grouped(code: str) -> str:
    """Write a code for people: four groups of four."""
    return " ".join(code[place : place + 4] for place in range(0, DIGITS, 4))
