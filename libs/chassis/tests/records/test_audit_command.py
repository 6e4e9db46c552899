"""`python -m chassis.audit verify`, as an operator runs it."""

import os
import subprocess
import sys
from pathlib import Path

from chassis.audit import Signer, record, seal_once
from chassis.db import Sessions
from chassis.settings import Settings
from chassis.testing import NOON
from pydantic import SecretStr
from sqlalchemy import text


def run(settings: Settings) -> subprocess.CompletedProcess[str]:
    environment = {
        "PATH": os.environ["PATH"],
        "ZHIBEN_SERVICE_NAME": settings.service_name,
        "ZHIBEN_DATABASE_URL": settings.database_url.get_secret_value(),
        "ZHIBEN_SECRETS_DIR": str(settings.secrets_dir),
    }
    command = [sys.executable, "-m", "chassis.audit", "verify"]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)  # noqa: S603


async def test_the_command_tells_a_sound_trail_from_a_changed_one(
    sessions: Sessions, database: str, tmp_path: Path
) -> None:
    address = database.replace("+asyncpg", "")
    settings = Settings(
        service_name="probe", database_url=SecretStr(address), secrets_dir=tmp_path / "secrets"
    )
    without_key = run(settings)
    async with sessions.begin() as tx:
        await record(tx, by="x", at=NOON, action="a", what="w", id="1")
    await seal_once(
        sessions,
        Signer.kept_in(settings.secrets_dir, city=settings.city, name=settings.service_name),
    )

    sound = run(settings)
    async with sessions.begin() as tx:
        await tx.execute(text("ALTER TABLE audit_entry DISABLE TRIGGER ALL"))
        await tx.execute(text("UPDATE audit_entry SET by = 'y'"))
    changed = run(settings)

    assert without_key.returncode == 1
    assert (sound.returncode, sound.stderr) == (0, "")
    assert "1 sealed" in sound.stdout
    assert changed.returncode == 1
    assert "entry_changed #0 seq 1" in changed.stdout
