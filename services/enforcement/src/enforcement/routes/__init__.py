"""HTTP in, HTTP out."""

from enforcement.routes import (
    attachments,
    bans,
    bodies,
    cases,
    clues,
    competence,
    decision,
    figures,
    investigation,
    performance,
    plans,
)

# Fixed paths before those that begin with a case's id.
ROUTERS = [
    bodies.router,
    competence.router,
    clues.router,
    cases.router,
    investigation.router,
    decision.router,
    performance.router,
    bans.router,
    plans.router,
    attachments.router,
    figures.router,
]
