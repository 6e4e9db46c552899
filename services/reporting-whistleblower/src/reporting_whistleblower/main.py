"""`uvicorn reporting_whistleblower.main:create --factory` serves the API."""

from chassis import dead_letter_routes as dead_letters
from chassis.app import create_app
from chassis.attachments import ATTACHMENT_MESSAGES, Workshop
from chassis.settings import Settings
from fastapi import FastAPI

from reporting_whistleblower.handlers import handlers
from reporting_whistleblower.messages import MESSAGES
from reporting_whistleblower.permissions import PERMISSIONS
from reporting_whistleblower.routes import (
    figures,
    funds,
    handling,
    identities,
    intake,
    keys,
    receipts,
    reports,
    rewards,
)
from reporting_whistleblower.store.deployment import receipt_key

MODULES = (intake, receipts, keys, reports, handling, identities, rewards, funds, figures)


def create(settings: Settings | None = None) -> FastAPI:
    """Serve reports, receipts, keys, identities, rewards and the fund."""
    settings = settings or Settings()
    app = create_app(
        settings,
        [*(module.router for module in MODULES), dead_letters.dead_letter_router(handlers)],
        title="举报奖励 Reports and rewards",
        permissions=PERMISSIONS.joined_with(dead_letters.PERMISSIONS),
        messages={**dead_letters.MESSAGES, **ATTACHMENT_MESSAGES, **MESSAGES},
    )
    app.state.receipt_key = receipt_key(settings.secrets_dir)
    app.state.workshop = Workshop()
    return app
