"""All services at a glance: are they well, what can they do."""

import asyncio
from pathlib import Path
from typing import Final

import fastapi_offline
from fastapi import APIRouter, FastAPI, Request, Response
from fastapi.openapi.docs import get_swagger_ui_html
from fastapi.staticfiles import StaticFiles
from pydantic import BaseModel

from gateway.routing import Service
from gateway.store.health import answers
from gateway.upstreams import Upstream, UpstreamFailure

PATIENCE: Final = 3.0  # seconds for a service to say that it is well
ASSETS: Final = "/docs/assets"

router = APIRouter(tags=["overview"])


class HealthOut(BaseModel):
    """`ok`, or `degraded` if some services are `unavailable`."""

    status: str
    services: dict[Service, str]


@router.get("/v1/health", response_model=HealthOut, operation_id="readHealth")
async def read_health(request: Request, response: Response) -> HealthOut:
    """Tell which services can do their work. Anybody may ask; nothing else is told."""
    upstreams: dict[Service, Upstream] = request.app.state.upstreams
    found = await asyncio.gather(_own(request.app), *(_well(u) for u in upstreams.values()))
    services = dict(zip((Service.GATEWAY, *upstreams), found, strict=True))
    well = all(services.values())
    response.status_code = 200 if services[Service.GATEWAY] else 503
    response.headers["Cache-Control"] = "no-store"
    return HealthOut(
        status="ok" if well else "degraded",
        services={name: "ok" if is_well else "unavailable" for name, is_well in services.items()},
    )


@router.get("/openapi.json", include_in_schema=False)
async def read_openapi(request: Request) -> Response:
    """Describe every operation of every service."""
    state = request.app.state
    document = await state.documents.joined(state.upstreams)
    return Response(document, media_type="application/json")


@router.get("/docs", include_in_schema=False)
async def show_docs() -> Response:
    """Show the document as a page that needs nothing from outside."""
    page = get_swagger_ui_html(
        openapi_url="/openapi.json",
        title="治本 Zhiben API",
        swagger_js_url=f"{ASSETS}/swagger-ui-bundle.js",
        swagger_css_url=f"{ASSETS}/swagger-ui.css",
        swagger_favicon_url=f"{ASSETS}/favicon.png",
        swagger_ui_parameters={"docExpansion": "none", "filter": True},
    )
    page.headers["Content-Security-Policy"] = "default-src 'self' 'unsafe-inline' data:"
    return page


def mount_assets(app: FastAPI) -> None:
    """Serve the page's script and style from the package that ships them."""
    folder = Path(fastapi_offline.__file__).parent / "static"
    app.mount(ASSETS, StaticFiles(directory=folder), name="docs-assets")


async def _own(app: FastAPI) -> bool:
    try:
        async with asyncio.timeout(PATIENCE), app.state.sessions() as tx:
            return await answers(tx)
    except TimeoutError:
        return False


async def _well(upstream: Upstream) -> bool:
    try:
        async with asyncio.timeout(PATIENCE), upstream.ask("GET", "/readyz", []) as answer:
            return answer.status < 400  # noqa: PLR2004
    except (UpstreamFailure, TimeoutError):
        return False
