"""Where the launcher keeps things, and what its caller may set."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from launcher.ports import port_number


@dataclass(frozen=True)
class Places:
    """The folders below `.data/`; everything the system remembers on this machine is in them."""

    root: Path

    @property
    def postgres(self) -> Path:
        return self.root / "postgres"

    @property
    def nats(self) -> Path:
        return self.root / "nats"

    @property
    def secrets(self) -> Path:
        return self.root / "secrets"

    @property
    def logs(self) -> Path:
        return self.root / "logs"

    @property
    def files(self) -> Path:
        return self.root / "files"

    @property
    def lock(self) -> Path:
        return self.root / "running.lock"

    @property
    def ports(self) -> Path:
        return self.root / "ports.json"

    @property
    def unfinished(self) -> Path:
        """There while a restore has not put everything back."""
        return self.root / "restore.unfinished"

    def make(self) -> None:
        """Make the folders; the umask of whoever starts us must not lock PostgreSQL out."""
        for folder, mode in (
            (self.root, 0o755),
            (self.secrets, 0o700),
            (self.logs, 0o700),
            (self.files, 0o700),
        ):
            folder.mkdir(parents=True, exist_ok=True)
            folder.chmod(mode)


@dataclass(frozen=True)
class Wishes:
    """What the environment asks for; anything not named here is passed on untouched."""

    http_host: str = "127.0.0.1"
    http_port: int = 8000
    database_url: str | None = None
    nats_url: str | None = None
    database_prefix: str = ""
    demo: bool = False
    testing: bool = False
    instances: int = 1

    @property
    def address(self) -> str:
        """Where the gateway can be called from this machine."""
        return f"http://{f'[{self.host}]' if ':' in self.host else self.host}:{self.http_port}"

    @property
    def host(self) -> str:
        """The address we listen at, turned into one that can be called."""
        return {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(self.http_host, self.http_host)  # noqa: S104

    @classmethod
    def read(cls, environ: Mapping[str, str]) -> "Wishes":
        return cls(
            http_host=environ.get("ZHIBEN_HTTP_HOST") or "127.0.0.1",
            http_port=port_number(environ.get("ZHIBEN_HTTP_PORT") or "8000", "ZHIBEN_HTTP_PORT"),
            database_url=environ.get("ZHIBEN_DATABASE_URL") or None,
            nats_url=environ.get("ZHIBEN_NATS_URL") or None,
            database_prefix=environ.get("ZHIBEN_DATABASE_PREFIX", ""),
            demo=_is_on(environ.get("ZHIBEN_DEMO")),
            testing=_is_on(environ.get("ZHIBEN_TESTING")),
            instances=2 if environ.get("ZHIBEN_INSTANCES") == "2" else 1,
        )


def _is_on(value: str | None) -> bool:
    return (value or "").lower() in {"1", "true", "yes", "on"}


def default_places() -> Places:
    """`.data/` of the checkout we are called in, or `ZHIBEN_LAUNCHER_DIR`."""
    return Places(Path(os.environ.get("ZHIBEN_LAUNCHER_DIR") or ".data").absolute())
