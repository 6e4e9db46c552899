"""The way out for messages: an SMS provider over HTTP, or an outbox that only the office reads."""

from functools import lru_cache
from typing import Protocol

import httpx
from pydantic import SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

from hazard_registry.domain.outgoing import Outgoing

SECONDS = 3.0


class NotSent(Exception):
    """The provider did not take it; `code` says why, without the provider's words."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)


class Outward(Protocol):
    """What takes messages out of the house."""

    @property
    def delivers(self) -> bool:
        """Whether what was taken is delivered at once."""
        ...

    async def send(self, message: Outgoing) -> str:
        """Hand one message over and return the proof. Raise `NotSent`."""
        ...


class LocalOutbox:
    """Keeps messages in the house: for demonstrations, and for offices without a provider."""

    delivers = True

    async def send(self, message: Outgoing) -> str:
        return f"local:{message.id}"


class Sms:
    """An SMS provider that takes `{id, to, text}` as JSON and answers with `{receipt}`.

    A message keeps its id when it is sent again, so that the provider can drop what came twice.
    """

    delivers = False

    def __init__(
        self, url: str, token: str, transport: httpx.AsyncBaseTransport | None = None
    ) -> None:
        self._url, self._transport = url, transport
        self._headers = {"Authorization": f"Bearer {token}"} if token else {}

    async def send(self, message: Outgoing) -> str:
        body = {"id": str(message.id), "to": message.phone, "text": message.text}
        try:
            async with httpx.AsyncClient(timeout=SECONDS, transport=self._transport) as client:
                answer = await client.post(self._url, json=body, headers=self._headers)
        except httpx.HTTPError as error:
            raise NotSent("unreachable") from error
        if not answer.is_success:
            raise NotSent(f"http_{answer.status_code}")
        try:
            return str(answer.json()["receipt"])[:200]
        except (ValueError, KeyError, TypeError) as error:
            raise NotSent("no_receipt") from error


class OutwardSettings(BaseSettings):
    """Without an address messages stay in the local outbox."""

    model_config = SettingsConfigDict(env_prefix="ZHIBEN_SMS_", frozen=True)

    url: str | None = None
    token: SecretStr = SecretStr("")


@lru_cache(1)
def chosen() -> Outward:
    """The way out that the environment asks for, looked at once."""
    settings = OutwardSettings()
    if settings.url is None:
        return LocalOutbox()
    return Sms(settings.url, settings.token.get_secret_value())
