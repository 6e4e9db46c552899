"""`python -m hazard_registry.demo` fills an empty store, where the settings say `demo`."""

import asyncio

from attachments import Files
from chassis.clock import SystemClock, date_in_china
from chassis.db import open_database
from chassis.settings import Settings
from sqlalchemy import text

from hazard_registry.demo import seed
from hazard_registry.store import units


async def main() -> str:
    """Raise SystemExit unless the settings say that this is a demonstration."""
    settings = Settings()
    if not settings.demo:
        raise SystemExit("ZHIBEN_DEMO is not set: fictional hazards are not mixed with real ones.")
    on = date_in_china(SystemClock(settings).now())
    files = Files(settings.data_dir / "hazard-registry")
    async with (
        open_database(settings.sqlalchemy_url, statement_timeout_seconds=60) as sessions,
        sessions.begin() as tx,
    ):
        if not await units.is_empty(tx):
            return "已有数据,未装入演示数据"
        # Photographs are drawn in between, which takes a slow machine longer than a request may.
        await tx.execute(text("SET LOCAL idle_in_transaction_session_timeout = 0"))
        await seed(tx, on=on, files=files)
    return "已装入演示单位与隐患(均为虚构)"


if __name__ == "__main__":
    print(asyncio.run(main()))
