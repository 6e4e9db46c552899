"""Build a service's FastAPI application."""

import importlib
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any

from fastapi import APIRouter, FastAPI
from fastapi.routing import APIRoute
from fastapi.telemetry import TelemetryConfig
from joserfc.jwk import OKPKey
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, async_sessionmaker

from chassis import faults, health
from chassis.clock import SystemClock
from chassis.db import make_engine
from chassis.identity import TokenVerifier
from chassis.messages import Messages
from chassis.outbox import name_store
from chassis.permissions import Permissions
from chassis.problems import MEDIA_TYPE, explain
from chassis.schema import refuse_old_schema
from chassis.settings import Settings
from chassis.telemetry import Observed, configure_logs, configure_traces

# FastAPI's own spans and records hold paths, queries and the texts of errors.
SILENT = TelemetryConfig(tracing=False, metrics=False, logs=False, auto_configure=False)


class PermissionMissing(Exception):
    """A route stands in no row of the permissions table, so nobody has decided who may use it."""


def create_app(
    settings: Settings,
    routers: Sequence[APIRouter],
    *,
    title: str,
    permissions: Permissions,
    messages: Messages,
) -> FastAPI:
    """Give routers a database, identity, rights, problem documents, health and telemetry.

    `settings.service_name` names the package. Raise `PermissionMissing` if a route has no row.
    """
    configure_logs(settings)
    configure_traces(settings)
    engine = make_engine(
        settings.sqlalchemy_url,
        pool_size=settings.pool_size,
        statement_timeout_seconds=settings.statement_timeout_seconds,
    )
    app = FastAPI(
        title=title,
        version="1",
        lifespan=_lifespan(engine, settings),
        docs_url=None,
        redoc_url=None,
        separate_input_output_schemas=False,
        telemetry=SILENT,
    )
    app.state.settings = settings
    app.state.sessions = async_sessionmaker(engine, expire_on_commit=False)
    app.state.permissions = permissions
    app.state.clock = SystemClock(settings)
    app.state.verifier = TokenVerifier(_public_key(settings))
    explain(app, messages)
    for router in routers:
        _insist_on_rights(router, permissions)
        app.include_router(router, responses=USUAL_PROBLEMS)
    app.include_router(health.router)
    app.add_middleware(Observed, traced=settings.otlp_endpoint is not None)
    return app


def _lifespan(
    engine: AsyncEngine, settings: Settings
) -> Callable[[FastAPI], AbstractAsyncContextManager[None]]:
    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        faults.arm(settings)
        await refuse_old_schema(engine, importlib.import_module(settings.service_name))
        async with AsyncSession(engine) as tx, tx.begin():
            await name_store(tx, city=settings.city, service=settings.service_name)
        yield
        await engine.dispose()

    return lifespan


USUAL_PROBLEMS: dict[int | str, dict[str, Any]] = {
    status: {"description": description, "content": {MEDIA_TYPE: {"schema": {"type": "object"}}}}
    for status, description in {
        401: "`not_signed_in` `token_expired` `token_invalid`",
        403: "`forbidden`",
        422: "`malformed`: each faulty field is named in `errors`",
        503: "`store_unavailable`: nothing was saved; try again with the same Idempotency-Key",
    }.items()
}


def _insist_on_rights(router: APIRouter, permissions: Permissions) -> None:
    missing = [
        route.name
        for route in router.routes
        if isinstance(route, APIRoute) and route.name not in permissions
    ]
    if missing:
        raise PermissionMissing(", ".join(sorted(missing)))


def _public_key(settings: Settings) -> OKPKey:
    """Raise `FileNotFoundError` without the gateway's key: a service that trusts nobody starts not."""
    path = settings.token_public_key_file or settings.secrets_dir / "token.public.pem"
    return OKPKey.import_key(path.read_bytes())
