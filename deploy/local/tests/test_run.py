"""`make run`, seen from outside."""

import json
import os
import signal
import socket
import stat
from contextlib import suppress
from pathlib import Path

import asyncpg
import psutil
import pytest
from launcher.jetstream import Nats
from launcher.postgres import Postgres

from .running import Launched, wait_until

URL = "ZHIBEN_DATABASE_URL"


def test_it_says_where_the_system_is_and_what_it_left_out(system: Launched) -> None:
    assert f"http://127.0.0.1:{system.port}" in system.printed
    assert "跳过尚未编写的:reporting-whistleblower.api" in system.printed


def test_a_process_is_told_all_it_needs(system: Launched) -> None:
    told = system.ask()["told"]

    assert told["ZHIBEN_SERVICE_NAME"] == "gateway"
    assert told["ZHIBEN_NATS_URL"].startswith("nats://gateway:")
    assert set(json.loads(told["ZHIBEN_UPSTREAMS"])) == {"hazard-registry"}
    assert "PRIVATE KEY" in Path(told["ZHIBEN_TOKEN_PRIVATE_KEY_FILE"]).read_text()
    assert "PUBLIC KEY" in Path(told["ZHIBEN_TOKEN_PUBLIC_KEY_FILE"]).read_text()
    assert told["ZHIBEN_DEMO"] == "0"


async def test_a_service_cannot_read_another_ones_database(system: Launched) -> None:
    own = system.ask()["told"][URL]
    connection = await asyncpg.connect(own)
    await connection.close()

    for other in ("hazard_registry", "postgres", "template1"):
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await asyncpg.connect(own.rpartition("/")[0] + f"/{other}")


async def test_narrow_roles_are_taken_up_but_not_inherited(system: Launched) -> None:
    secrets = system.folder / ".data" / "secrets"
    password = (secrets / "reporting_whistleblower.password").read_text()
    port = json.loads((system.folder / ".data" / "ports.json").read_text())["postgres"]
    url = f"postgresql://reporting_whistleblower:{password}@127.0.0.1:{port}"

    connection = await asyncpg.connect(f"{url}/reporting_whistleblower")
    await connection.execute("CREATE TABLE sealed (secret int)")
    await connection.execute("GRANT INSERT ON sealed TO vault_insert")
    await connection.execute("SET ROLE vault_insert; INSERT INTO sealed VALUES (1)")
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await connection.fetch("SELECT secret FROM sealed")
    await connection.close()


def test_passwords_and_keys_are_for_their_owner_only(system: Launched) -> None:
    files = [path for path in (system.folder / ".data/secrets").rglob("*") if path.is_file()]

    assert files
    assert {stat.S_IMODE(path.stat().st_mode) for path in files} == {0o600}


def test_stores_listen_on_this_machine_only(system: Launched) -> None:
    listening = set()
    for process in system.descendants():
        with suppress(psutil.NoSuchProcess):  # PostgreSQL's helpers come and go
            listening |= {
                connection.laddr.ip
                for connection in process.net_connections("tcp")
                if connection.status == psutil.CONN_LISTEN
            }

    assert listening == {"127.0.0.1"}


def test_a_second_start_in_the_same_folder_is_refused(system: Launched) -> None:
    second = Launched(system.folder)

    assert second.finish() == 1
    assert f"进程 {system.process.pid}" in second.printed
    assert "running already" in second.printed


def test_nothing_is_deleted_while_it_runs(system: Launched) -> None:
    reset = Launched(system.folder, "reset")

    assert reset.finish() == 1
    assert (system.folder / ".data" / "postgres").exists()


def test_a_taken_port_is_told(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        launched = Launched(tmp_path, ZHIBEN_HTTP_PORT=str(port))

        assert launched.finish() == 1

    assert f"端口 {port} 已被占用" in launched.printed
    assert f"Port {port} is taken" in launched.printed


@pytest.mark.parametrize("port", ["0", "70000", "http"])
def test_a_port_that_is_none_is_told(tmp_path: Path, port: str) -> None:
    launched = Launched(tmp_path, ZHIBEN_PORT_POSTGRES=port)

    assert launched.finish() == 1
    assert f"ZHIBEN_PORT_POSTGRES={port}" in launched.printed


def test_a_killed_process_is_restarted_and_its_callers_only_wait(system: Launched) -> None:
    before = system.ask()["pid"]

    os.kill(before, signal.SIGKILL)

    assert system.ask()["pid"] != before  # asked at once: the address never closed
    system.wait_for("gateway.api 意外停止(signal 9)")


def test_a_killed_store_is_restarted(system: Launched) -> None:
    [nats] = [process for process in system.descendants() if process.name() == "nats-server"]

    nats.kill()

    system.wait_for("nats 意外停止")
    wait_until(lambda: any(p.name() == "nats-server" for p in system.descendants()))
    assert nats.pid not in {process.pid for process in system.descendants()}
    assert "nats-server" in {process.name() for process in system.descendants()}


def test_stores_are_safe_in_a_power_cut_unless_it_is_a_test(tmp_path: Path) -> None:
    real = Postgres(tmp_path, 1, "secret").command().argv
    test = Postgres(tmp_path, 1, "secret", durable=False).command().argv
    assert "--fsync=off" in test
    assert not [word for word in real if word.startswith(("--fsync", "--full_page", "--sync"))]

    Nats(tmp_path / "nats", 1, users={}).prepare()
    settings = json.loads((tmp_path / "nats.json").read_text())
    assert settings["jetstream"]["sync_interval"] == "always"
