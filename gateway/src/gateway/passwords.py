"""Argon2id, off the event loop, a few at a time: each takes 64 MiB and a core."""

import asyncio
import hmac
import secrets
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Final, TypeVar

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

T = TypeVar("T")

AT_ONCE: Final = 2
WAITING: Final = 40  # at some 50 ms each; whoever comes after these would wait for seconds


class SignInBusy(Exception):
    """More passwords wait to be checked than can be in good time."""

    code = "sign_in_busy"


class Passwords:
    """Hashes passwords and checks them."""

    def __init__(
        self, *, pepper: bytes | None = None, at_once: int = AT_ONCE, waiting: int = WAITING
    ) -> None:
        """All replicas need the same pepper; without one, logins are hidden by one of our own."""
        self._pepper = pepper or secrets.token_bytes(32)
        self._hasher = PasswordHasher()
        self._threads = ThreadPoolExecutor(at_once, thread_name_prefix="argon2")
        self._most = at_once + waiting
        self._under_way = 0
        self._nobodys: str | None = None

    async def hash(self, password: str) -> str:
        """Raise `SignInBusy` if too many wait already."""
        return await self._run(lambda: self._hasher.hash(password))

    async def fits(self, password: str, password_hash: str | None) -> bool:
        """Check a password. Without a hash it takes as long, and fails. Raise `SignInBusy`."""
        return await self._run(lambda: self._fits(password, password_hash))

    def hide(self, login: str) -> str:
        """Name a login as it was typed without keeping it: people type passwords as logins."""
        return hmac.digest(self._pepper, login.encode(), "sha256").hex()

    def close(self) -> None:
        self._threads.shutdown(wait=False)

    def _fits(self, password: str, password_hash: str | None) -> bool:
        if self._nobodys is None:
            self._nobodys = self._hasher.hash("nobody has this password")
        try:
            return self._hasher.verify(password_hash or self._nobodys, password) and bool(
                password_hash
            )
        except (VerificationError, InvalidHashError):
            return False

    async def _run(self, work: Callable[[], T]) -> T:
        if self._under_way >= self._most:
            raise SignInBusy
        self._under_way += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self._threads, work)
        finally:
            self._under_way -= 1
