"""HTTP in, HTTP out: each route calls one use case, or reads one store, and answers."""

from training_records.routes import (
    attachments,
    certificate_life,
    certificates,
    eligibility,
    employments,
    figures,
    importing,
    people,
)

# `figures` before `certificates`: /v1/certificates/coverage is no certificate's id.
ROUTERS = (
    people.router,
    employments.router,
    figures.router,
    certificates.router,
    certificate_life.router,
    importing.router,
    attachments.router,
    eligibility.router,
)

__all__ = ["ROUTERS"]
