"""Exchange a session for a short-lived token that the services believe; keep it for a minute."""

import asyncio
from collections import OrderedDict
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

from chassis import identity
from chassis.clock import date_in_china
from chassis.identity import Principal, issue_token
from joserfc.jwk import OKPKey
from starlette.datastructures import State

from gateway.domain import session as sessions
from gateway.domain.account import Account
from gateway.use_cases.sign_in import resume

TRUSTED_FOR: Final = timedelta(seconds=60)
TRUSTED_WHILE_DEAF: Final = timedelta(seconds=5)
MOST: Final = 20_000


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody who is signed in."""

    account_id: UUID
    account: str
    authorization: bytes
    until: datetime


class Callers:
    """Who holds which session. Revocations made by any gateway process are heard and obeyed."""

    def __init__(self, state: State, *, key: OKPKey, cookie: str) -> None:
        self.cookie = cookie
        self._state = state
        self._key = key
        self._known: OrderedDict[bytes, Known] = OrderedDict()
        self._asking: dict[bytes, asyncio.Task[Known | None]] = {}
        self._changes = 0
        self._hears = False

    def csrf_token(self, token: str) -> str:
        return sessions.csrf_token(token)

    def remembered(self, token: str) -> Known | None:
        """Return whom we know without asking the database."""
        known = self._known.get(sessions.token_hash(token))
        return known if known is not None and self._now() < known.until else None

    async def known(self, token: str) -> Known | None:
        """Return who holds this session, or None if it is over or never was."""
        known = self.remembered(token)
        if known is not None:
            return known
        digest = sessions.token_hash(token)
        asking = self._asking.get(digest)
        if asking is None:
            asking = self._asking[digest] = asyncio.ensure_future(self._ask(token, digest))
            asking.add_done_callback(lambda _: self._asking.pop(digest, None))
        return await asyncio.shield(asking)

    def forget(self, account_id: UUID) -> None:
        """Ask anew for this account's sessions."""
        self._changes += 1
        gone = [digest for digest, known in self._known.items() if known.account_id == account_id]
        for digest in gone:
            del self._known[digest]

    def hear(self, *, hears: bool) -> None:
        """While we are deaf to changes, nothing is trusted for long."""
        self._changes += 1
        self._hears = hears
        self._known.clear()

    async def _ask(self, token: str, digest: bytes) -> Known | None:
        changes, at = self._changes, self._now()
        async with self._state.sessions.begin() as tx:
            found = await resume(tx, token=token, at=at)
        if found is None:
            return None
        session, account = found
        life = min(identity.LONGEST_LIFE, session.expires_at - at)
        token_inside = issue_token(
            self._key, principal_of(account, on=date_in_china(at)), at=at, life=life
        )
        trusted_for = TRUSTED_FOR if self._hears else TRUSTED_WHILE_DEAF
        known = Known(
            account.id,
            str(account.id),
            f"Bearer {token_inside}".encode("ascii"),
            at + min(trusted_for, life),
        )
        if changes == self._changes:
            # Whoever was changed while we asked is asked for again at the next request.
            self._known[digest] = known
            if len(self._known) > MOST:
                self._known.popitem(last=False)
        return known

    def _now(self) -> datetime:
        now: datetime = self._state.clock.now()
        return now


def principal_of(account: Account, *, on: date) -> Principal:
    """Tell the services who it is, and what he holds that day.

    Who must change his password may do that and nothing else.
    """
    held = [grant for grant in account.grants if grant.holds(on)]
    if account.must_change_password:
        held = []
    return Principal(
        account.id,
        account.name,
        tuple(identity.Grant(g.role.value, g.area, g.department, g.unit) for g in held),
    )
