"""Settings every process reads from its environment, once, and passes down."""

from pathlib import Path

from pydantic import AliasChoices, Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """Read in `main.create()` or `worker`; nothing else looks at the environment.

    Variables carry the prefix `ZHIBEN_`; each may also be a file of that name in `/run/secrets`.
    """

    model_config = SettingsConfigDict(
        env_prefix="ZHIBEN_",
        frozen=True,
        secrets_dir="/run/secrets" if Path("/run/secrets").is_dir() else None,
    )

    service_name: str
    database_url: SecretStr = Field(description="postgresql://role:password@host:port/database")
    nats_url: str = Field(default="nats://127.0.0.1:4222", description="Several with commas.")
    nats_replicas: int = Field(default=1, description="Servers that keep each stream: 3 of 3.")
    http_host: str = "127.0.0.1"
    http_port: int = 8000
    data_dir: Path = Path(".data/files")
    secrets_dir: Path = Path(".data/secrets")
    token_public_key_file: Path | None = None
    log_level: str = "INFO"
    otlp_endpoint: str | None = Field(default=None, description="Traces are off without it.")
    city: str = Field(default="nanan", description="Names this deployment in event sources.")
    pool_size: int = 10
    statement_timeout_seconds: int = 15
    demo: bool = False
    testing: bool = Field(default=False, description="Allows fault points and a moved clock.")
    clock_offset_seconds: int = Field(
        default=0,
        validation_alias=AliasChoices("clock_offset_seconds", "ZHIBEN_CLOCK_OFFSET_SECONDS"),
        description="Obeyed only where `testing` is on.",
    )

    @property
    def sqlalchemy_url(self) -> str:
        """The database's address as SQLAlchemy's asyncpg dialect wants it."""
        address = self.database_url.get_secret_value()
        return "postgresql+asyncpg://" + address.split("://", 1)[1]

    @property
    def asyncpg_url(self) -> str:
        """The database's address as asyncpg wants it."""
        return "postgresql://" + self.database_url.get_secret_value().split("://", 1)[1]
