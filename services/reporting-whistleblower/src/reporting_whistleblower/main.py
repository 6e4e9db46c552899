"""`uvicorn reporting_whistleblower.main:create --factory` serves the API."""

from attachments import ATTACHMENT_MESSAGES, Workshop
from chassis import dead_letter_routes as dead_letters
from chassis.app import create_app
from chassis.audit.routes import AUDIT_MESSAGES, AUDIT_PERMISSIONS, audit_router
from chassis.event_report import REPORT_PERMISSIONS, event_report_router
from chassis.settings import Settings
from fastapi import FastAPI
from law.calendar_routes import CALENDAR_PERMISSIONS, calendar_router
from law.rules.routes import RULE_MESSAGES, RULE_PERMISSIONS, rules_router

from reporting_whistleblower.handlers import handlers
from reporting_whistleblower.messages import MESSAGES
from reporting_whistleblower.permissions import PERMISSIONS
from reporting_whistleblower.routes import (
    callbacks,
    claims,
    concluding,
    exports,
    false_reports,
    figures,
    funds,
    handling,
    identities,
    intake,
    keys,
    receipts,
    reporters_safety,
    reports,
    retaliation,
    rewards,
)
from reporting_whistleblower.store.deployment import receipt_key

MODULES = (
    intake,
    receipts,
    keys,
    reports,
    handling,
    concluding,
    identities,
    rewards,
    claims,
    exports,
    funds,
    reporters_safety,
    retaliation,
    callbacks,
    false_reports,
    figures,
)
TABLES = (
    AUDIT_PERMISSIONS,
    CALENDAR_PERMISSIONS,
    RULE_PERMISSIONS,
    REPORT_PERMISSIONS,
    dead_letters.PERMISSIONS,
)


def create(settings: Settings | None = None) -> FastAPI:
    """Serve reports, receipts, keys, identities, rewards and the fund."""
    settings = settings or Settings()
    permissions = PERMISSIONS
    for table in TABLES:
        permissions = permissions.joined_with(table)
    app = create_app(
        settings,
        [
            *(module.router for module in MODULES),
            audit_router(),
            calendar_router(),
            rules_router(),
            dead_letters.dead_letter_router(handlers),
            event_report_router(handlers),
        ],
        title="举报奖励 Reports and rewards",
        permissions=permissions,
        messages={
            **dead_letters.MESSAGES,
            **ATTACHMENT_MESSAGES,
            **AUDIT_MESSAGES,
            **RULE_MESSAGES,
            **MESSAGES,
        },
    )
    app.state.receipt_key = receipt_key(settings.secrets_dir)
    app.state.workshop = Workshop()
    return app
