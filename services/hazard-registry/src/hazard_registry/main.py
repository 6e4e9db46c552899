"""`uvicorn hazard_registry.main:create --factory` serves the API."""

from attachments import ATTACHMENT_MESSAGES, Files, Workshop
from chassis import dead_letter_routes as dead_letters
from chassis.app import create_app
from chassis.audit.routes import AUDIT_MESSAGES, AUDIT_PERMISSIONS, audit_router
from chassis.event_report import REPORT_PERMISSIONS, event_report_router
from chassis.settings import Settings
from fastapi import FastAPI
from law.calendar_routes import CALENDAR_PERMISSIONS, calendar_router
from law.rules.routes import RULE_MESSAGES, RULE_PERMISSIONS, rules_router

from hazard_registry.handlers import handlers
from hazard_registry.messages import MESSAGES
from hazard_registry.permissions import PERMISSIONS
from hazard_registry.routes import ROUTERS
from hazard_registry.store.signal_keys import SignalKeys
from hazard_registry.use_cases.jobs.running import JOB_FILES


def create(settings: Settings | None = None) -> FastAPI:
    """Serve areas, units, criteria, hazards, figures; without settings, as the environment says."""
    settings = settings or Settings()
    permissions = PERMISSIONS
    for table in (
        AUDIT_PERMISSIONS,
        CALENDAR_PERMISSIONS,
        RULE_PERMISSIONS,
        dead_letters.PERMISSIONS,
        REPORT_PERMISSIONS,
    ):
        permissions = permissions.joined_with(table)
    app = create_app(
        settings,
        [
            *ROUTERS,
            audit_router(),
            calendar_router(),
            rules_router(),
            dead_letters.dead_letter_router(handlers),
            event_report_router(handlers),
        ],
        title="隐患库 Hazard registry",
        permissions=permissions,
        messages={
            **dead_letters.MESSAGES,
            **ATTACHMENT_MESSAGES,
            **AUDIT_MESSAGES,
            **RULE_MESSAGES,
            **MESSAGES,
        },
    )
    app.state.files = Files(settings.data_dir / "hazard-registry")
    app.state.job_files = Files(settings.data_dir / JOB_FILES)
    app.state.workshop = Workshop()
    app.state.signal_keys = SignalKeys(settings.secrets_dir)
    return app
