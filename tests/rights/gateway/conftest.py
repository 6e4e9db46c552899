"""The gateway's own routes, and the whole door before four services."""

import pytest
from chassis.settings import Settings
from chassis.testing import *  # noqa: F403 - its fixtures
from chassis.testing import SIGNING_KEY
from fastapi import FastAPI
from gateway.main import create
from starlette.types import Receive, Scope, Send

from tests.rights.standing import *  # noqa: F403 - its fixtures


@pytest.fixture(scope="session")
def package() -> str:
    return "gateway"


@pytest.fixture(scope="session")
def built_app(settings: Settings) -> FastAPI:
    """The gateway's own routes, which learn from the door whose session it is."""
    (settings.secrets_dir / "token.private.pem").write_bytes(SIGNING_KEY.as_pem(private=True))
    own = create(settings).own
    assert isinstance(own, FastAPI)
    own.add_middleware(Recognised)
    return own


class Recognised:
    """Names a session, as the door does before it lets anybody through."""

    def __init__(self, app: FastAPI) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self.app({**scope, "session": "some session"}, receive, send)
