"""The gateway's own routes."""

from gateway.routes.account import router as accounts
from gateway.routes.me import router as me

ROUTERS = (me, accounts)

__all__ = ["ROUTERS"]
