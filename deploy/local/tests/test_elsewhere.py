"""With servers elsewhere, none is started here."""

import os
import signal
from pathlib import Path

import asyncpg
from launcher.members import MEMBERS

from .running import Launched


async def test_other_servers_are_used_and_none_is_started(tmp_path: Path) -> None:
    prefix = f"elsewhere_{os.getpid()}_"
    server = os.environ["ZHIBEN_TEST_DATABASE_URL"]
    launched = Launched(
        tmp_path,
        ZHIBEN_DATABASE_URL=server,
        ZHIBEN_NATS_URL=os.environ["ZHIBEN_TEST_NATS_URL"],
        ZHIBEN_DATABASE_PREFIX=prefix,
    )
    launched.wait_for("系统已就绪")

    told = launched.ask()["told"]
    assert told["ZHIBEN_DATABASE_URL"].endswith(f"/{prefix}gateway")
    assert told["ZHIBEN_NATS_URL"] == os.environ["ZHIBEN_TEST_NATS_URL"]
    assert {"postgres", "nats-server"}.isdisjoint(p.name() for p in launched.descendants())
    assert launched.stop(signal.SIGTERM) == 0

    connection = await asyncpg.connect(server + "/postgres")
    for member in MEMBERS:
        await connection.execute(f'DROP DATABASE "{prefix}{member.package}" WITH (FORCE)')
        for role in (member.package, *member.narrow_roles):
            await connection.execute(f'DROP ROLE "{prefix}{role}"')
    await connection.close()
