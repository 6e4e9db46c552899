"""`uvicorn training_records.main:create --factory` serves the API."""

from attachments import ATTACHMENT_MESSAGES, Files, Workshop
from chassis import dead_letter_routes as dead_letters
from chassis.app import create_app
from chassis.audit.routes import AUDIT_MESSAGES, AUDIT_PERMISSIONS, audit_router
from chassis.event_report import REPORT_PERMISSIONS, event_report_router
from chassis.settings import Settings
from fastapi import FastAPI
from law.rules.routes import RULE_MESSAGES, RULE_PERMISSIONS, rules_router

from training_records.handlers import handlers
from training_records.messages import MESSAGES
from training_records.permissions import PERMISSIONS
from training_records.routes import ROUTERS
from training_records.store.vault import Vault


def create(settings: Settings | None = None) -> FastAPI:
    """Serve people, certificates, eligibility and figures; without settings, by the environment."""
    settings = settings or Settings(service_name="training_records")
    rights = (dead_letters.PERMISSIONS, REPORT_PERMISSIONS, RULE_PERMISSIONS, AUDIT_PERMISSIONS)
    permissions = PERMISSIONS
    for more in rights:
        permissions = permissions.joined_with(more)
    app = create_app(
        settings,
        [
            *ROUTERS,
            dead_letters.dead_letter_router(handlers),
            event_report_router(handlers),
            rules_router(),
            audit_router(),
        ],
        title="培训档案 Training records",
        permissions=permissions,
        messages={
            **dead_letters.MESSAGES,
            **ATTACHMENT_MESSAGES,
            **AUDIT_MESSAGES,
            **RULE_MESSAGES,
            **MESSAGES,
        },
    )
    app.state.files = Files(settings.data_dir / "training-records")
    app.state.workshop = Workshop()
    app.state.vault = Vault.open(settings.secrets_dir)
    return app
