"""The gateway's own routes."""

from gateway.routes.about import router as about
from gateway.routes.account import router as accounts
from gateway.routes.me import router as me
from gateway.routes.monthly import router as monthly
from gateway.routes.plan import router as plan

ROUTERS = (about, me, accounts, plan, monthly)

__all__ = ["ROUTERS"]
