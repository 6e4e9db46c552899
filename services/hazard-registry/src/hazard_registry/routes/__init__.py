"""HTTP in, HTTP out. A route says what may be asked, calls one use case, and returns it."""

from chassis.http import ApiRouter

from hazard_registry.routes import (
    areas,
    attachments,
    closing,
    corrections,
    counting,
    criteria,
    forms,
    hazards,
    jobs,
    ledger,
    matters,
    notices,
    orders,
    outgoing,
    people,
    rectification,
    statistics,
    supervision,
    units,
)

# The ledger's file stands beside the hazards' ids, and is looked for first.
ROUTERS: list[ApiRouter] = [
    areas.router,
    units.router,
    criteria.router,
    matters.router,
    attachments.router,
    ledger.router,
    jobs.router,
    counting.router,
    hazards.router,
    corrections.router,
    notices.every,
    notices.router,
    outgoing.router,
    people.router,
    rectification.router,
    closing.router,
    orders.router,
    supervision.router,
    statistics.router,
    forms.router,
]
