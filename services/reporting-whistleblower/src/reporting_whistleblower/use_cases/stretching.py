"""Argon2id, off the event loop and never more than a few at once: each takes 32 MiB."""

import asyncio
import secrets
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError
from argon2.low_level import Type, hash_secret_raw

from reporting_whistleblower.domain.receipts import Stretching

AT_ONCE: Final = 2
_pool = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="argon2")
_passwords = PasswordHasher(time_cost=3, memory_cost=32 * 1024, parallelism=1)


def stretched_here(secret: str, how: Stretching) -> bytes:
    """Stretch in the calling thread; for clients and command lines."""
    return hash_secret_raw(
        secret.encode(),
        how.salt,
        time_cost=how.passes,
        memory_cost=how.memory_kib,
        parallelism=how.parallelism,
        hash_len=how.length,
        type=Type.ID,
    )


async def stretched(secret: str, how: Stretching) -> bytes:
    """Stretch while the event loop goes on; wait for a free thread if there is none."""
    loop = asyncio.get_running_loop()
    return await loop.run_in_executor(_pool, stretched_here, secret, how)


async def password_hash(password: str) -> str:
    """Hash an agreed password with a salt of its own."""
    return await asyncio.get_running_loop().run_in_executor(_pool, _passwords.hash, password)


async def password_fits(hashed: str | None, password: str) -> bool:
    """Compare; without a hash compare with nobody's, so that the answer takes as long."""
    loop = asyncio.get_running_loop()
    return await loop.run_in_executor(_pool, _fits, hashed, password)


def _fits(hashed: str | None, password: str) -> bool:
    try:
        return _passwords.verify(hashed or _nobodys(), password) and hashed is not None
    except VerificationError:
        return False


@cache
def _nobodys() -> str:
    return _passwords.hash(secrets.token_hex())
