"""HTTP in, HTTP out. A route says what may be asked, calls one use case, and returns it."""

from chassis.http import ApiRouter

from hazard_registry.routes import hazards

ROUTERS: list[ApiRouter] = [hazards.router]
