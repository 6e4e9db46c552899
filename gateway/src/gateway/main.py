"""Build the door, with the gateway's own routes and the services behind it."""

import asyncio
import hashlib
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from typing import Any, TypeAlias

from chassis.app import create_app
from chassis.audit.routes import AUDIT_MESSAGES, AUDIT_PERMISSIONS, audit_router
from chassis.settings import Settings
from fastapi import FastAPI
from joserfc.jwk import OKPKey

from gateway.callers import Callers
from gateway.limits import Limits
from gateway.messages import MESSAGES
from gateway.openapi import Documents
from gateway.pages import Bundle, Pages
from gateway.passwords import Passwords
from gateway.permissions import PERMISSIONS
from gateway.proxy import Door
from gateway.proxy.notes import journal
from gateway.routes import ROUTERS
from gateway.routes.overview import mount_assets
from gateway.routes.overview import router as overview
from gateway.settings import GatewaySettings
from gateway.store.revocations import listen_forever
from gateway.upstreams import Upstream

Lifespan: TypeAlias = Callable[[Any], AbstractAsyncContextManager[Any]]


def create(settings: Settings | None = None) -> Door:
    """Make the application; without settings they are read from the environment."""
    chosen = settings if settings is not None else GatewaySettings()
    if not isinstance(chosen, GatewaySettings):
        chosen = GatewaySettings(**chosen.model_dump())
    own = create_app(
        chosen,
        [*ROUTERS, audit_router()],
        title="网关 Gateway",
        permissions=PERMISSIONS.joined_with(AUDIT_PERMISSIONS),
        messages={**AUDIT_MESSAGES, **MESSAGES},
    )
    _show_all_services(own)
    key = chosen.signing_key()
    own.state.passwords = Passwords(pepper=_pepper(key))
    callers = Callers(own.state, key=key, cookie=chosen.cookie)
    door = Door(
        own,
        pages=Pages(Bundle.read(chosen.web_dir)),
        callers=callers,
        limits=Limits(factor=chosen.limits_factor),
    )
    own.router.lifespan_context = _lifespan(own.router.lifespan_context, door, callers, chosen)
    return door


def _pepper(key: OKPKey) -> bytes:
    """Derive a secret that all replicas share."""
    return hashlib.sha256(b"typed logins" + key.as_der(private=True)).digest()


def _show_all_services(own: FastAPI) -> None:
    """Replace the document of the gateway alone by the joined one."""
    own.router.routes[:] = [
        route for route in own.router.routes if getattr(route, "path", "") != "/openapi.json"
    ]
    own.include_router(overview)
    mount_assets(own)
    own.state.upstreams = {}
    own.state.documents = Documents(own.openapi)


def _lifespan(inner: Lifespan, door: Door, callers: Callers, settings: GatewaySettings) -> Lifespan:
    @asynccontextmanager
    async def lifespan(own: FastAPI) -> AsyncIterator[None]:
        async with inner(own):
            door.upstreams = {s: Upstream(url) for s, url in settings.upstreams.items()}
            own.state.upstreams = door.upstreams
            ear = asyncio.create_task(listen_forever(settings.asyncpg_url, callers))
            try:
                yield
            finally:
                ear.cancel()
                with suppress(asyncio.CancelledError):
                    await ear
                for upstream in door.upstreams.values():
                    await upstream.close()
                own.state.passwords.close()
                journal.write()

    return lifespan
