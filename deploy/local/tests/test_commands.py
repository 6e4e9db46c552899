"""The commands beside `run`."""

import subprocess
import sys
from pathlib import Path

import pytest
from launcher.__main__ import main
from launcher.keys import password, signing_keys, write_private
from launcher.ports import choose_ports, free_port
from launcher.speech import Refused

from .running import Launched, environment

LOOK = """
import asyncio, asyncpg, os
async def look():
    connection = await asyncpg.connect(os.environ["ZHIBEN_TEST_DATABASE_URL"] + "/postgres")
    print("fsync", await connection.fetchval("SHOW fsync"))
    await connection.close()
asyncio.run(look())
raise SystemExit(7)
"""


def test_a_command_finds_private_stores_and_its_exit_code_is_told(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "launcher", "exec", "--ephemeral", "--"]
    done = subprocess.run(
        [*command, sys.executable, "-c", LOOK],
        cwd=tmp_path,
        env=environment(free_port()) | {"TMPDIR": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert (done.returncode, done.stdout.strip()) == (7, "fsync off"), done.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_real_start_needs_an_administrator(tmp_path: Path) -> None:
    launched = Launched(tmp_path, "install")

    assert launched.finish() == 1
    assert "ZHIBEN_ADMIN_LOGIN" in launched.printed


def test_an_openapi_document_is_asked_of_a_running_system_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)

    assert main(["openapi", "openapi.json"]) == 1
    assert "make run" in capsys.readouterr().err


def test_the_running_systems_openapi_document_is_saved(
    system: Launched, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(system.folder)

    assert main(["openapi", str(tmp_path / "docs" / "openapi.json")]) == 0
    assert '"pid"' in (tmp_path / "docs" / "openapi.json").read_text()


def test_a_remembered_port_is_kept_while_it_is_free(tmp_path: Path) -> None:
    first = choose_ports(["a", "b"], tmp_path / "ports.json")

    assert choose_ports(["a", "b", "c"], tmp_path / "ports.json").items() > first.items()


def test_ports_survive_a_damaged_memory(tmp_path: Path) -> None:
    (tmp_path / "ports.json").write_text("{not json")

    assert choose_ports(["a"], tmp_path / "ports.json")["a"] > 0


def test_two_names_fixed_at_one_port_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    port = str(free_port())
    monkeypatch.setenv("ZHIBEN_PORT_A", port)
    monkeypatch.setenv("ZHIBEN_PORT_B", port)

    with pytest.raises(Refused):
        choose_ports(["a", "b"], tmp_path / "ports.json")


def test_secrets_are_made_once(tmp_path: Path) -> None:
    keys = [path.read_bytes() for path in signing_keys(tmp_path)]

    assert password(tmp_path, "store") == password(tmp_path, "store")
    assert [path.read_bytes() for path in signing_keys(tmp_path)] == keys


def test_a_secret_never_lies_open_for_a_moment(tmp_path: Path) -> None:
    (tmp_path / "key").write_text("old")
    (tmp_path / "key").chmod(0o644)

    write_private(tmp_path / "key", b"new")

    assert (tmp_path / "key").read_bytes() == b"new"
    assert (tmp_path / "key").stat().st_mode & 0o777 == 0o600
