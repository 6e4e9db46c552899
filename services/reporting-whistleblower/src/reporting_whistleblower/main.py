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
from pydantic_settings import BaseSettings, SettingsConfigDict

from reporting_whistleblower.domain.work import (
    ARRIVALS_WINDOW,
    FREE_ARRIVALS,
    FREE_FAILURES,
    Pressure,
)
from reporting_whistleblower.handlers import handlers
from reporting_whistleblower.messages import MESSAGES
from reporting_whistleblower.permissions import PERMISSIONS
from reporting_whistleblower.routes import (
    callbacks,
    claims,
    concluding,
    entering,
    escrow,
    excluding,
    exports,
    false_reports,
    figures,
    form,
    funds,
    handling,
    identities,
    intake,
    internal_reports,
    keys,
    pausing,
    posters,
    receipts,
    referring,
    reporters_safety,
    reports,
    retaliation,
    retention,
    rewards,
    schemes,
    sending,
)
from reporting_whistleblower.routes.asking import counting_wrong_receipts
from reporting_whistleblower.store.deployment import filing_seed, receipt_key
from reporting_whistleblower.use_cases.proofs import signing_key

MODULES = (
    form,
    intake,
    sending,
    entering,
    posters,
    receipts,
    keys,
    escrow,
    reports,
    handling,
    concluding,
    pausing,
    referring,
    excluding,
    retention,
    identities,
    rewards,
    claims,
    exports,
    funds,
    reporters_safety,
    retaliation,
    callbacks,
    false_reports,
    internal_reports,
    schemes,
    figures,
)
TABLES = (
    AUDIT_PERMISSIONS,
    CALENDAR_PERMISSIONS,
    RULE_PERMISSIONS,
    REPORT_PERMISSIONS,
    dead_letters.PERMISSIONS,
)


class Limits(BaseSettings):
    """How much may come before senders have to work: the same factor as the gateway's."""

    model_config = SettingsConfigDict(env_prefix="ZHIBEN_", frozen=True)
    limits_factor: float = 1


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
    factor = Limits().limits_factor
    app.state.filing_key = signing_key(filing_seed(settings.secrets_dir))
    app.state.wrong_receipts = Pressure(free=FREE_FAILURES)
    app.state.arrivals = Pressure(free=round(FREE_ARRIVALS * factor), window=ARRIVALS_WINDOW)
    app.state.explain = counting_wrong_receipts(app.state.explain)
    app.state.workshop = Workshop()
    return app
