"""Private PostgreSQL and NATS for one command or one test run, gone afterwards."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from launcher.jetstream import Nats
from launcher.keys import password
from launcher.ports import free_port
from launcher.postgres import Postgres
from launcher.stores import running


@contextmanager
def private_stores() -> Iterator[dict[str, str]]:
    """Start both, and yield the variables tests find them by."""
    folder = Path(tempfile.mkdtemp(prefix="zhiben-"))
    folder.chmod(0o755)  # mkdtemp's 0700 would keep an unprivileged PostgreSQL out
    try:
        with ExitStack() as stack:
            port = free_port()
            postgres = Postgres(
                folder / "pg", port, password(folder, "pg"), durable=False, copied=False
            )
            nats = Nats(folder / "nats", free_port(avoiding=[port]), users={}, durable=False)
            stack.enter_context(running(postgres, folder / "postgres.log"))
            stack.enter_context(running(nats, folder / "nats.log"))
            yield {
                "ZHIBEN_TEST_DATABASE_URL": postgres.url,
                "ZHIBEN_TEST_NATS_URL": nats.url,
            }
    finally:
        shutil.rmtree(folder, ignore_errors=True)
