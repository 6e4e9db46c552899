"""`uvicorn hazard_registry.main:create --factory` serves the API."""

from chassis.app import create_app
from chassis.settings import Settings
from fastapi import FastAPI

from hazard_registry.messages import MESSAGES
from hazard_registry.permissions import PERMISSIONS
from hazard_registry.routes import ROUTERS


def create(settings: Settings | None = None) -> FastAPI:
    """Build the application; without settings, from the environment."""
    return create_app(
        settings or Settings(service_name="hazard_registry"),
        ROUTERS,
        title="hazard-registry",
        permissions=PERMISSIONS,
        messages=MESSAGES,
    )
