"""`python -m training_records.demo` fills an empty store, where the settings say `demo`."""

import asyncio

from chassis.clock import SystemClock, date_in_china
from chassis.db import open_database
from chassis.settings import Settings

from training_records.demo import seed
from training_records.store import person as people
from training_records.store.vault import Vault


async def main() -> str:
    """Raise SystemExit unless the settings say that this is a demonstration."""
    settings = Settings(service_name="training_records")
    if not settings.demo:
        raise SystemExit("ZHIBEN_DEMO is not set: fictional people are not mixed with real ones.")
    on = date_in_china(SystemClock(settings).now())
    async with open_database(settings.sqlalchemy_url) as sessions, sessions.begin() as tx:
        if not await people.is_empty(tx):
            return "已有人员档案,未装入演示数据"
        await seed(tx, on=on, vault=Vault.open(settings.secrets_dir))
    return "已装入虚构的人员与证书"


if __name__ == "__main__":
    print(asyncio.run(main()))
